<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Discovery</name>
    <message numerus="yes">
        <source>There are %n n8n stacks on this engine.</source>
        <translation>
            <numerusform>There is %n n8n stack on this engine.</numerusform>
            <numerusform>There are %n n8n stacks on this engine.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sandbox</name>
    <message numerus="yes">
        <source>Insert %n past executions</source>
        <translation>
            <numerusform>Insert %n past execution</numerusform>
            <numerusform>Insert %n past executions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServiceActions</name>
    <message numerus="yes">
        <source>%n container(s) of %1 will be started.</source>
        <translation>
            <numerusform>%n container of %1 will be started.</numerusform>
            <numerusform>%n containers of %1 will be started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) of %1 will be stopped.</source>
        <translation>
            <numerusform>%n container of %1 will be stopped.</numerusform>
            <numerusform>%n containers of %1 will be stopped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) of %1 will be stopped and started again.</source>
        <translation>
            <numerusform>%n container of %1 will be stopped and started again.</numerusform>
            <numerusform>%n containers of %1 will be stopped and started again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running execution(s) get up to %1 to finish; what takes longer is cut off.</source>
        <translation>
            <numerusform>%n running execution gets up to %1 to finish; what takes longer is cut off.</numerusform>
            <numerusform>%n running executions get up to %1 to finish; what takes longer is cut off.</numerusform>
        </translation>
    </message>
</context>
</TS>
