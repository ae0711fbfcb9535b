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
<context>
    <name>quarterdeck::gui::BackupController</name>
    <message numerus="yes">
        <source>%n sets were removed.</source>
        <translation>
            <numerusform>%n set was removed.</numerusform>
            <numerusform>%n sets were removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ChecksPage</name>
    <message numerus="yes">
        <source>%n checks failed. Nothing can be restored before that is put right.</source>
        <translation>
            <numerusform>%n check failed. Nothing can be restored before that is put right.</numerusform>
            <numerusform>%n checks failed. Nothing can be restored before that is put right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The restore is possible. %n warnings should be read first.</source>
        <translation>
            <numerusform>The restore is possible. %n warning should be read first.</numerusform>
            <numerusform>The restore is possible. %n warnings should be read first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::LookPage</name>
    <message numerus="yes">
        <source>%n workflows</source>
        <translation>
            <numerusform>%n workflow</numerusform>
            <numerusform>%n workflows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RetentionDialog</name>
    <message numerus="yes">
        <source>All %n sets stay.</source>
        <translation>
            <numerusform>The one set there is stays.</numerusform>
            <numerusform>All %n sets stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 sets would go, which frees %2.</source>
        <translation>
            <numerusform>%n of %1 sets would go, which frees %2.</numerusform>
            <numerusform>%n of %1 sets would go, which frees %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n sets now...</source>
        <translation>
            <numerusform>&amp;Remove %n set now...</numerusform>
            <numerusform>&amp;Remove %n sets now...</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n sets now?</source>
        <translation>
            <numerusform>Remove %n set now?</numerusform>
            <numerusform>Remove %n sets now?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n sets</source>
        <translation>
            <numerusform>&amp;Remove %n set</numerusform>
            <numerusform>&amp;Remove %n sets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::SetFacts</name>
    <message numerus="yes">
        <source>%1 in %n files</source>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n tables</source>
        <translation>
            <numerusform>%1 in %n table</numerusform>
            <numerusform>%1 in %n tables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::StackBackupOperations</name>
    <message numerus="yes">
        <source>%n sets removed: %1</source>
        <translation>
            <numerusform>%n set removed: %1</numerusform>
            <numerusform>%n sets removed: %1</numerusform>
        </translation>
    </message>
</context>
</TS>
