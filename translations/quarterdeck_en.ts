<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Credentials</name>
    <message numerus="yes">
        <source>%n credentials of this set are named &quot;%1&quot;.</source>
        <translation>
            <numerusform>%n credential of this set is named &quot;%1&quot;.</numerusform>
            <numerusform>%n credentials of this set are named &quot;%1&quot;.</numerusform>
        </translation>
    </message>
</context>
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
    <name>RebuildChecks</name>
    <message numerus="yes">
        <source>All %n images are here.</source>
        <translation>
            <numerusform>The one image is here.</numerusform>
            <numerusform>All %n images are here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreDoors</name>
    <message numerus="yes">
        <source>%n execution(s) still run; they have %1 more.</source>
        <translation>
            <numerusform>%n execution still runs; it has %1 more.</numerusform>
            <numerusform>%n executions still run; they have %1 more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreOutline</name>
    <message numerus="yes">
        <source>All %n images are here.</source>
        <translation>
            <numerusform>The one image is here.</numerusform>
            <numerusform>All %n images are here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreSteps</name>
    <message numerus="yes">
        <source>The dump is of a newer n8n than the one here: it has %n migration(s) that this one does not know.</source>
        <translation>
            <numerusform>The dump is of a newer n8n than the one here: it has %n migration that this one does not know.</numerusform>
            <numerusform>The dump is of a newer n8n than the one here: it has %n migrations that this one does not know.</numerusform>
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
    <name>SchedulesDue</name>
    <message numerus="yes">
        <source>every %n second(s)</source>
        <translation>
            <numerusform>every second</numerusform>
            <numerusform>every %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n minute(s)</source>
        <translation>
            <numerusform>every minute</numerusform>
            <numerusform>every %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n hour(s)</source>
        <translation>
            <numerusform>every hour</numerusform>
            <numerusform>every %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n week(s)</source>
        <translation>
            <numerusform>every week</numerusform>
            <numerusform>every %n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n month(s)</source>
        <translation>
            <numerusform>every month</numerusform>
            <numerusform>every %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>every day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, about %n time(s)</source>
        <translation>
            <numerusform>%1: %2, about %n time</numerusform>
            <numerusform>%1: %2, about %n times</numerusform>
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
    <name>Workflows</name>
    <message numerus="yes">
        <source>%n workflows of this set are named &quot;%1&quot;.</source>
        <translation>
            <numerusform>%n workflow of this set is named &quot;%1&quot;.</numerusform>
            <numerusform>%n workflows of this set are named &quot;%1&quot;.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::AutoscaleCommands</name>
    <message numerus="yes">
        <source>%1 to %2: %3 h recorded, %n gap(s).</source>
        <translation>
            <numerusform>%1 to %2: %3 h recorded, %n gap.</numerusform>
            <numerusform>%1 to %2: %3 h recorded, %n gaps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s). %1 worker-hours instead of %2. Longest wait %3 (estimated) instead of %4.</source>
        <translation>
            <numerusform>%n change. %1 worker-hours instead of %2. Longest wait %3 (estimated) instead of %4.</numerusform>
            <numerusform>%n changes. %1 worker-hours instead of %2. Longest wait %3 (estimated) instead of %4.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkersScaleCommand</name>
    <message numerus="yes">
        <source>%n execution(s) that run there are waited for.</source>
        <translation>
            <numerusform>%n execution that runs there is waited for.</numerusform>
            <numerusform>%n executions that run there are waited for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkersShowCommand</name>
    <message numerus="yes">
        <source>room for %n workers</source>
        <translation>
            <numerusform>room for %n worker</numerusform>
            <numerusform>room for %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>up to %n workers</source>
        <translation>
            <numerusform>up to %n worker</numerusform>
            <numerusform>up to %n workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkersTestCommand</name>
    <message numerus="yes">
        <source>%n execution(s) never ended.</source>
        <translation>
            <numerusform>%n execution never ended.</numerusform>
            <numerusform>%n executions never ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::AutoscaleDialog</name>
    <message numerus="yes">
        <source>Only %n workers fit now: more may run out of memory.</source>
        <translation>
            <numerusform>Only %n worker fits now: more may run out of memory.</numerusform>
            <numerusform>Only %n workers fit now: more may run out of memory.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n workers fit now; there will be no more.</source>
        <translation>
            <numerusform>Only %n worker fits now; there will be no more.</numerusform>
            <numerusform>Only %n workers fit now; there will be no more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It would have changed the number %n times.</source>
        <translation>
            <numerusform>It would have changed the number once.</numerusform>
            <numerusform>It would have changed the number %n times.</numerusform>
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
    <message numerus="yes">
        <source>%n credentials</source>
        <translation>
            <numerusform>%n credential</numerusform>
            <numerusform>%n credentials</numerusform>
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
    <name>quarterdeck::gui::WorkerSettingsDialog</name>
    <message numerus="yes">
        <source>%1 in all with %n worker(s).</source>
        <translation>
            <numerusform>%1 in all with %n worker.</numerusform>
            <numerusform>%1 in all with %n workers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply and exchange %n workers and main</source>
        <translation>
            <numerusform>&amp;Apply and exchange %n worker and main</numerusform>
            <numerusform>&amp;Apply and exchange %n workers and main</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply and exchange %n workers</source>
        <translation>
            <numerusform>&amp;Apply and exchange %n worker</numerusform>
            <numerusform>&amp;Apply and exchange %n workers</numerusform>
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
<context>
    <name>quarterdeck::workers::Autoscale</name>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n worker</numerusform>
            <numerusform>%n workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Drain</name>
    <message numerus="yes">
        <source>%1 is told to end; %n execution(s) have up to %2 to finish.</source>
        <translation>
            <numerusform>%1 is told to end; %n execution has up to %2 to finish.</numerusform>
            <numerusform>%1 is told to end; %n executions have up to %2 to finish.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) still run on workers that go; they have up to %1.</source>
        <translation>
            <numerusform>%n execution still runs on workers that go; it has up to %1.</numerusform>
            <numerusform>%n executions still run on workers that go; they have up to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Findings</name>
    <message numerus="yes">
        <source>The queue is held: no worker is given a job, and %n wait. Somebody has paused it in Redis.</source>
        <translation>
            <numerusform>The queue is held: no worker is given a job, and %n waits. Somebody has paused it in Redis.</numerusform>
            <numerusform>The queue is held: no worker is given a job, and %n wait. Somebody has paused it in Redis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The queue is held: no worker is given a job, and %n wait. A console that ended early has left it so (%1).</source>
        <translation>
            <numerusform>The queue is held: no worker is given a job, and %n waits. A console that ended early has left it so (%1).</numerusform>
            <numerusform>The queue is held: no worker is given a job, and %n wait. A console that ended early has left it so (%1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) run but take no jobs, while jobs wait.</source>
        <translation>
            <numerusform>%n worker runs but takes no jobs, while jobs wait.</numerusform>
            <numerusform>%n workers run but take no jobs, while jobs wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) run but do not ask the queue for jobs.</source>
        <translation>
            <numerusform>%n worker runs but does not ask the queue for jobs.</numerusform>
            <numerusform>%n workers run but do not ask the queue for jobs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n worker(s); what they run may end first</source>
        <translation>
            <numerusform>Restart %n worker; what it runs may end first</numerusform>
            <numerusform>Restart %n workers; what they run may end first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n execution(s) as crashed</source>
        <translation>
            <numerusform>Mark %n execution as crashed</numerusform>
            <numerusform>Mark %n executions as crashed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) count as running, but no worker works on them.</source>
        <translation>
            <numerusform>%n job counts as running, but no worker works on it.</numerusform>
            <numerusform>%n jobs count as running, but no worker works on them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) end again and again. Why, their log tells: docker logs %1</source>
        <translation>
            <numerusform>%n worker ends again and again. Why, their log tells: docker logs %1</numerusform>
            <numerusform>%n workers end again and again. Why, their log tells: docker logs %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The kernel has ended a process of %n worker(s) for want of memory.</source>
        <translation>
            <numerusform>The kernel has ended a process of %n worker for want of memory.</numerusform>
            <numerusform>The kernel has ended a process of %n workers for want of memory.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) wait, and no worker runs.</source>
        <translation>
            <numerusform>%n job waits, and no worker runs.</numerusform>
            <numerusform>%n jobs wait, and no worker runs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start %n worker(s)</source>
        <translation>
            <numerusform>Start %n worker</numerusform>
            <numerusform>Start %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) are said to run, but the queue knows nothing of them: whatever ran them is gone.</source>
        <translation>
            <numerusform>%n execution is said to run, but the queue knows nothing of it: whatever ran it is gone.</numerusform>
            <numerusform>%n executions are said to run, but the queue knows nothing of them: whatever ran them is gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) that nobody runs can also be run again, from their beginning: what they have done already is done a second time.</source>
        <translation>
            <numerusform>%n execution that nobody runs can also be run again, from its beginning: what it has done already is done a second time.</numerusform>
            <numerusform>%n executions that nobody runs can also be run again, from their beginning: what they have done already is done a second time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n execution(s) again</source>
        <translation>
            <numerusform>Run %n execution again</numerusform>
            <numerusform>Run %n executions again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let %n job(s) wait again, for a worker to run</source>
        <translation>
            <numerusform>Let %n job wait again, for a worker to run</numerusform>
            <numerusform>Let %n jobs wait again, for a worker to run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) do not run the image that n8n itself runs.</source>
        <translation>
            <numerusform>%n worker does not run the image that n8n itself runs.</numerusform>
            <numerusform>%n workers do not run the image that n8n itself runs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n worker(s) anew from the compose file; what they run may end first</source>
        <translation>
            <numerusform>Make %n worker anew from the compose file; what it runs may end first</numerusform>
            <numerusform>Make %n workers anew from the compose file; what they run may end first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n worker(s) anew from the compose file</source>
        <translation>
            <numerusform>Make %n worker anew from the compose file</numerusform>
            <numerusform>Make %n workers anew from the compose file</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Remedies</name>
    <message numerus="yes">
        <source>Drain %n worker(s): no new job, the running ones end</source>
        <translation>
            <numerusform>Drain %n worker: no new job, the running ones end</numerusform>
            <numerusform>Drain %n workers: no new job, the running ones end</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) marked as crashed.</source>
        <translation>
            <numerusform>%n execution marked as crashed.</numerusform>
            <numerusform>%n executions marked as crashed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) wait again.</source>
        <translation>
            <numerusform>%n job waits again.</numerusform>
            <numerusform>%n jobs wait again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start %n worker(s)</source>
        <translation>
            <numerusform>Start %n worker</numerusform>
            <numerusform>Start %n workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Scale</name>
    <message numerus="yes">
        <source>There are %n worker(s) now; somebody has changed their number meanwhile.</source>
        <translation>
            <numerusform>There is %n worker now; somebody has changed their number meanwhile.</numerusform>
            <numerusform>There are %n workers now; somebody has changed their number meanwhile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) from now on: %1</source>
        <translation>
            <numerusform>%n worker from now on: %1</numerusform>
            <numerusform>%n workers from now on: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 workers instead of %2 after %3; %n execution(s) were cut off: %4</source>
        <translation>
            <numerusform>%1 workers instead of %2 after %3; %n execution was cut off: %4</numerusform>
            <numerusform>%1 workers instead of %2 after %3; %n executions were cut off: %4</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start %n worker(s) more</source>
        <translation>
            <numerusform>Start %n worker more</numerusform>
            <numerusform>Start %n workers more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drain %n worker(s): no new job, the running ones end</source>
        <translation>
            <numerusform>Drain %n worker: no new job, the running ones end</numerusform>
            <numerusform>Drain %n workers: no new job, the running ones end</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Settings</name>
    <message numerus="yes">
        <source>%1 executions at once would share %n connection(s) to the database; raise DB_POSTGRESDB_POOL_SIZE as well.</source>
        <translation>
            <numerusform>%1 executions at once would share %n connection to the database; raise DB_POSTGRESDB_POOL_SIZE as well.</numerusform>
            <numerusform>%1 executions at once would share %n connections to the database; raise DB_POSTGRESDB_POOL_SIZE as well.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SettingsPlan</name>
    <message numerus="yes">
        <source>%n worker(s) run with the new settings after %1; no job was lost.</source>
        <translation>
            <numerusform>%n worker runs with the new settings after %1; no job was lost.</numerusform>
            <numerusform>%n workers run with the new settings after %1; no job was lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) run with the new settings after %1; executions that were cut off: %2</source>
        <translation>
            <numerusform>%n worker runs with the new settings after %1; executions that were cut off: %2</numerusform>
            <numerusform>%n workers run with the new settings after %1; executions that were cut off: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) were made anew in %1; no job was lost.</source>
        <translation>
            <numerusform>%n worker was made anew in %1; no job was lost.</numerusform>
            <numerusform>%n workers were made anew in %1; no job was lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) were made anew in %1; executions that were cut off: %2</source>
        <translation>
            <numerusform>%n worker was made anew in %1; executions that were cut off: %2</numerusform>
            <numerusform>%n workers were made anew in %1; executions that were cut off: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SettingsPreview</name>
    <message numerus="yes">
        <source>%n worker(s) are made anew, one after the other: %1.</source>
        <translation>
            <numerusform>%n worker is made anew: %1.</numerusform>
            <numerusform>%n workers are made anew, one after the other: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) of %1 may take %2 together, one more of them while they are exchanged; this machine has %3.</source>
        <translation>
            <numerusform>%n worker of %1 may take %2, one more of them while it is exchanged; this machine has %3.</numerusform>
            <numerusform>%n workers of %1 may take %2 together, one more of them while they are exchanged; this machine has %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SwarmDrain</name>
    <message numerus="yes">
        <source>%n execution(s) run; nothing is ended before they surely finish in time. Waiting for up to %1.</source>
        <translation>
            <numerusform>%n execution runs; nothing is ended before it surely finishes in time. Waiting for up to %1.</numerusform>
            <numerusform>%n executions run; nothing is ended before they surely finish in time. Waiting for up to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are to be %n worker(s) now; somebody has changed their number meanwhile.</source>
        <translation>
            <numerusform>There is to be %n worker now; somebody has changed their number meanwhile.</numerusform>
            <numerusform>There are to be %n workers now; somebody has changed their number meanwhile.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SwarmScale</name>
    <message numerus="yes">
        <source>There are to be %n worker(s) now; somebody has changed their number meanwhile.</source>
        <translation>
            <numerusform>There is to be %n worker now; somebody has changed their number meanwhile.</numerusform>
            <numerusform>There are to be %n workers now; somebody has changed their number meanwhile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 workers instead of %2 after %3; %n execution(s) were cut off: %4</source>
        <translation>
            <numerusform>%1 workers instead of %2 after %3; %n execution was cut off: %4</numerusform>
            <numerusform>%1 workers instead of %2 after %3; %n executions were cut off: %4</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Swarm decides which %n worker(s) end, and cannot be told to take idle ones; each gets up to %1 to finish.</source>
        <translation>
            <numerusform>Swarm decides which %n worker ends, and cannot be told to take an idle one; it gets up to %1 to finish.</numerusform>
            <numerusform>Swarm decides which %n workers end, and cannot be told to take idle ones; each gets up to %1 to finish.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wait until %n worker(s) more run</source>
        <translation>
            <numerusform>Wait until %n worker more runs</numerusform>
            <numerusform>Wait until %n workers more run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let Swarm end %n worker(s), each after its jobs</source>
        <translation>
            <numerusform>Let Swarm end %n worker, after its jobs</numerusform>
            <numerusform>Let Swarm end %n workers, each after its jobs</numerusform>
        </translation>
    </message>
</context>
</TS>
