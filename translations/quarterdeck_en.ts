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
    <name>Workers</name>
    <message numerus="yes">
        <source>room for %n workers</source>
        <translation>
            <numerusform>room for %n worker</numerusform>
            <numerusform>room for %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start %n workers</source>
        <translation>
            <numerusform>Start %n worker</numerusform>
            <numerusform>Start %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drain and remove %n workers</source>
        <translation>
            <numerusform>Drain and remove %n worker</numerusform>
            <numerusform>Drain and remove %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n workers</source>
        <translation>
            <numerusform>Keep %n worker</numerusform>
            <numerusform>Keep %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: room for %n workers.</source>
        <translation>
            <numerusform>%1: room for %n worker.</numerusform>
            <numerusform>%1: room for %n workers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n executions never ended</source>
        <translation>
            <numerusform>%n execution never ended</numerusform>
            <numerusform>%n executions never ended</numerusform>
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
    <name>quarterdeck::gui::ScalePanel</name>
    <message numerus="yes">
        <source>%n running jobs end first; none is lost.</source>
        <translation>
            <numerusform>%n running job ends first; none is lost.</numerusform>
            <numerusform>%n running jobs end first; none is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Keep %n workers from now on</source>
        <translation>
            <numerusform>&amp;Keep %n worker from now on</numerusform>
            <numerusform>&amp;Keep %n workers from now on</numerusform>
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
<context>
    <name>quarterdeck::gui::WorkerController</name>
    <message numerus="yes">
        <source>There are %n workers now.</source>
        <translation>
            <numerusform>There is %n worker now.</numerusform>
            <numerusform>There are %n workers now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Test how %n executions are shared out</source>
        <translation>
            <numerusform>Test how %n execution is shared out</numerusform>
            <numerusform>Test how %n executions are shared out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::WorkersPage</name>
    <message numerus="yes">
        <source>Run %n executions that do nothing, and see which worker runs how many</source>
        <translation>
            <numerusform>Run %n execution that does nothing, and see which worker runs how many</numerusform>
            <numerusform>Run %n executions that do nothing, and see which worker runs how many</numerusform>
        </translation>
    </message>
</context>
</TS>
