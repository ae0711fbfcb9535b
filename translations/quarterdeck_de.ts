<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Access</name>
    <message>
        <source>%1 does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 is published on %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container uses this machine&apos;s own network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No port is published; the container&apos;s address on its bridge is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither a published port nor an address: only from inside the stack&apos;s network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is outside the stack, under a name that only the stack&apos;s network knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is outside the stack; n8n&apos;s own address for it is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs on another node of the swarm, and no port is published.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArchiveHead</name>
    <message>
        <source>This is no dump in pg_dump&apos;s custom format, or one of a version that is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning of the dump is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArchiveSplit</name>
    <message>
        <source>The data of the dump are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_restore stopped reading.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AtomicFile</name>
    <message>
        <source>Could not write %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not create a file in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write %1 to disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not keep the owner of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not set the mode of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not replace %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is larger than expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not create the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exists and is not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write the folder %1 to disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AutoscaleDialog</name>
    <message>
        <source>Autoscaling of workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;utoscaling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether workers are scaled by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fewest workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewest workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never fewer workers than this, 0 to 200</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Most workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never more workers than this, 1 to 200</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;ven more than memory, connections and processors allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add workers when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Jobs wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many jobs wait, 1 to 100,000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether one of the two is enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a job waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One job has waited so long, 0.1 to 86,400 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s or longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and in &amp;use are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capacity in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So much of the capacity runs jobs: more workers would not help where those there are idle, 1 to 100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> % or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>f&amp;or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long that must last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a break, 0 to 86,400 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workers &amp;at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers added at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 to 200</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a&amp;fter a rest of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rest before workers are added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the last change, whoever made it, 1 to 86,400 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let workers go when nothing waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and f&amp;ree would stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capacity that stays free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So much of what is left would stay free, 1 to 99 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fo&amp;r</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long nothing must wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workers at on&amp;ce</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers let go at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after a r&amp;est of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rest before workers go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often to look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 to 300 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this would have done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time that the dry run covers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions of the dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes that autoscaling has made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoscaling has not changed anything yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this means</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Autostart</name>
    <message>
        <source>A stack of this name cannot be scheduled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your crontab could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your crontab could not be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unit %1 could not be switched on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not remove %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cron does not run: start it with &quot;sudo service cron start&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupSettings</name>
    <message>
        <source>These backup settings hold an impossible value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupStream</name>
    <message>
        <source>Could not create %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The zstd library refuses our settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write %1 to disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checksum of %1 could not be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not compress %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identity file does not open this backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the age identity file that belongs to this backup&apos;s recipients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another set; check the disk this one lies on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is encrypted, and no identity file is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read the identity file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path %1 does not belong into a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the set %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupsPage</name>
    <message>
        <source>Backup sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sets of the stack, newest first; Enter shows the details, Delete asks whether to delete the set, the context menu has the rest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Capture</name>
    <message>
        <source>The password of %1 in the stack&apos;s settings is not the one in force; going on as n8n&apos;s own role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key of n8n was not found: without it no credential in this set can be read. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key in force does not open the credentials in the database (%1 of %2 opened). Restored with this key they cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 credentials were made under another key and cannot be read: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is not in this set: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1, database %2, %3, newest migration %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some data of n8n is kept outside the database and is not in this set: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 executions run: taking it slowly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dumped %1 into %2 in %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_dump wrote nothing, without an error of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into the log of PostgreSQL, then back up again. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tables with %2 rows counted in the same snapshot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis does not run in this stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis %1 saved %2 keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It saves all the time, so that its file never stands still.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis saved again meanwhile; once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder of n8n is not in this set: main has no container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of main is on no volume: it is lost with the container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with %2 entries, %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed while it was read; once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles are kept without their passwords, which only a superuser may read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this set: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealing %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cgroup</name>
    <message>
        <source>The container does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container&apos;s process cannot be seen from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container&apos;s control group cannot be seen from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container&apos;s control group has gone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Compose</name>
    <message>
        <source>Install version 2: on Ubuntu &quot;sudo apt install docker-compose-v2&quot;, from Debian 13 on &quot;sudo apt install docker-compose&quot;, with Docker&apos;s own packages &quot;sudo apt install docker-compose-plugin&quot;. On Debian 12, ./run fetches it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project folder %1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back, for example from a backup set, or the stack cannot be changed through Compose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compose file %1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose may not talk to the Docker engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add yourself to the group docker, then log in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose could not reach the Docker engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the engine and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A port of the stack is taken by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free the port, or give the stack another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compose files know no such service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own words are in the details. Look at the line of the compose file that they name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Docker Compose %1 is installed; version 2 is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker Compose is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose printed a configuration that cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComposeFile</name>
    <message>
        <source>The file is no compose file: it does not hold keys and values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be changed on its own: %2 would change with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They share an anchor of the compose file. Give the service a block of its own, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is written in a way that cannot be changed safely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it in the compose file by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service %1 does not stand in this compose file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 carries a YAML tag, which is not changed by a program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service %1 has no command in this compose file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set N8N_CONCURRENCY_PRODUCTION_LIMIT of the service instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContainerFile</name>
    <message>
        <source>%1 is not in the container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in the container is not a regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 from the container broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not pack %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not have the size it should have.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CreateBackup</name>
    <message>
        <source>Removed %1, which a run that died had left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new set did not pass its check, so it is no backup: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older sets are untouched. Look at the findings, then back up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not proven: the age identity file is not known here, so the set cannot be read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No drill this time: one set in %1 is drilled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set could not be proven: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old sets could not be removed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery card could not be written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 in %3, proven by restoring it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 in %3, verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep others off the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear up after runs that died</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check before anything is written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold a snapshot of the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the data folder of n8n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dump the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy .env and compose files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check what was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove it by restoring it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what is too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the recovery card</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Credentials</name>
    <message>
        <source>The set does not hold the key that opens its credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it as it is stored, and import it where that key is in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n credentials of this set are named &quot;%1&quot;.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Name one by its id: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set holds no credential &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no credential at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Crontab</name>
    <message>
        <source>The lines of Quarterdeck in your crontab were changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run &quot;crontab -e&quot;, remove the lines between and including &quot;BEGIN quarterdeck&quot; and &quot;END quarterdeck&quot;, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataArchive</name>
    <message>
        <source>This set does not hold the data folder of n8n.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not hold n8n&apos;s data folder: its file of settings, config, is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this part out. What is in the archive can be put back by hand, as docs/RECOVERY.md tells.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatabaseRestore</name>
    <message>
        <source>The set holds no roles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The roles could not be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too large for a file of roles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set&apos;s file of roles is refused: it holds more than statements about roles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_dumpall writes no such line. Take another set, and find out who could write to this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All roles of the set are there; they keep their passwords.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles made: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no database %1 on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not know the locale %1 of the set; the database gets %2, as the one in use has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set holds no database dump.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_restore could not restore the database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A role of the set is missing here: restore the roles with it (--only postgres,globals,...).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details tell what it stopped at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored tables differ from those that were backed up: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tables with %2 rows; rows and contents are equal.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatabaseSwap</name>
    <message>
        <source>Somebody has renamed or removed databases meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them: psql -l. They should be %1 and %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swapped in %1 ms; the old database is %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old database was dropped, as it was asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the safety backup %1 instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swapped back in %1 ms.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Discovery</name>
    <message>
        <source>There is no n8n stack named %1 on this engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No n8n stack was found at all. Start one, or bring up the sandbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no n8n stack on this engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start one, or bring up the sandbox with &quot;quarterdeckctl sandbox up&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>There are %n n8n stacks on this engine.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose one with --stack: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack %1 has just been removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose warns: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 What is shown comes from the containers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compose project cannot be read: %1 What is shown comes from the containers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compose files have changed since these services were started: %1. What is shown is what runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It shares n8n&apos;s own network; only from inside that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n is told to look for it inside its own container, where it is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n keeps its data in SQLite. Queue mode and workers, database tuning and PostgreSQL backups need PostgreSQL; the data volume can be backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n uses a database of type %1, which is not supported here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is set, but n8n does not read it. What counts is N8N_CONCURRENCY_PRODUCTION_LIMIT or the worker&apos;s --concurrency.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of %1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main and workers do not have the same encryption key: workers cannot decrypt the credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other nodes of the swarm run tasks of these services, of which only their number is seen from here: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the containers of this node are seen; the services cannot be read. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Docker</name>
    <message>
        <source>&quot;%1&quot; cannot be the name of a Docker object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names begin with a letter or a digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s output stream cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the container was replaced meanwhile, try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine reported an error within the output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output of the container broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the Docker engine is still running, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A memory limit cannot be taken away from a running container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a limit above zero, or recreate the container without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s event stream cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerContainers</name>
    <message>
        <source>The containers could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container %1 could not be examined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container %1 could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container %1 could not be stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container %1 could not be restarted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signal could not be sent to the container %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container %1 could not be renamed to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container %1 could not be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limits of the container %1 could not be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A container of the image %1 could not be created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of the container %1 could not be awaited.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerEndpoint</name>
    <message>
        <source>The Docker configuration file %1 is not valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair the file, or move it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unset DOCKER_HOST or choose a local engine: docker context use default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker engines over SSH are not supported yet (%1 says %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker engines over TCP are not supported yet (%1 says %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows pipes cannot be used from Linux (%1 says %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of the Docker engine is not understood (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A local engine is written as unix:///var/run/docker.sock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker context %1 does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See docker context ls, and choose one: docker context use default.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerExec</name>
    <message>
        <source>%1 could not be run in the container %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exit code of a command in a container could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a command in a container ended is not known: the engine has forgotten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was restarted or the container removed while it ran. Check what the command did.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerFault</name>
    <message>
        <source>Start Docker Desktop and switch on its WSL integration for this distribution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it: sudo systemctl enable --now docker. If it does not stay up: journalctl -u docker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it: sudo service docker start. To have it started with WSL, put systemd=true under [boot] in /etc/wsl.conf, then run wsl --shutdown in Windows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it: sudo service docker start, or sudo dockerd in a terminal of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker engine does not answer at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address comes from %1: check it, and that the engine there is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker engine is not running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are in the group docker already, but this session is older than that: log out and in again%1, or run newgrp docker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (in Windows: wsl --shutdown)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the group: sudo usermod -aG docker %1, then log out and in again, or run newgrp docker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not allowed to use the Docker engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it: sudo apt install docker.io docker-compose-v2 (on Debian 12: docker.io and docker-compose), or switch on the WSL integration of Docker Desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it: sudo apt install docker.io docker-compose-v2 (on Debian 12: docker.io and docker-compose).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been removed meanwhile; refresh and look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its state does not allow this now; the details say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some disk space and try again; docker system df shows what Docker itself uses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program uses that port: stop it, or choose another port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The container&apos;s log driver keeps no logs to read; json-file and local do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of the Docker engine is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the address belongs to a Docker engine of version 20.10 or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was changed by somebody else at the same time; look again, then repeat the change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than half of the swarm&apos;s managers must run; start the missing ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an engine that manages a swarm tells about its services; ask one of the managers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerResources</name>
    <message>
        <source>The images could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image %1 could not be examined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The volumes could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The volume %1 could not be examined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The volume %1 could not be created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The volume %1 could not be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The networks could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network %1 could not be created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network %1 could not be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not tell where it keeps its data.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerStreams</name>
    <message>
        <source>The engine&apos;s events could not be followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker engine ended its event stream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was probably stopped or restarted; check that it is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resource use of the container %1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log of the container %1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be copied from the container %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be copied into the container %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerSwarm</name>
    <message>
        <source>The services of the swarm could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service %1 could not be examined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service %1 could not be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tasks of the swarm could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nodes of the swarm could not be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The addresses of this node&apos;s tasks could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log of the service %1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else keeps changing this service. Find out what it is, or try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service %1 has no number of replicas: it runs once a node, or is a job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy it with deploy.mode: replicated.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockerTransport</name>
    <message>
        <source>The Docker engine is too old: it speaks API %1, and %2 is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upgrade to Docker 20.10 or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker engine is too new: it speaks API %1 and later, and this version of Quarterdeck knows up to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upgrade Quarterdeck, or set DOCKER_MIN_API_VERSION=%1 for the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker engine is not well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker engine does not tell its version.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Drill</name>
    <message>
        <source>The roles cannot be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The roles were restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_restore could not restore the dump.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 rows instead of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has other contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored tables differ from those that were backed up: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tables with %2 rows were restored; rows and contents are equal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest migration is %1 instead of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No migrations of n8n, as when it was backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest migration is %1, as when it was backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No encryption key to try: without it no credential can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key opens %1 of %2 restored credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no credentials to try the encryption key on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key does not open the restored credentials, though it did when they were backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key does not open the credentials, just as when they were backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set holds no database dump, so that nothing can be restored and compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_restore cannot read the dump to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_restore reads the dump to its end.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrillRedis</name>
    <message>
        <source>%1 is longer than its manifest says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set holds no queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The throwaway Redis was ended while it read its RDB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually memory was short. That says nothing about the set; check it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis does not start on its RDB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis found %1 keys in its RDB, yet %2 were there when it was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis starts on its RDB and finds %1 keys (%2 were counted at the save).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrillServer</name>
    <message>
        <source>This machine has no image of the %1 that the set was made with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull one of the same version, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The throwaway PostgreSQL did not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own words are in the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of the engine is full, so that the set could not be restored on trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That says nothing about the set. Make room where Docker keeps its data, then check it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The throwaway PostgreSQL ended while the set was being restored on trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually memory was short. That says nothing about the set; check it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Free some disk space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file system is read-only. Choose another place, or mount it writable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the owner and the mode of the file and of its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reported an input/output error. Check the kernel log and the disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileEdit</name>
    <message>
        <source>%1 has been changed by somebody else meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what it says now, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it writable if it is to be changed: chmod u+w, or a mount that can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give your user the right to write there, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not remove %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed; as it was before: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is so already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack was not made by Compose: there is no file that holds its settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service %1 does not stand in the compose files of the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes from a file that these include or extend. Change that file by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2, a new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variable %1 cannot be changed: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the service a value of its own in the compose file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 uses it, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is handed to services as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the variable %1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would change as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the file by hand, or give the service a value of its own first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change would have no effect on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else decides it: a variable of the shell, or another compose file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterProcess</name>
    <message>
        <source>Could not create a pipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program %1 is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it, or make sure that it is on the PATH.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not start %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not wait for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stopped before it had read everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was ended by signal %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not work on the data (exit code %2).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ForeignChecks</name>
    <message>
        <source>There is no dump of a database among the files of this backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no RDB of Redis among the files of this backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the queue out, or choose another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sets nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the settings out, or choose another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no Compose file among the files of this backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this part out: the one that is there stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These files come from elsewhere: nothing tells what should be in them. They were read to their end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what was restored before you rely on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Choose another backup, or leave this part out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ForeignDump</name>
    <message>
        <source>Could not open %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 breaks off: the line with which pg_dump ends is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take another one: what came behind is not in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no dump of PostgreSQL that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known are SQL text of pg_dump, also packed with gzip, its custom format, and its directory format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dump could not be loaded; nothing of it is in the database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details tell what it stopped at. A role that is missing can be made first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dump alone: no manifest, no checksums, no queue, no files and no key with it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ForeignSet</name>
    <message>
        <source>Made by a script: no manifest, no checksums, nothing was ever restored from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lacks: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The zlib library refuses our settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no environment file among the files of this backup.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>This run is not in the history.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Hooks</name>
    <message>
        <source>The address for notices is not an http:// or https:// address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notice command did not run: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notice command ended with exit code %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(address)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notice could not be sent: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Http</name>
    <message>
        <source>Nobody answers at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the service is running and that the address is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the service is running, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is larger than %1 and was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is not valid HTTP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the address belongs to the right service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was closed before the answer was complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the service is still running, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request was not sent: part of it holds characters that HTTP does not allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name or key that was entered for line breaks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host name %1 is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling of the name and the name server.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobContext</name>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It took longer than allowed and was given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether the machine is under heavy load, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobPanel</name>
    <message>
        <source>Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the steps of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the steps of the job (Ctrl+J)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the log of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyCheck</name>
    <message>
        <source>The encryption key does not open the credential %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key does not open the data key %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data key %1 uses an unknown cipher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The credential %1 needs a data key that is not there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LocalProcess</name>
    <message>
        <source>Could not create a pipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not start %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program printed more than expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program %1 is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it, or make sure that it is on the PATH.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not wait for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was ended by signal %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockedPlan</name>
    <message>
        <source>Make sure nothing else is at work on the stack</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Quarterdeck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;ack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack that is shown (Alt+A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Manifest</name>
    <message>
        <source>This set was made by a newer version of Quarterdeck (format %1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Quarterdeck, or restore by hand as the set&apos;s README tells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest has a missing or impossible value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A record of a check is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageWidget</name>
    <message>
        <source>Dismiss this message (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message, advice and details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>N8n</name>
    <message>
        <source>n8n at %1:%2 broke the connection off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be starting or stopping: try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n does not answer at %1:%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its container runs and that its port is published.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>N8nRest</name>
    <message>
        <source>n8n refused %1 with status %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n has an owner already, and the password kept for it does not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the sandbox with its data and bring it up again, or use n8n&apos;s own window.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Show &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The services of the stack, each with its containers; the context menu has what can be done with them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting jobs in the last 60 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk and endpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartialSet</name>
    <message>
        <source>Could not create the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the sets went away while a set was being made: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether its drive is still connected, then back up again. Nothing was done to older sets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path %1 does not belong into a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no name for a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed while the set was being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A set named %1 exists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not publish the set %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not remove %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PipeFolder</name>
    <message>
        <source>Could not create a folder in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not create a pipe in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the pipe %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read from the helper container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The helper container ended without a word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The helper container stopped reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write to the helper container.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Postgres</name>
    <message>
        <source>PostgreSQL refused the user %1 or its password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the database user and password in the stack&apos;s settings with the server&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no database %1 on this server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name of the database in the stack&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL takes no connections at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment. If all connections are in use, end idle ones or raise max_connections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL does not answer at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its container runs, and that host and port are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL cannot store text with a NUL character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to PostgreSQL was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its container runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A query must not be a COPY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL ended a query before it was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL refused a query: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of memory.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PostgresCapture</name>
    <message>
        <source>PostgreSQL does not run in this stack, so its database cannot be dumped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the service, or back up the rest without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL exported no snapshot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed with exit code %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own words are in the details. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table of the database stayed locked by somebody else, so that it could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something changes the database, such as a migration of n8n. Wait until it is done, then back up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL stopped or restarted while it was being backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into its log, see that it runs, then back up again. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>n8n keeps its data in SQLite, in its data folder: it is saved with that folder, as it is found, and no drill can prove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For backups that can be proven, move n8n to PostgreSQL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database of this stack was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database runs outside of this stack, where its own pg_dump cannot be had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back it up where it runs, and leave it out here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL (%1) does not run, so its database cannot be dumped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it. What can still be saved without it: the data folder of n8n, .env and the compose files (--parts).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL cannot be reached from here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish its port on 127.0.0.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL (%1) runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis does not run: what waits in the queue will not be in the set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it before the backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis (%1) runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n has no container: its data folder will not be in the set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create it with `docker compose up --no-start`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder of n8n can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give yourself the right to read it, or leave configuration out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything can be saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files of the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, choose another folder, or keep fewer sets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or connect and unlock this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lies on a Windows drive: slow, and every Windows program of yours may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt the sets, or keep them in Linux and copy them over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others on this machine may look into %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chmod 700 it: sets hold passwords and the encryption key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the size of the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The free space of %1 cannot be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are free, about %2 are needed (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are free; of that less than 1 GiB would be left after this backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free, about %2 needed (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it: in WSL `sudo hwclock -s`. Order and retention go by sequence numbers meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock says %1, which cannot be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock says %1, yet there is a set of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock goes right as far as can be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sets are to be encrypted, but the program age is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package age.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set will be encrypted with age.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProjectSwap</name>
    <message>
        <source>This stack was not made by Compose, so that it has no files to restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was replaced; the old one is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept as they are, for the servers know no others: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>This is no record of checks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A check of this set failed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pruning</name>
    <message>
        <source>Removed %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and everything in it (%2) is gone for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the only proven set of this stack: no set that is known to restore would be left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the newest proven set of this stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between %1 and %2 no set would be left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the oldest set: nothing before %1 could be gone back to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the newest set: the next one is of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the only set of this stack.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PsqlSession</name>
    <message>
        <source>The database refused a query.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of PostgreSQL is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room where Docker keeps its volumes, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL accepts no more connections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End some of those that are open, or raise max_connections, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into the log of its container; start it when it does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details tell PostgreSQL&apos;s own words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueReplay</name>
    <message>
        <source>The throwaway Redis does not tell what is in the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 jobs wait again; of the others the execution is over.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RdbCheck</name>
    <message>
        <source>This is not a whole Redis database file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Readiness</name>
    <message>
        <source>Could not wait.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rebuild</name>
    <message>
        <source>%1 files in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose started no PostgreSQL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set holds no roles; those of the project&apos;s own scripts are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s own scripts filled the database %1 already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take from its initdb.d what makes tables, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of main is on no volume: what was in it is not restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not make the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n runs, but it is not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key does not open the restored credentials, though it did when they were backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n %1 is ready: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was rebuilt from %2 in %3: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is empty: executions that waited or ran when the set was made do not run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows that wait for their release: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A clone of %1 answers at %2; it was made in %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log in as in the original, in a private window: browsers share n8n&apos;s login between ports of one address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its triggers are off and it has no workers. What is started by hand acts on the outside all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays until it is removed: quarterdeckctl restore rollback %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Triggers are off and workers not started. Look around, then release it: quarterdeckctl restore release %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 becomes a working n8n in %2 on this machine; what was made for that is gone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a name, a folder and ports that nobody has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the set and the machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the project&apos;s files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start PostgreSQL and Redis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare every table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the triggers off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore n8n&apos;s data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start n8n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start everything else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the encryption key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RebuildChecks</name>
    <message>
        <source>Docker and Compose %1 answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set holds no database, so that no stack can be rebuilt from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set is damaged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set does not hold the data folder of n8n: community nodes and files in it will be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds database, files and data of the stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is there already and not empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name another folder for the project, or move this one away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s files go to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of a project named %1 is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something of a project named %1 is still there: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rebuild never writes over what exists. Restore into that stack instead, name another project, or remove it: docker compose -p %1 down --volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine does not have these images: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull each: docker pull NAME. Or load it from another machine: docker save, docker load.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These images are other builds than those that were backed up: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n migrates an older database by itself; it cannot go back to an older version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n images are here.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Port %1 is written in the Compose file itself, so that it cannot be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These ports are taken by other programs: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free them, or give the stack others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its ports are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volumes that the project would make are there already: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rebuild never writes over what exists. Rename or remove them first, if nobody needs them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second stack beside the first would have these in common with it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two servers on the same data destroy it. Rehearse on another machine, or take the fixed names out of the Compose file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It shares no volume with anything else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known how much room the engine has for volumes; %1 are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has %1 free in %2; the stack needs %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room where Docker keeps its volumes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RebuildFiles</name>
    <message>
        <source>%1 is too large for a file of a project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not make the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole stack can only be rebuilt from a set of Quarterdeck&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring up an empty stack first, then restore this backup&apos;s parts into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a Compose project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known where the project&apos;s files are to go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder for them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no path that a file of a project can have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was outside of the project&apos;s folder; it is now %2 in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set holds no Compose file, so that the stack cannot be rebuilt from it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RebuildModel</name>
    <message>
        <source>The Compose files of this set do not hold the %1 it was made with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No temporary folder could be made.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordedPlan</name>
    <message>
        <source>This run cannot be entered into the history: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of this run cannot be entered into the history: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the run into the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the result into the history</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryCard</name>
    <message>
        <source>Could not open the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not made by Quarterdeck and is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it another name; then the next backup writes the recovery card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery card could not be written: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Redis</name>
    <message>
        <source>Redis does not answer at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its container runs, and that host and port are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis refused the password or the permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the password in the stack&apos;s settings with the one Redis was started with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis is busy and takes no commands at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis is already at work on that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis refused a command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the connection was lost before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers at %1 is not Redis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check host and port in the stack&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of memory.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RedisSave</name>
    <message>
        <source>Redis could not save its data to disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis did not begin the save it had scheduled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until a save succeeds it may refuse new jobs. Look into its log. The usual causes are a full disk, a data folder it may not write, or vm.overcommit_memory not set to 1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Repository</name>
    <message>
        <source>Could not read %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 bytes instead of %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its manifest is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds the manifest of the set %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Foreign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unverified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup named %1 in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no manifest a proof could speak of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest of %1 changed while it was checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not made by Quarterdeck and is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete its files yourself, or confirm that foreign backups may be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed meanwhile and was not deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not delete %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreChecksPage</name>
    <message>
        <source>Verdict of the checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-&amp;check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at everything again (F5 reads the stack, this the checks)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreConfirmPage</name>
    <message>
        <source>T&amp;ype the name of the stack to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreDoors</name>
    <message>
        <source>Stopping %1, with up to %2 to finish.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) still run; they have %1 more.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>n8n did not run before; it stays stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose started no n8n.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n ended right after it was started, with exit code %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into its log: docker logs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n runs, but is not ready after %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreJournal</name>
    <message>
        <source>Could not open the journal %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another process is at this restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, or look which quarterdeck or quarterdeckctl runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal %1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many restores were begun in this second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no restore %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those that are not over: quarterdeckctl restore list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This journal was written by another version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This journal says not whose it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreKey</name>
    <message>
        <source>n8n&apos;s settings file is larger than it can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 was set to the other key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key in force comes from a place that cannot be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set N8N_ENCRYPTION_KEY by hand where the stack takes it from, then restore with the key in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it again; it is never kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set does not hold n8n&apos;s encryption key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no main n8n to take the key from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder of n8n names another key than the one that is to be in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the data folder of n8n as well, so that both come from the set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n&apos;s settings file was given the key that is in force.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreLookPage</name>
    <message>
        <source>The whole database, as a &amp;side database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies beside the one in use, under a name of its own, for as many days as replaced databases are kept. Nothing is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the side database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n_look_&lt;time&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole stack, as a &amp;clone on other ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One &amp;workflow, as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One c&amp;redential, as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Decrypted, for an n8n with another key: the file holds the secret in plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decrypted, in plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Identity file of age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity file of age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/path/to/identity.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the &amp;list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents of the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter exports the selected one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreOutline</name>
    <message>
        <source>Nothing was changed. Choose another set, or leave this part out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine answers (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else is at work on this stack: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for its end, or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest of %1 is damaged: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another set. What its files hold can be got at by hand: docs/RECOVERY.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the set is damaged: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this part out, or choose another set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set does not hold %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set is encrypted, and its age identity file is not at hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the identity file that belongs to one of its recipients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is whole, and was proven by restoring it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is whole: every byte is as it was sealed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no PostgreSQL of its own that could be restored into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A database outside of the stack is restored where it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL (%1) does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1 runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dump is of PostgreSQL %1, the server here is %2: an older server cannot read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rebuild the stack from the set under another name, with its own server; or upgrade this server first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database uses the extension %1, which the server here does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a server image that has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1 here can read the dump of PostgreSQL %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether this n8n can read the set&apos;s database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n migrates an older database by itself; it cannot go back to an older version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set is of n8n %1, the stack runs %2: n8n cannot go back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the image of n8n to %1 first, or restore project files too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set is of n8n %1; n8n %2 migrates the database when it starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do. Later versions cannot be taken back but by restoring again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same n8n as then: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n&apos;s tables were named &quot;%1...&quot; then; n8n here looks for &quot;%2...&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set DB_POSTGRESDB_SCHEMA and DB_TABLE_PREFIX as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name %1 is too long for a database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most 63 bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a database %1 already; it is not written over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or drop that one first if nobody needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name %1 is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known how much room PostgreSQL has; %1 are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room where Docker keeps its volumes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safety backup goes to %1: %2 free, about %3 needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known how much room there is in %1 for the safety backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room there, or choose another folder in the settings of the backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key that is to be in force was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the key of the set, or give one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in force stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key that will be in force opens the credentials of the set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key that would be in force is another one than the credentials of the set were made with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the key of the set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the key that was in force then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is tried on the restored credentials before anything is touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections to the database now: %1. Each is ended at the swap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database in use cannot tell what runs: n8n&apos;s tables are not there as they should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No execution runs or waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 executions run, %2 wait. What they have not ended by then stays in the old database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a quiet moment, or give them time to finish.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is kept by a cluster of Redis, whose keys cannot be set aside in one go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look inside instead: restore it beside the one in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis cannot be reached from here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it, or publish its port on 127.0.0.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs of the set whose execution is not over wait again afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue starts empty: its jobs belong to the database that is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of the project that are replaced: %1. The old ones stay beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s files are those of %1: its ports, names and passwords take the place of those here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave these parts out, unless it is the same stack under another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n images are here.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This machine does not have these images: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>docker pull them first, or leave the project&apos;s files out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of %1 is changed: the set is restored into a database beside the one in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows, credentials and executions of %1 become those of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows, credentials and executions of %1 become those of the set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old database is dropped right after the swap: there is no rolling back then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old database stays under a dated name until %1; the first restore or scheduled backup after that day removes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n&apos;s data folder is swapped; the old contents stay in its volume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup is made of what is there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup of what is there now is made first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup of what is there now is made first, in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n comes back with its triggers off, until you release it or roll back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stack was chosen to restore into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting jobs, once it is released</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the old database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is restored into a stack of its own beside yours, timed, and removed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stack of its own is made beside yours, on ports that are free, without triggers and workers. It stays until you remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that exists is written over: a rebuild refuses where something of the name is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL has %1 free; a second database and what the server itself must keep need %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key that would be in force does not open the credentials that are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the key in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in force becomes another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keep their values, for the servers that stay know no others: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder of n8n names another key than the one that is to be in force: n8n would not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the data folder of n8n as well, so that both come from the set.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start &amp;over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back one page (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestorePlan</name>
    <message>
        <source>Find the stack and the set again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clone %1 is gone; nothing else was touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is as it was before the restore of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to go on with: this restore ran to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This restore was begun with a key that was typed in, which is never kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll it back and begin again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This restore was rolled back already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack was released: it is in use, and is not removed from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This restore does not wait to be released.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop n8n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the triggers on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows that are on: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start n8n and its workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 works again, from %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what older restores have kept, when its days are over</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestorePlanPage</name>
    <message>
        <source>Estimated time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that are replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;ype the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence that says that there is no safety backup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreProgressPage</name>
    <message>
        <source>Progress of the restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel and &amp;undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel and undo what was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes and time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the restore</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreReport</name>
    <message>
        <source>Tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows in the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables that were empty and are empty: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut-over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was due meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreResultPage</name>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows, expected and found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables, expected and found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreRun</name>
    <message>
        <source>%1 of this stack has no container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis cannot be reached from here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it, or publish its port on 127.0.0.1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreScopePage</name>
    <message>
        <source>Parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pro&amp;ject folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choos&amp;e...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the project folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project na&amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Po&amp;rts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5678=15678</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published port of the set = another one, where it is taken; several with commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known about the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the stac&amp;k&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the ke&amp;y of the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Type a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N8N_ENCRYPTION_KEY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Identity file of age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity file of age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/path/to/identity.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Care</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a &amp;safety backup of what is there now first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Come back in &amp;quarantine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;play the queue of the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Drop the replaced database at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the rep&amp;laced database for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days to keep the replaced database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Wait for running executions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds to wait for running executions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreSetPage</name>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dump or file of the shell kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of a dump or of a file of the shell kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/path/to/n8n_20260102_020000.sql.gz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ile...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fo&amp;lder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loo&amp;k at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What to do with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets to restore from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter goes on with the selected set</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreSteps</name>
    <message>
        <source>Nothing was changed. Without a safety copy there is no way back: refuse it only knowingly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is there now is in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no dump of a database among these files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dump without a manifest says nothing about what should be in it: tables were not compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The dump is of a newer n8n than the one here: it has %n migration(s) that this one does not know.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Set the image of n8n to the version of the dump first, and start it once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No encryption key was found here: whether credentials can be read is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key that would be in force does not open the restored credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Choose the key of the set, or give the right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key opens %1 of %2 credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no credentials to try the key on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows that wait for their release: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keys of Redis were set aside; the queue is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs of the set that run once more: %1. What they did before, they do again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n %1 is ready: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key in force does not open the restored credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lies in the database %2, restored in %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it with any client, until %1; the first restore or scheduled backup after that day removes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was brought back to %2 in %3; it waits in quarantine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was brought back to %2 in %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is empty: executions that waited or ran do not run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Triggers are off and workers stopped. Look around, then release it: quarterdeckctl restore release %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old database stays as %1 until %2; the first restore or scheduled backup after that day removes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done is taken back. Choose another set: quarterdeckctl backup list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done is taken back; what could not be stays in &quot;restore list&quot;, for &quot;restore rollback&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the set and the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up what is there now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the roles that are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore into a new database, beside the one in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare every table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the encryption key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the triggers off in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack n8n&apos;s data beside the one in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let n8n finish and stop it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the queue aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap n8n&apos;s data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap the project&apos;s files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the encryption key where n8n looks for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap the databases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the jobs of the set into the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start n8n without triggers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start n8n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the encryption key in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore into a database of its own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>hourly %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>daily %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weekly %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>monthly %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dated in the future</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newest proven set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of the last %1 proven sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer than %1 sets are proven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newest set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of the last %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>younger than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>younger than %1, not counting times without backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no rule is set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not made by Quarterdeck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its manifest cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its time is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>older than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no rule keeps it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RetentionDialog</name>
    <message>
        <source>Retention of backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A set stays when any of these rules wants it. The newest proven set always stays, and so does what another tool has made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Newest sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest sets to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many of the newest sets stay, whatever their age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hourly sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hourly sets to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest set of each of the last so many hours stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Daily sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily sets to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest set of each of the last so many days stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weekly sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly sets to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest set of each of the last so many weeks stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Monthly sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monthly sets to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest set of each of the last so many months stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Proven sets at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proven sets that always stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many proven sets always stay, the newest first, even when every other rule would let them go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Younger than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age up to which every set stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every set younger than this stays; older ones go unless another rule keeps them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit of the age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this would do now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would stay and what would go</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoomWatch</name>
    <message>
        <source>The disk of PostgreSQL has only %1 left. The restore was ended before the server would have been: it needs %2 to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room where Docker keeps its volumes, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sandbox</name>
    <message>
        <source>There is no sandbox named %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it up first: quarterdeckctl sandbox up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in the sandbox&apos;s .env is not a port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1, which the sandbox wants for itself, is taken by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free it, or write another number for %1 into %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No registry answers, and building the images from packages needs root.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images of the sandbox could not be had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it once with sudo, or connect to the internet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details hold the end of the log; the whole is in ~/.cache/quarterdeck/images/build.log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After %1 minutes these are still not healthy: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into their logs: docker logs NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the Docker engine and Compose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the stack&apos;s files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the containers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until everything is healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and remove the containers and their data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and remove the containers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the folder with its settings and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make an owner, workflows and a credential</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Insert %n past executions</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SandboxFiles</name>
    <message>
        <source>Could not set the mode of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 holds something that is not a sandbox stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an empty folder with --dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The embedded file %1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept your version of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 is taken; %2 is used instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No port from %1 on is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another port for the sandbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 was not made by the sandbox and is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 could not be removed completely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 belongs to the sandbox %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use that name, or choose another folder with --dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox is there already: its .env counts, with %1 workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is none of its files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was removed. Without their data the containers can be removed all the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SandboxSeed</name>
    <message>
        <source>This version of n8n keeps its executions in a way that is not known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seeded workflow is not there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScalePanel</name>
    <message>
        <source>&amp;Number of workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many workers there are to be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of workers, as a slider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many workers there are to be; the coloured part is beyond what fits safely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do &amp;not change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not change the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;End them now...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the workers that go now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not wait any longer for what runs on the workers that go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes in the file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Schedule</name>
    <message>
        <source>Neither systemd nor cron is here: install cron (&quot;sudo apt install cron&quot;), or switch systemd on in /etc/wsl.conf ([boot] systemd=true) and restart WSL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A systemd timer is installed, but systemd does not run: set the schedule again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The installed entry was changed by hand and cannot be read: set the schedule again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no time of a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program to schedule needs an absolute path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither systemd nor cron is here, so nothing can start backups by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install cron (&quot;sudo apt install cron&quot;), or switch systemd on in /etc/wsl.conf ([boot] systemd=true) and restart WSL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timer is installed but not switched on: set the schedule again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lingering is off: the timer runs only while you are logged in. Run &quot;loginctl enable-linger&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Schedule of backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often to back up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>O&amp;n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day of the week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the missed backup now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchedulesDue</name>
    <message numerus="yes">
        <source>every %n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n week(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n month(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>at &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %2, about %n time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: by a schedule of an older kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: looks by itself for what is new (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SealedJson</name>
    <message>
        <source>The file is far too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not begin with its checksum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not match its own checksum: it was changed or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not a JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has a member more than once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ServerFeed</name>
    <message>
        <source>The disk of PostgreSQL is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room where Docker keeps its volumes, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dump was made by a newer PostgreSQL than the one here, which cannot read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rebuild the stack from the set under another name, with its own server; or upgrade this server first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL accepts no more connections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End some of those that are open, or raise max_connections, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ServiceActions</name>
    <message>
        <source>Stop %1, with up to %2 to finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended right after it was started, with exit code %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into its log: docker logs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs, but is not healthy after %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until %1 is up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restart %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) of %1 will be started.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) of %1 will be stopped.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) of %1 will be stopped and started again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Until it is back, n8n&apos;s window does not open, webhooks get no answer and schedules do not fire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until it is back, webhooks get no answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n running execution(s) get up to %1 to finish; what takes longer is cut off.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Running executions get up to %1 to finish; what takes longer is cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ones wait in the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until it is back, Code nodes fail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n cannot work without its database: running executions fail, and nothing new starts until it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the queue no execution starts or ends; n8n&apos;s processes give up after a while and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until it is back, nothing reaches n8n from outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays stopped until it is started again. No data is removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data is removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swarm starts and stops the tasks of %1 itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To have them made anew, one after the other: docker service update --force %1_%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether it can be done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetContents</name>
    <message>
        <source>The RDB of Redis is whole (version %1, its checksum fits).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The RDB of Redis has both its ends (version %1, written without a checksum).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder of n8n can be unpacked: %1 entries, %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files, %2: every checksum fits, on disk and of the contents.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetDetails</name>
    <message>
        <source>Details of the selected set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary of the selected set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables of the selected set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of the selected set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the selected set</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetServer</name>
    <message>
        <source>This set holds no database dump of Quarterdeck&apos;s, so that nothing can be read from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_restore could not read the tables out of the dump.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>The file is too large to be a setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 that %2_FILE names could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no container to read %1 from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no n8n container whose data folder could hold a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n&apos;s settings file holds no encryption key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsFile</name>
    <message>
        <source>The settings in %1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair the file, or delete it to begin with the defaults.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SnapshotFigures</name>
    <message>
        <source>The database gave figures that were not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SqlGuard</name>
    <message>
        <source>The dump is refused: line %1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pg_dump writes no such line. Somebody has changed this file, or it was not made by pg_dump.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds a command of psql&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has something behind COPY ... FROM stdin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changes how strings are read (standard_conforming_strings)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs a program of its own (DO)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begins or ends a transaction, so that it could not be taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copies from or to a program or a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changes to another database: this is a dump of a whole server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dump breaks off in the middle of line %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SqliteFile</name>
    <message>
        <source>The damaged history %1 could not be moved aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history %1 could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history %1 could not be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history %1 is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history %1 was written by a newer version of Quarterdeck.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stack</name>
    <message>
        <source>n8n main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n task runner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StackListPage</name>
    <message>
        <source>Which stack?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stacks on this engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open this stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this stack</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StackLock</name>
    <message>
        <source>Could not open the lock file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not lock %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another operation is at work on this stack: %1 (process %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it has ended, or end it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write the lock file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody holds the lock.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepRunner</name>
    <message>
        <source>Taking back: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TarGuard</name>
    <message>
        <source>The archive of n8n&apos;s data is refused: &quot;%1&quot; %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n itself makes no such entry. Take another set, and find out who could write to this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has a name that is empty or too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has control characters in its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is an absolute path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leads out of its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lies outside the folder %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a device, a pipe or a socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>would run with its owner&apos;s rights (set-user-ID or set-group-ID)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>would be written through a link or a file of the archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is in the archive twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a link with an impossible target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a link to something outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a link to something that is not in the archive before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive of n8n&apos;s data breaks off or is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds more than the manifest tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is one entry more than the %1 that are believable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>should be a folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TarWalk</name>
    <message>
        <source>The archive breaks off or is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive breaks off: its end is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive is empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an amount of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a number with b, k, m or g, for example 512m.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is more memory than any machine has.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>%1 is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files, %2: every size and checksum fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key is in the set (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in %1 is not the one that was in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key in force is not in this set: keep it elsewhere, or credentials cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was made by another tool and has no manifest to check it against.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a backup of your own; keep this one until that is proven.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1 into throwaway servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not pass: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not rely on it. Back up again, and keep older sets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is proven: it was restored and compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is whole.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VolumeRestore</name>
    <message>
        <source>Make room where Docker keeps its volumes. What n8n had is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack %1 has no main n8n.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of main is on no volume: it is lost with the container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give main a volume there first; then restore it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder of n8n could not be prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was unpacked is not what is in the archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old data of n8n could not be moved aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old data of n8n could not be moved back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old data of n8n could not be removed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VolumeText</name>
    <message>
        <source>Nobody reads the archive any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>The backup due at %1 was not made: the machine was off or asleep, or its timer did not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkerSettingsDialog</name>
    <message>
        <source>Settings of the workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Memory limit of one worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory limit of one worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Executions at once, each worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executions that one worker runs at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Grace when one is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds before the engine kills a worker that was told to stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time without &amp;Redis, in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds without Redis after which a worker exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run manual executions on workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes in the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it means</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workers</name>
    <message>
        <source>%1, no limit known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>room for %n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It runs jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits for the next job of the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes no new job; those it runs may end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs, but it does not ask the queue for jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its container does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does could not be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Start %n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drain and remove %n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 jobs at once: %2 workers with %3 each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2 workers, %3 → %4 jobs at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: room for %n workers.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>More than fit safely: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs a worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is set, but n8n does not read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest job %1, n8n waits %2, Docker waits %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 workers consuming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting, %2 of %3 running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oldest waits %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 jobs/min done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 jobs/min failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Fairness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of 1, in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jain&apos;s index: 1 when every worker ran as many jobs, 1 divided by their number when one ran them all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n executions never ended</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not consuming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkersPage</name>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers of the stack by their number, with what each of them does now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong with the workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workflows</name>
    <message numerus="yes">
        <source>%n workflows of this set are named &quot;%1&quot;.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Name one by its id: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This set holds no workflow &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no workflow at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Yaml</name>
    <message>
        <source>The file&apos;s aliases unfold to more than can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no anchor for *%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The YAML parser could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds several YAML documents, divided by &quot;---&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it by hand, or keep one document a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not valid YAML.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1 has a key that is not a word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1 has the key &quot;%2&quot; a second time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove one of the two, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::Application</name>
    <message>
        <source>%1 is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is one argument too many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs one of: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::AutoscaleCommands</name>
    <message>
        <source>%1 jobs wait and the oldest does for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 jobs wait or the oldest does for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more when %2, and %3 % of the capacity are in use, for %4; %5 after a change at the earliest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fewer when nothing waits and %2 % of what is left would stay free, for %3; %4 after a change at the earliest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watching: it records and tells, but changes nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (process %2, since %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>installed, but does not run now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broken off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FROM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TOOK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoscaling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, even beyond what fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, never more than fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing starts it: switch it on again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show whether and how workers are scaled by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit code: 0 all is well or it is off, 2 it is on and does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change when workers are added and let go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not given stays as it is. A service that runs takes it over at its next look.
Try it first: quarterdeckctl workers autoscale dry-run takes the same options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see quarterdeckctl workers autoscale set --help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let workers be scaled by themselves from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let workers no longer be scaled by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installs and starts a service: a unit of your systemd, where that runs, else a line in your crontab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the service; a change under way is taken back. The number of workers stays as it is, and so does the policy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only record and tell what it would do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what it would have done in the time that was recorded; changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the options of `set`, to try a policy before it is kept. The window records while its Workers page is open,
the service all the time; &quot;quarterdeckctl workers autoscale on --watch&quot; only records.
Where it would have had other workers than there were, the queue is estimated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the last N hours; 0 = all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was recorded in that time. Record with: quarterdeckctl workers autoscale on --watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2: %3 h recorded, %n gap(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s). %1 worker-hours instead of %2. Longest wait %3 (estimated) instead of %4.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Scale workers from this terminal, until it is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks, records, decides and scales by the policy that is set, whether it is switched on or not. One at a time for each stack.
Ctrl+C or SIGTERM ends it; a change under way is taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the service does: follows the switch, and ends at once where another runs already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List what autoscaling has done and why, newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most this many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoscaling has not changed anything yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::AutoscaleOptions</name>
    <message>
        <source>Fewest workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More workers when so many jobs wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More workers when a job waits so long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether one of the two is enough: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More workers only while so much of the capacity is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long that must last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer workers when so much of what is left would stay free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long that must last, with nothing waiting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers added at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers let go at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time after a change before workers are added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time after a change before workers go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often to look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More workers than memory, connections and processors allow: on, off.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupCreateCommand</name>
    <message>
        <source>Whether backups were missed could not be told: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the stack %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check failed: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up a stack, verify the set and prove it by restoring it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database, queue, n8n&apos;s data, environment and Compose files become one set, taken while
n8n runs. The set is checked, restored into throwaway containers as often as the settings
say, and old sets are removed by the retention policy. A run that fails or is cancelled
leaves nothing behind. Exit code: 0 done, 2 done with warnings, 1 failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not restore the set on trial, whatever the settings say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove no old sets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What started it, for the history: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an old restore left could not be removed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed %1: its days are over.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupHistoryCommand</name>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STARTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STACK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TOOK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SUMMARY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the runs of backups and checks, failed and missed ones included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first; of every stack unless --stack names one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most this many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run is recorded yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupListCommands</name>
    <message>
        <source>SET</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CONTENTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TOOK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue: Redis could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder of n8n: main had no container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data of executions that n8n keeps outside of the database (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it was not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: a mounted folder with too much in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2, by Quarterdeck %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fingerprint %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age, for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within %1 of each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2), PostgreSQL %3, owner %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Migration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis %1, %2 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UNPACKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FORM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ORIGINAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TABLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROWS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DIGEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not checked yet: quarterdeckctl backup verify %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks, newest first:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not covered by this set:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings when it was made:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the sets of a stack, newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of shell scripts in the same folder are listed as Foreign.
With --target and without --stack: the sets of every stack in that folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no set in %1. Make one with: quarterdeckctl backup create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what a set holds, what was checked, and what it does not cover.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupPlace</name>
    <message>
        <source>Folder of the sets; otherwise the one in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File with the secret key that opens an encrypted set; otherwise the one in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see quarterdeckctl backup list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No set in %1 is proven to restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prove one with quarterdeckctl backup verify latest --depth drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no set in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make one with quarterdeckctl backup create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SET is a name from `backup list`, or latest, or latest-proven.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupRemoveCommands</name>
    <message>
        <source>Kept: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SET</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DECISION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>would go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 sets would be removed; this was a dry run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sets removed, %2 kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the sets that the retention policy does not keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy is the one in the settings; each option replaces one rule of it for this run.
A set stays when any rule wants it. The newest proven set, sets dated in the future and
backups not made by Quarterdeck always stay. See first what would go: --dry-run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell what would be removed and why, and remove nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sets removed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a set for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tells what is lost and asks first. Without a terminal to ask on it needs --yes.
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also when it was not made by Quarterdeck.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not made by Quarterdeck and is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to remove it all the same, add --foreign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was removed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupScheduleCommands</name>
    <message>
        <source>a systemd timer of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your crontab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing: neither systemd nor cron is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every hour, %1 min past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every 6 hours, counted from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every day at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every week, %1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not backed up by itself. Set a time with: quarterdeckctl backup schedule set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs, the last at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catch up with: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show when backups run by themselves, and which runs were missed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit code: 0 all is well or nothing is scheduled, 2 runs were missed or the timer has a problem.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let backups run by themselves, or change when.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installs a systemd timer of yours where systemd runs, else an entry in your crontab; other
entries are left alone. What is not given stays as it is, at first every day at 02:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local time of the day; of every hour, its minute counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For every week: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--weekday is for --every week.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let backups no longer run by themselves; sets and settings stay.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupSettingsCommands</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age, for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only when asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every %1. set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>success</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missed runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switched off: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gives way to executions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how a stack is backed up: where to, what, for how long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses of notices may hold tokens: their path is shown as [redacted].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how a stack is backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not given stays as it is. Sets already made stay as they are.
Notices are told as JSON: on standard input of the command, as the body of the POST.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see quarterdeckctl backup settings set --help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::BackupVerifyCommand</name>
    <message>
        <source>passed the check &quot;%1&quot; in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>did not pass the check &quot;%1&quot;, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check a set: its checksums, everything in it, or by restoring it on trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quick  sizes and checksums of the files
full   also decompresses everything and reads dump, queue and archives to their end
drill  also restores into throwaway containers and compares rows, digests and key
%1
The result is kept with the set. Exit code: 0 passed, 1 not passed or not checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How deep: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::ConsoleSink</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::DiagnosticsCommand</name>
    <message>
        <source>Print a report for a bug report: versions, stack, state, logs, without secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords, keys and tokens of the stack are replaced by &quot;[redacted]&quot;. Logs may still hold
names and addresses of yours: read the report before you give it away.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::Help</name>
    <message>
        <source>The stack to work on; needed only when there are several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print JSON for programs; its fields are documented and stable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker endpoint, such as unix:///run/docker.sock; otherwise DOCKER_HOST counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the version and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print help on the program or on a command and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: quarterdeckctl COMMAND [options]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks after n8n stacks that run with Docker Compose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see quarterdeckctl --help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit codes: 0 done or healthy, 1 failed or unhealthy, 2 done with warnings, 64 wrong command line, 130 cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::Interrupts</name>
    <message>
        <source>Stopping and taking back what was begun; press Ctrl+C again to quit at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::MissedRuns</name>
    <message>
        <source>%1 scheduled backups were not made, the first due at %2, the last at %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::OptionValues</name>
    <message>
        <source>--%1 must be a number from %2 to %3, not &quot;%4&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 must be hours, days or weeks such as 36h, 7d or 2w, or 0, not &quot;%2&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 must be a time of the day such as 02:00, not &quot;%2&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 must be an amount such as 500k, 20m or 1g, or 0, not &quot;%2&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 must be one of %2, not &quot;%3&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 must name some of %2, or none, not &quot;%3&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 is empty: name some of %2, or none.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::RecordedRun</name>
    <message>
        <source>Not written into the history: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::RestoreCommands</name>
    <message>
        <source>the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>standard input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of %1 (%2): %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(about %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be replaced: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No restore waits for its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several restores are not over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell what a restore would do, and whether it could.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the set, the stack, room, versions and keys; writes nothing.
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring a stack back to a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is restored beside the one in use and compared, then both are swapped in one short
window; n8n comes back with its triggers off, until &quot;restore release&quot;. Until then, and when the run
fails or is cancelled, everything is taken back: &quot;restore rollback&quot;. A run that was killed is gone
on with by &quot;restore resume&quot;. SET may also be a dump (.sql, .sql.gz, custom format, a folder).
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore and replace data of %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List restores that are not over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those that were killed, and those that wait in quarantine for &quot;restore release&quot; or &quot;restore rollback&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RUN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STACK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SET</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCENARIO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LAST STEP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with a restore that was killed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a restore back: everything as it was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the quarantine: triggers on, workers up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RUN is the number that &quot;restore list&quot; shows; it may be left out where just one is not over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What n8n did since the restore is lost; what it had before comes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back %1?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::RestoreExtractCommands</name>
    <message>
        <source>%1 is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name another file, or add --force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the workflows in a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workflows are read by a throwaway PostgreSQL without network; no stack is touched.
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no workflow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACTIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CHANGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the credentials in a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names and types, read by a throwaway PostgreSQL without network; nothing is decrypted.
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no credential.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TYPE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one workflow or credential of a set into a file that n8n can import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is as n8n&apos;s own export:workflow or export:credentials writes it. It is read by a
throwaway PostgreSQL without network; no stack is touched. In a workflow credentials are named,
not contained. A credential stays encrypted, for an n8n with the same key; with --decrypted it
is opened by the key in the set and stands in the file in plain text.
%1
Import a workflow in the editor (Import from file), or: n8n import:workflow --input=FILE;
a credential: n8n import:credentials --input=FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id of the workflow, or its name where only one has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id of the credential, or its name where only one has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the credential in plain text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to write, readable by its owner alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the file if it is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which one? Name it with --workflow or with --credential.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quarterdeckctl restore workflows SET lists them, and restore credentials SET.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a credential can be decrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to? Name a file with --out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the workflow &quot;%2&quot; of %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the credential &quot;%2&quot; of %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds a secret in plain text: remove it when it has served.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::RestoreRebuildCommand</name>
    <message>
        <source>--port: &quot;%1&quot; is not OLD=NEW with two ports.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back a stack that is gone, from one set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project files, roles, database and n8n&apos;s data are restored, then everything is started.
Nothing that exists is written over: it refuses when the folder is not empty, or when
containers, volumes or networks of the project&apos;s name are there. A run that fails or is
cancelled leaves nothing behind. The queue starts empty.
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the project&apos;s files; otherwise where they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the Compose project; otherwise as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish another port than the one that is set in its .env; may be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start triggers and workers at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only check whether it could be done.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::RestoreRequest</name>
    <message>
        <source>Restore these parts alone, separated by commas: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look inside: into a database of this name, beside the one in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look inside: a stack of its own on free ports, without triggers; it stays until it is rolled back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehearse: everything into a stack of its own, timed, and removed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key in force afterwards: current, set, or given (read from standard input).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not back up first what is there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start triggers and workers at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the jobs of the set into the queue: they run once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many seconds running executions get to end; otherwise the services&apos; own time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the replaced database is to stay (7).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the replaced database at once; there is no rolling back then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was due meanwhile:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::RetentionOptions</name>
    <message>
        <source>Keep the newest N sets; 0 = no such rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the newest set of each of the last N hours that have one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same for days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same for weeks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same for months.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always keep the N newest proven sets; the newest one stays in any case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep every set younger than this: 36h, 7d, 2w; 0 = no such rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>younger than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hourly %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>daily %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weekly %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>monthly %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least %1 proven</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::RunPlan</name>
    <message>
        <source>Could not be taken back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This asks for a confirmation, and nobody can be asked here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add --yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::SandboxCommands</name>
    <message>
        <source>Name of the Compose project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of its files; otherwise one named like it in ~/.local/share/quarterdeck.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port of n8n on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port of PostgreSQL on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port of Redis on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--name must not be empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no sandbox %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 containers run, %4 are healthy. n8n: %5. Folder: %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make and start a stack of its own to try things on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL, Redis, n8n and workers with secrets of their own. Images are pulled, or built
where no registry answers, which takes several minutes once. A second run changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the sandbox and remove its containers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data stays, and `sandbox up` goes on with it, unless --with-data is given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also delete its volumes and its folder: every workflow, credential and key in it is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in the sandbox %1 is deleted: database, queue, encryption key, folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the sandbox and its data?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell whether the sandbox is there and how many of its containers are healthy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill the sandbox: an owner, workflows, a credential, past executions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner, workflows and credential are made once; executions are added by every run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many past executions to add.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::ServiceCommand</name>
    <message>
        <source>The stack %1 has no service &quot;%2&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the containers of a service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the containers of a service, with their own grace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the containers of a service, one after the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tells the consequences and asks first. Without a terminal to ask on it needs --yes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service %1 has no container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make its containers with docker compose up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart %1?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::SettingsOptions</name>
    <message>
        <source>--age-recipient takes a public key; this one is secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age-keygen -y FILE tells the public key. As the secret one stood on a command line, make a new pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--age-recipient must be a public key: age1... or ssh-ed25519 ... or ssh-rsa ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--parts none: a backup of nothing is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--age-identity: there is no file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--rate-limit is more than any disk can do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the sets; &quot;default&quot; is the one in your home.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a set holds, separated by commas: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt for this public key; may be given several times, replaces those set before; &quot;none&quot; encrypts nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File with the secret key, to verify and drill encrypted sets; keep a copy away from them; &quot;none&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore every Nth set on trial; 0 = only when asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write at most this many bytes a second: 20m, 1g; 0 = as fast as it goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer threads and lower priority while executions run: on, off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program to tell, with its arguments; words with spaces in double quotes, no shell; &quot;none&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address to POST to; &quot;-&quot; reads it from standard input, for one that holds a token; &quot;none&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When to tell, separated by commas: %1; or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--hook-url -: there is no address on standard input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets are encrypted, but no identity file is set: they can be neither verified in full nor drilled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identity file %1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identity file lies among the sets it opens: whoever gets them can read them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is left out: no workflow, credential or execution is backed up.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::StackCommands</name>
    <message>
        <source>published port %1:%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>container address %1:%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only from inside the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1 on %2:%3, reached by %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQLite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: n8n runs its executions itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis on %1:%2, prefix %3, reached by %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fingerprint %1, from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT the same everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 executions a worker, set by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is set, but n8n ignores it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concurrency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SERVICE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WANTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MEMORY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GRACE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IMAGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the n8n stacks of the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no n8n stack on this engine. &quot;quarterdeckctl sandbox up&quot; makes one to try things on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STACK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RUNNING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WORKERS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FOLDER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what a stack is made of, and which settings are in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>docker run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MADE BY</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::StatusCommand</name>
    <message>
        <source>SERVICE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RUNNING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MEMORY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESTARTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting, %2 of %3 running, %4 workers consuming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oldest waits %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 used, %3 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what goes on in a stack now: services, CPU and memory, queue, disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes two readings one second apart, so that CPU figures are real.
Exit code: 0 healthy, 2 warning, 1 failing, stopped, or the engine does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::Terminal</name>
    <message>
        <source>[y/N]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line on standard input is too long.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkerPlace</name>
    <message>
        <source>The stack %1 has no workers: it does not run in queue mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set EXECUTIONS_MODE=queue and add a service that runs &quot;n8n worker&quot;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkersScaleCommand</name>
    <message>
        <source>%1 workers become %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drained and removed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) that run there are waited for.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The number is written down: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the number of workers without losing a job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up: writes the number down, starts what is missing and waits until each new worker takes jobs.
Down: the idlest are drained (no new job, the running ones end), removed, and the number is written
down; a later &quot;docker compose up&quot; changes nothing. Cancelled, it leaves the number as it was.
On a Docker Swarm the number is the service&apos;s, and Swarm chooses the workers that end, each after its jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long running executions may take to end; without it ten minutes, or twice the longest one seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a swarm: also where tasks are killed before their jobs would surely have ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only tell what would be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number of workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number, 0 to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number of seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the number of workers?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let a held queue go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While workers are drained nobody is given a job. A drain that was killed cannot let the queue go itself;
this does. Refused while a drain is at work, and for a hold that is not this console&apos;s without --yes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is held by something that is at work: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is held from another machine: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else than this console has paused the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it go?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is let go; workers take jobs again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody holds the queue.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkersSetCommand</name>
    <message>
        <source>Nothing is to be set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>give at least one of the settings; see --help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change settings of the workers without losing a job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what changes in the compose file or the .env, where no other byte is touched, and asks. Then each
worker is exchanged for a new one, which takes jobs before the old one is drained. What is not given stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executions that one worker runs at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory limit of one worker, such as 512M or 1G.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run manual executions on workers: yes or no. Makes n8n&apos;s main process anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a worker stands being without Redis before it exits, in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds between being told to stop and being killed; n8n&apos;s own time-out is set to 15 s less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds that running executions may take at most; otherwise what they need.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only show what would change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the settings of %1?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkersShowCommand</name>
    <message>
        <source>Failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WORKER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JOBS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OLDEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DONE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MEMORY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESTARTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 OOM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(not main&apos;s image)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting, %2 of %3 running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oldest waits %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 jobs/min done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 jobs/min failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, no limit known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>room for %n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 workers run, %3 jobs at once (%4 each, by %5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest job %1, n8n waits %2, Docker waits %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>up to %n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Needs attention:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: workers fix %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the workers, their queue, how many there may be, and what is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes two looks, so that CPU figures are real and nothing is called wrong that lasts only a moment.
Exit code: 0 nothing found, 2 warnings, 1 problems, or the engine does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again every two seconds, until Ctrl+C.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry out the remedy of something &quot;workers show&quot; has found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FINDING is its name, such as not-consuming, orphans or queue-held. It looks again first, and does nothing when
nothing is wrong any more. Tells what it would do and asks; without a terminal to ask on it needs --yes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing called &quot;%1&quot; is wrong with the workers of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this has to be mended by hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::cli::WorkersTestCommand</name>
    <message>
        <source>WORKER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JOBS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fairness %1 of 1 (Jain&apos;s index), in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) never ended.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show how jobs are shared out among the workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a sandbox it runs executions of a workflow that does nothing, and removes it again. Of any other stack it watches the
traffic there is: making a workflow needs the password of n8n&apos;s owner. With --for it only ever watches.
Exit code: 0, or 2 when an execution never ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many executions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start nothing, watch live traffic for so long, or until N jobs have ended.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::AttentionList</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::AutoscaleChart</name>
    <message>
        <source>jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that waited, and how long the oldest did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers there were, and there would have been</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers there were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would have been</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at what was recorded...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too little was recorded in that time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 waiting, the oldest for %3; %4 workers, would have been %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::AutoscaleController</name>
    <message>
        <source>The settings are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running; wait until it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the autoscaling of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers of %1 are scaled by themselves, from %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The load of %1 is recorded; nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers of %1 are not scaled by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::AutoscaleDialog</name>
    <message>
        <source>Held back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch: record and tell, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or one waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and one waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all that was recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the settings...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs since %1, process %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is switched on, but does not run yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line in the crontab starts it within a minute; a unit of systemd at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Only %n workers fit now: more may run out of memory.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n workers fit now; there will be no more.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Setting it...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on this machine can keep it running; &quot;quarterdeckctl workers autoscale run&quot; does, in a terminal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers stay as many as they are until somebody changes that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A service looks every %1 s and records; it changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A service keeps %1 to %2 workers, also when this window is closed. No job is lost: workers are drained before they go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start watching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Switch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The load is recorded while the Workers page is open, and all the time while it watches or is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would have changed nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It would have changed the number %n times.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 worker-hours instead of %2, in %3 h that were recorded; longest wait about %4 instead of %5.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::AutoscaleModel</name>
    <message>
        <source>Held back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::BackupCalendar</name>
    <message>
        <source>%1 %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: one set, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 sets, the best of them %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::BackupController</name>
    <message>
        <source>The backups are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running; wait until it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to Docker now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drill the set of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set of %1 is proven: it was restored and compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the set of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set of %1 is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the set of %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarterdeck did not make it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the set of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set of %1 is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file manager could be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder&apos;s name is on the clipboard: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the schedule of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no longer backed up by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the retention of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rules are kept; the next backup applies them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove old sets of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n sets were removed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::BackupSetModel</name>
    <message>
        <source>The encryption key that was in force decrypts the credentials in this set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption key that was in force does not decrypt the credentials in this set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no credentials in this set to try the key on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No encryption key was found when this set was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the encryption key fits was not tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proven %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a manifest nothing is known about the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the encryption key that was in force decrypts the credentials in the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long making the set took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::BackupWords</name>
    <message>
        <source>db</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>env</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was restored beside the original and compared with what was dumped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in it was read back and is whole; it was not restored yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has looked at it since it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in it is missing or changed. Do not rely on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was made by another tool, so it cannot be checked against a manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue: Redis could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Execution data that n8n keeps elsewhere: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary data that n8n keeps elsewhere: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An environment file that is not there: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Compose file that is not there: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mounted file that is not there: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mounted folder that is too large for configuration: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file that you may not read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file whose name a set cannot hold: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every hour at minute %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every six hours: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every day at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every %1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>systemd timer of your user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your crontab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neither systemd nor cron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not scheduled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups are made by hand only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, with warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, killed before it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, failed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last proven backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No proven backup yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proven means: restored beside the original and compared row by row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never rehearsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it takes to get the stack back is measured by Restore &gt; Rehearse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, rehearsed %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the set %1 to an n8n that answers, on this machine
%2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::BackupsPage</name>
    <message>
        <source>Reading the backups...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quick check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare every size and checksum with the manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack and read everything in the set to its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dr&amp;ill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the set into throwaway servers and compare it: proven means this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del&amp;ete...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the selected set; asks first and says what would be lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of the selected set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Schedule...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When backups are made by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;tention...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which sets stay and which go, with a preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy everything the summary says about the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verif&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check whether the selected set is whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only rows that hold this text (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from the selected set; nothing happens before it was looked at and confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backups cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup takes the database, the queue, n8n&apos;s data folder and its configuration as one set, and proves that it can be restored. Nothing is stopped meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (missed runs: %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a set of everything now, and prove it; nothing is stopped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::CalendarStrip</name>
    <message>
        <source>Sets of the last days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ChecksPage</name>
    <message>
        <source>is being checked...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
What to do: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the set, the engine and the stack. Nothing is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checks could not be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n checks failed. Nothing can be restored before that is put right.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The restore is possible. %n warnings should be read first.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The restore is possible: every check passed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checks are being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checks could not be made: check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A check failed: put it right, then check again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ComparisonModel</name>
    <message>
        <source>equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ConfirmPage</name>
    <message>
        <source>Rebuild %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace data of %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its jobs run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;ype the name of the stack to confirm: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not the name of the stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the name of the stack: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::DataTable</name>
    <message>
        <source>&amp;Copy row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what the row shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions for %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::FactList</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::GoalPage</name>
    <message>
        <source>No stack is shown that could be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no set of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no set.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::JobPanel</name>
    <message>
        <source>No job is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelling, what was done is being undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: step %2 of %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (jobs waiting: %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Took %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelled after %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelled before it began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: failed. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be undone: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::LookPage</name>
    <message>
        <source>Not out of a bare dump.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database, data folder and files become a second stack beside the first, with its triggers off and without workers. It stays until you remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set is opened in a throwaway server without network; the file is what n8n&apos;s own export writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is stored, it can be brought into an n8n with the same encryption key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the set in a throwaway server; this can take a minute...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workflow in this set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n workflows</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no credential in this set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n credentials</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The set is encrypted: name the identity file of age that opens it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a workflow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a credential.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A database name has small letters, digits and _ only, and at most 63 of them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::MainWindow</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Job steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Quarterdeck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age of the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarterdeck %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the stack...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to Docker...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are several n8n stacks on this engine. Choose the one to look at; the chooser on the left changes it later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnecting...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 - Quarterdeck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarterdeck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be undone: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading everything anew...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is still running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quitting cancels it and undoes what it has done so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window closes when that is finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel the job and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Quarterdeck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Administration console for self-hosted n8n in queue mode.
Licence: GPL-3.0-or-later. Qt %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker %1, API %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::MessageWidget</name>
    <message>
        <source>Hide &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::NoticePage</name>
    <message>
        <source>Hide &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::Notices</name>
    <message>
        <source>Start the engine:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker is not installed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it in this Ubuntu, or turn on the WSL integration in Docker Desktop (Settings, Resources, WSL integration).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarterdeck needs the Docker engine that runs your n8n stack on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the engine and Compose:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Docker engine is not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers at %1. If Docker Desktop runs your containers, start it in Windows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers at its socket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it does not stay up, see why:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not use the Docker engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine runs, but its socket is not yours to use. Members of the group docker may use it; that is as much power as root has on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the group:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then log in again; in Windows:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then log out and in again, or in this terminal:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Docker engine cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is installed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to Docker was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnecting. The page comes back by itself as soon as the engine answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to Docker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no n8n stack on this engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring up the sandbox: n8n in queue mode with PostgreSQL, Redis and five workers, to try everything on. A stack of your own appears here by itself as soon as it is up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bring up the sandbox stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stack appears here by itself as soon as it is up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::Options</name>
    <message>
        <source>Unexpected argument: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--theme is system, light or dark, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--screenshot-after is a number from 1, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usage: quarterdeck [OPTIONS]
  --stack NAME              the stack to open, where there are several
  --no-sandbox              do not offer the sandbox stack where there is none
  --theme THEME             system, light or dark
  --page PAGE               open overview, backups, restore or workers
  --screenshot FILE         save a picture once data is shown, and quit
  --screenshot-after N      readings to wait for before the picture (3)
  --quit-after-first-frame  print the milliseconds from the start of the process
                            to the first painted list of services, and quit
  --minimized               start as an icon; nothing is sampled until it is shown
  --version                 print the version
  --help                    print this
</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::OverviewPage</name>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the selected service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the selected service; asks first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restart...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the selected service; asks first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open n8n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open n8n in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy dia&amp;gnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy versions, states and the newest log lines, without secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what the row shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only rows that hold this text (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n publishes no port on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data is from %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no data yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to Docker was lost. %1 Reconnecting...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 Reconnecting...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking the first readings...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in queue mode: n8n runs executions in its main process.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No figures now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that no worker has taken yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs in work, of those that all consuming workers could do at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the job at the front of the queue has waited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers whose connection takes jobs from the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 used, %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File system of %1: %2 in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n readiness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No readings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the backups...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::PlanPage</name>
    <message>
        <source>replace without a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs %1 while it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the step: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No safety backup is taken: what is replaced is gone when its days are over. To go on, write: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the sentence: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only secrets change in this file. They are not shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::PlannedStepModel</name>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
Gone for good: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the speed that was measured on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ProgressPage</name>
    <message>
        <source>Cancel and &amp;undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop h&amp;ere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done so far is taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was taken back so far stays so; the rest can be taken back later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: waiting for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelling, what was done is being undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: step %2 of %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time left: not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a second left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be undone: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelled before it began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::QueueChart</name>
    <message>
        <source>The queue is drawn from now on, while this page is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that wait and run, over the last ten minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting, %2 running, %3 workers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ReportDocument</name>
    <message>
        <source>Report of a restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be set as PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as HTML.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RestoreController</name>
    <message>
        <source>There is no connection to Docker now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running; wait until it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workflow &quot;%1&quot; was written to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The credential &quot;%1&quot; was written to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In n8n, import it with &quot;Import from file&quot;. It comes back switched off, under the credentials you choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds the secret in plain text: remove it when it has served.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it in with: n8n import:credentials --input=FILE. n8n encrypts it with its own key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it in with: n8n import:credentials --input=FILE, where the key of the set is in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the workflow &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the credential &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the restore of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore of %1 is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back the restore of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore of %1 is taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is released: its triggers are on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was saved to %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RestoreDraft</name>
    <message>
        <source>&quot;%1&quot; is no pair of ports; write 5678=15678, each from 1 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 is named twice.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RestorePage</name>
    <message>
        <source>Looking what there is to restore from...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the credential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow of n8n (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credential of n8n (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is not shown any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another stack is shown now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was chosen was not meant for it: begin anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was taken back by then stays so: try again to take back the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is as it was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything could be taken back: start over, the restore is offered there to be resumed or rolled back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that was made for it goes: containers, volumes, networks and the project&apos;s files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed in it since then is lost: executions, edited workflows, new credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set it was made of stays as it is, and so do all other stacks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back the restore of %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was there before the restore comes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed since the restore is lost: executions, edited workflows, new credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set that was restored stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Roll back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the restored data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backups cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to restore from yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no set in %1. Files of the shell kit or a dump of pg_dump can be restored too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From &amp;other files...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be restored?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From other files: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RestoreSetModel</name>
    <message>
        <source>safety copy, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the set was tried: restored and compared, read to its end, or its checksums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts of a stack that are not in the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lacks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RestoreWords</name>
    <message>
        <source>opens %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no credentials to open among %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>can be decrypted with the key in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be decrypted with the key in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be decrypted: there is no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not tried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: take this stack back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;build: the stack is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look inside a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehears&amp;e: time it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From &amp;other files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it or a part goes back to an earlier set. It is staged beside what is there, compared, and swapped in one short window; it can be rolled back until it is released.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project folder, volumes and containers come back from one set, on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database of a set beside the one in use, a clone of the stack on other ports, or one workflow or credential as a file. Nothing is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole restore against throwaway containers, step by step with its times. Nothing is touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of the shell kit, or a bare dump of pg_dump: .sql, .sql.gz, custom format or a directory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the stack back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rebuild a stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehearse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore and replace data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rebuild the stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Make the clone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Make the side database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start the rehearsal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rebuild %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look inside %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehearse %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is restored and waits in quarantine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is rebuilt and waits in quarantine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack is rebuilt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clone is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The side database is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rehearsal is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restored %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never tried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checksums %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the set: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the set: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it takes is not known: nothing like it was measured here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes at least %1; some steps were never measured here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes about %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clone %1 is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waits in quarantine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restore of %1 is not over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from the set %2, begun %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another process is at it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made of the set %1, %2. It answers at %3; its triggers are off. Remove it when you have seen enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its data is in place and its triggers are off. Release it when it is right, or roll it back to what was there before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was interrupted at &quot;%1&quot;. Resume it, or roll it back to what was there before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key typed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the credentials of the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>those in use now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2) %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running executions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 expected, %2 found in %3 tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; tables that differ: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set that was taken of what was replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaced database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies beside the new one under this name until its days are over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut-over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From closing the old database to opening the new one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report of the restore %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedules that were due meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is tried on %1 before anything is touched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ResultPage</name>
    <message>
        <source>&amp;Release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the triggers on and start the workers; the restore is over then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll bac&amp;k...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back what was there before; asks first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;clone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove the clone...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Containers, volumes and files of it; asks first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open re&amp;port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the report in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save report...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As HTML or PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No browser could be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clone is here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clone has a data folder, a database and ports of its own. Its triggers are off, and it has no workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n waits in quarantine: its data is in place, its triggers are off. Look at it, then release it, or roll back to what was there before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was due meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program could be started that shows the report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTML (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RetentionDialog</name>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the rules; the next backup applies them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no sets yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n sets stay.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 sets would go, which frees %2.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n sets now...</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Keep the rules and apply them at once; asks first</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Remove %n sets now?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This frees %1 and cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And %1 more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n sets</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Keep them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::RetentionModel</name>
    <message>
        <source>Stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ScalePanel</name>
    <message>
        <source>End the workers now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers that go are told to end at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n gives what runs on them its own time to finish (N8N_GRACEFUL_SHUTDOWN_TIMEOUT).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What takes longer is cut off: such an execution is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End them now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n running jobs end first; none is lost.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No job runs there now; one that starts meanwhile ends first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is kept in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Keep %n workers from now on</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose another number first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>safe up to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ScheduleDialog</name>
    <message>
        <source>Off: by hand only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every six hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backups are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missed runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machine slept or was off, or a run was killed; one backup makes up for all of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;t minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minute of the hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting the schedule...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup is made by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on this machine can start backups by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. The first run would be %2, %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ScopePage</name>
    <message>
        <source> d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as long as the services&apos; own grace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n comes back with its triggers off until you release it: nothing runs twice before you have looked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The jobs that waited when the set was made run again, with all that they do outside: mails, payments, calls. Without it the queue is emptied when the database goes back, because its jobs belong to executions that are gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a disk that is too small for both. There is no rolling back after that, only the safety backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking which keys there are, and what they open...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rebuild takes everything the set has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rehearsal restores everything the set has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not ticked stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the queue starts empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (not in the set)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set does not hold n8n&apos;s key: set N8N_ENCRYPTION_KEY by hand before you release the rebuilt stack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key was found, neither in the stack nor in the set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes with the files of the set; there is no choice to make.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no other, and no choice to make.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys differ. Credentials can only be read with the one they were made under.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which keys there are could not be found out; the checks try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A set of what is there now is made before anything is replaced, and kept with the others: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is replaced goes without a copy. The plan asks for a written sentence before it begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project folder must be given from the root on: /home/...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A project name has small letters, digits, - and _ only, and begins with a letter or digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick at least one part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the key, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set is encrypted: name the identity file of age that opens it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ServiceController</name>
    <message>
        <source>&amp;Keep it running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restart %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was restarted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No browser could be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is on the clipboard: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gather diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics are on the clipboard, without secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read them through before you pass them on: names of hosts and workflows may be in the logs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring up the sandbox stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox stack is up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart %1...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open backups</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ServiceModel</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known now. Last seen: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of one core. The line shows the last 60 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, without a limit: it can take all memory of this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the engine restarted it after it ended by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::SetDetails</name>
    <message>
        <source>Parts of the details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sample, and the keys of every row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No set is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted inside the snapshot that was dumped; a drill compares what it restores with these figures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tables were counted for this set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that is needed to restore: stock zstd, tar and pg_restore read them, the instructions are among them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a manifest its files are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the log...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::SetEntryModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::SetFacts</name>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all captured within %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between the first and the last capture of database, queue and data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grows with every set of this stack: it orders sets when clocks lie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarterdeck %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age, readable for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: whoever reads the folder reads the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known when the set was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint of the key that was in force, never the key itself: %1
Found in: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a manifest its contents are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, unpacked %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n tables</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Counted inside the snapshot that was dumped; see Tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on PostgreSQL %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schema %1, owner %2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Migration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest one, %1: an older n8n cannot work with this database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, took %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not passed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No check yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::SetFileModel</name>
    <message>
        <source>Found at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted with age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before it was compressed and encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::SetPage</name>
    <message>
        <source>Files found in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a file and look at it, or select one from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stack is shown that could be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No part of this set is good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made before a restore, of what that restore was about to replace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is being read...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was never tried; the checks read it before anything is touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dump in directory format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dump, or a file of the shell kit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::StackAutoscaleOperations</name>
    <message>
        <source>Keep the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End and remove the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the service</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::StackBackupOperations</name>
    <message>
        <source>This could not be entered into the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no log in this set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sets changed meanwhile; none was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the preview again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n sets removed: %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove the sets that no rule keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the rules</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::StackModel</name>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 containers run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not made by Compose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::StackRestoreService</name>
    <message>
        <source>Read the workflow from a throwaway server and write it to the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the credential from a throwaway server and write it to the file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::StepModel</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::TableFigureModel</name>
    <message>
        <source>not taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sample, and the keys of every row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restore is compared with this digest: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What of the contents a restored table is compared by, beside the number of rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared by</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::ThroughputChart</name>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs completed and failed per minute and the oldest wait, over the last ten minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 completed and %2 failed per minute, the oldest waited %3 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::TimeChart</name>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::UnfinishedCard</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the triggers on and start the workers; the restore is over then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resu&amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on where it was interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remo&amp;ve...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Containers, volumes and files of it; asks first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll bac&amp;k...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back what was there before; asks first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::WorkerController</name>
    <message>
        <source>There is no connection to Docker now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running; wait until it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>There are %n workers now.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Change settings of the workers of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers of %1 have the new settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Test how %n executions are shared out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The test executions have run.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::WorkerModel</name>
    <message>
        <source>%1, %2 OOM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Container: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same image as the main process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the image of the main process: recreate this worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long its longest running job runs already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs it has done since it started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of one core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often its container was restarted, and how often the kernel ended it for want of memory (OOM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::WorkerSettingsDialog</name>
    <message>
        <source> MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing else is set, so it is n8n&apos;s own default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1=%2 is set, but n8n does not read it. A worker runs %3 at once: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is set, but n8n does not read it. A worker runs %2 at once: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The variable stays where it is; it does no harm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Set %1 where n8n reads it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>current value, new value</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heap of n8n may grow to %1 (NODE_OPTIONS).</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 in all with %n worker(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>n8n waits %1 of it for what it runs; the longest execution of the last week took %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n waits %1 of it for what it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n from 3.0 on always does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main decides, so main is made anew for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying it out on copies of the files...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be applied; see above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files say all of it already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply and exchange %n workers and main</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply and exchange %n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It is being tried out on copies of the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it is so already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the files, then exchange one after the other without losing an execution</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::gui::WorkersPage</name>
    <message>
        <source>Reading the workers...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only rows that hold this text (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sett&amp;ings...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, concurrency, manual executions, Redis and grace of the workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Test distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Run %n executions that do nothing, and see which worker runs how many</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A&amp;utoscaling...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the number of workers follow the load, and see what that would have done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n runs every execution in its main process. Workers need the queue mode (EXECUTIONS_MODE=queue), a Redis, and a service that runs &quot;n8n worker&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of %1: Docker is away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry out the remedy?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Do it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::health::EndpointProbe</name>
    <message>
        <source>no answer within 5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP status %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::health::EventFollower</name>
    <message>
        <source>The Docker engine closed the connection.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::health::Monitor</name>
    <message>
        <source>The stack %1 is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown again as soon as it comes back; or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::health::QueueReader</name>
    <message>
        <source>Redis refuses the stack&apos;s own password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis gave an answer that makes no sense.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis does not run, so there are no figures of the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis cannot be reached from here, so there are no figures of the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis runs outside of the stack and can only be reached from inside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis wants TLS, which the console does not speak yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>redis-cli in the Redis container could not read the queue.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::health::StackStatus</name>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::health::Verdict</name>
    <message>
        <source>Ended by the kernel: it wanted more memory than its limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was killed (exit code 137).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended by itself with exit code %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs, but its health check fails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting: its health check has not passed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel ended a process in it for lack of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended and the engine restarted it, last %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uses %1 of its memory limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has used nearly all the CPU time it can get for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends and is restarted again and again (%1 times; exit code %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: it does nothing until it is resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made, but never started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead: the engine could not remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not tell its state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is wanted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of %1 runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no container.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 uses %2 of one CPU core, nearly all it can get.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No worker takes jobs, and %1 wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No worker takes jobs, although %1 run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 running workers take no jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs have been waiting for %1 although workers are idle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n does not answer as ready: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of %1 is %2 full, %3 are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is n8n %2, but %3 is %4. All must be the same version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 run different images. All must be the same version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis has no password: whoever reaches it can read and forge jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Containers of %1 run different images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 workers consuming.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this stack runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And %1 more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last proven backup %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup yet that is proven to restore.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Autoscale</name>
    <message numerus="yes">
        <source>%n workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing waits, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wait, the oldest for %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer than %1 are never wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than %1 are never wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, for %2 already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, for %2 of %3 so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, and would fit into %2, for %3 already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, and would fit into fewer, for %2 of %3 so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 are right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fewest workers are from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most workers are from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most workers must not be fewer than the fewest, %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that wait are from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest wait is from %1 to %2 ms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy workers are from %1 to %2 % of the capacity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long jobs must wait is from %1 to %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The room to spare is from %1 to %2 % of the capacity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The room to spare must be more than %1 %, or the workers that are left would count as busy at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long workers must idle is from %1 to %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers added at once are from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers let go at once are from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rest before more workers is from %1 to %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rest before fewer workers is from %1 to %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks every %1 to %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was seen yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the newest figures are %1 old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the figures of the queue are not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; but only %2 of %3 workers run: one starts or fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; but %2 are the most that are wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; but how many workers fit is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; but memory, connections and processors allow no more than %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; but %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; but the last change is only %2 ago, and %3 must pass</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::AutoscaleHistory</name>
    <message>
        <source>This change is not in the history.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::AutoscaleRunner</name>
    <message>
        <source>Waits: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoscaling of %1 is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays at %1, not %2: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays at %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would go from %1 to %2 workers: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes from %1 to %2 workers: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped this time: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not work and was taken back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be taken back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A drain that was killed had left the queue held. It was let go.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::AutoscaleService</name>
    <message>
        <source>The workers of %1 are scaled by another process already (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End that one first, or look at it with &quot;quarterdeckctl workers autoscale show&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither systemd nor cron is here: install cron (&quot;sudo apt install cron&quot;), or switch systemd on in /etc/wsl.conf ([boot] systemd=true) and restart WSL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A unit of systemd is installed, but systemd does not run: switch autoscaling on again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unit %1 is installed but does not run: see &quot;journalctl --user -u %1&quot;, or switch autoscaling on again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lingering is off: it runs only while you are logged in. Run &quot;loginctl enable-linger&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program to start needs an absolute path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither systemd nor cron is here, so nothing can keep autoscaling running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install cron (&quot;sudo apt install cron&quot;), or run &quot;quarterdeckctl workers autoscale run&quot; in a terminal.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::AutoscaleSurroundings</name>
    <message>
        <source>another operation is at work on the stack: %1 (process %2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Budgets</name>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each worker may take %1; the rest of the stack and of the machine needs %2 of %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond that the kernel ends processes. Lower the limit of a worker, or raise memory= in .wslconfig.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond that the kernel ends processes. Lower the limit of a worker, or give the machine more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine runs on another machine, whose memory is not known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers use %1 now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a limit: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each n8n process may open %1 connections (DB_POSTGRESDB_POOL_SIZE); others need %2. PostgreSQL allows %3 and keeps %4 for its superuser. Beyond that n8n cannot reach its database. Raise max_connections, or lower the pool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task runners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code nodes run in containers of their own, one for each worker. A worker without one fails them, and two that share one wait for each other. Scale the runners along with the workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker uses one core at most. More workers than cores help where jobs wait for other services, and slow each other down where they compute. Advice only.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Consuming</name>
    <message>
        <source>%1 ended right after it was started, with exit code %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into its log: docker logs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs, but takes no jobs after %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Distribution</name>
    <message>
        <source>No worker runs, so there is nobody to share jobs out to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a worker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack&apos;s own traffic was watched for %1, and no job ended meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted from the stack&apos;s own traffic, watched for %1; nothing was started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test executions need a workflow, and making one needs the password of n8n&apos;s owner, which only a sandbox keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quarterdeck distribution test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test workflow could not be removed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n did not take a test execution: status %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least one execution has to be run.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Drain</name>
    <message>
        <source>How long jobs take is not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drain workers of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executions still run after %1, and n8n would cut them off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executions: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was stopped. Wait for them, or give n8n more time to finish: N8N_GRACEFUL_SHUTDOWN_TIMEOUT and stop_grace_period.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is told to end; it runs nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 is told to end; %n execution(s) have up to %2 to finish.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was ended by the kernel: it had no memory left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended with exit code %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not end the workers in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them: docker ps -a</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) still run on workers that go; they have up to %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was told to end already. It is started again as soon as it has.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::ExecutionStore</name>
    <message>
        <source>n8n does not keep its executions in PostgreSQL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL cannot be reached from here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it, or publish its port on 127.0.0.1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Findings</name>
    <message>
        <source>The queue is held for a moment: %1. No worker is given a job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The queue is held: no worker is given a job, and %n wait. Somebody has paused it in Redis.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The queue is held: no worker is given a job, and %n wait. A console that ended early has left it so (%1).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Let the queue go</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) run but take no jobs, while jobs wait.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) run but do not ask the queue for jobs.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n worker(s); what they run may end first</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n execution(s) as crashed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) count as running, but no worker works on them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Only a worker can give them up: start one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) end again and again. Why, their log tells: docker logs %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The kernel has ended a process of %n worker(s) for want of memory.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Raise their limit of %1, or let each run fewer jobs at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let each run fewer jobs at once, or give the machine more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What counts is %1 jobs a worker, by %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is set, but n8n does not read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set N8N_CONCURRENCY_PRODUCTION_LIMIT to %1 and renew the workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let n8n wait %1 and Docker %2, and renew the workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) wait, and no worker runs.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Start one worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Start %n worker(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) are said to run, but the queue knows nothing of them: whatever ran them is gone.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) that nobody runs can also be run again, from their beginning: what they have done already is done a second time.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n execution(s) again</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Workers give such jobs up by themselves; it takes them unusually long. Each is run from its beginning then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Let %n job(s) wait again, for a worker to run</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) do not run the image that n8n itself runs.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n worker(s) anew from the compose file; what they run may end first</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n worker(s) anew from the compose file</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Their limit is %1, and the machine has no memory left to raise it: let each run fewer jobs at once, or have fewer workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the limit of a worker to %1 and renew the workers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::GraceChain</name>
    <message>
        <source>Docker kills a worker after %1, but n8n itself would wait %2 for its jobs: raise stop_grace_period.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job has taken %1 lately, but n8n gives it no more than %2 to end: raise N8N_GRACEFUL_SHUTDOWN_TIMEOUT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker that is stopped has more time than its longest job of the last 7 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker waits longer than n8n does; how long jobs take is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stops workers otherwise than this console cuts such jobs off.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::HeldQueue</name>
    <message>
        <source>The queue could not be let go: no worker gets a job until it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When Redis answers again: quarterdeckctl workers release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job %1 had been handed to a worker that ended; it waits again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::LongestJob</name>
    <message>
        <source>The database cannot be reached from here: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::QueueHold</name>
    <message>
        <source>%1, since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is held already (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it is let go. If nothing is at work any more: quarterdeckctl workers release</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::QueueLook</name>
    <message>
        <source>Redis gave an answer that makes no sense.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Remedies</name>
    <message>
        <source>Look whether it can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of these workers are not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Drain %n worker(s): no new job, the running ones end</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Start them again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until they take jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restart workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for them once more, and mark those that nobody runs as crashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these executions is left over any more: they have ended, or somebody runs them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) marked as crashed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>mark executions as crashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the queue go: workers are given jobs again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is held by a console that is at work: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it has ended, or cancel it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>let the queue go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing sets a number that n8n does not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known that would help against this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for them once more, and put those that nobody runs into the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Execution %1 waits again, as job %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker has begun job %1 already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run executions again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for them once more, and give those that nobody works on back to the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody works on each of these jobs by now, or they have ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) wait again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>give jobs back to the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no workers, or no n8n of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compose file names the image %1 for workers, and %2 for n8n itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the same for both, then look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n itself does not run the image that the compose file names: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is n8n itself that has to be made anew first: docker compose up -d %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Start %n worker(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>start workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See that the compose file names the image that n8n itself runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::RunningJobs</name>
    <message>
        <source>Redis cannot be reached from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis cannot be reached from here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it, or publish its port on 127.0.0.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis wants TLS, which the console does not speak yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Scale</name>
    <message numerus="yes">
        <source>There are %n worker(s) now; somebody has changed their number meanwhile.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Look at them, then choose the number again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) from now on: %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There are %1 workers, not %2: somebody has changed their number meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 workers instead of %2, all of them consuming, after %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 workers instead of %2 after %3; no job was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 workers instead of %2 after %3; %n execution(s) were cut off: %4</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Look whether it can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the number down, so that a later &quot;up&quot; keeps it</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Start %n worker(s) more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Wait until they take jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count them</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Drain %n worker(s): no new job, the running ones end</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove the drained containers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They need queue mode and a service that runs &quot;n8n worker&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There cannot be %1 workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack was not made by Compose, so its workers cannot be counted up or down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale workers from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::ScalePreview</name>
    <message>
        <source>Without a worker nothing is executed: whatever comes in waits until there is one again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no workers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Settings</name>
    <message>
        <source>%1 cannot be %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stack has no workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They need queue mode and a service that runs &quot;n8n worker&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stack was not made by Compose: there is no file that holds its settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory limit of a worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The concurrency of a worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time without Redis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The grace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n&apos;s shutdown time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine would kill after %1 s, before n8n has finished waiting after %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the engine at least %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is less than the heap of %2 that NODE_OPTIONS allows (--max-old-space-size): the kernel ends a worker before it collects its garbage, and its jobs are lost. Give it %3, or lower the heap first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 leaves only %2 beside the heap of %3 (--max-old-space-size); n8n needs about %4 there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %1 a worker will not use more than about %2: NODE_OPTIONS limits its heap to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker that runs nothing takes about %1 already; with %2 the kernel ends it at its start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 executions at once in %2 leave %3 for each, beside the %4 of the worker itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below %1 executions at once n8n itself warns that the environment becomes unstable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 executions at once would share %n connection(s) to the database; raise DB_POSTGRESDB_POOL_SIZE as well.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A worker exits after %1 without Redis in all; one restart of Redis takes up to %2, and every worker would go with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest execution of the last week took %1; n8n would cut it off after %2 when a worker is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A &quot;docker compose down&quot; may take up to %1 then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n from 3.0 on runs manual executions on workers whatever is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no worker: manual executions would wait until there is one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SettingsPlan</name>
    <message>
        <source>The workers are not those that were looked at; somebody has changed them meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files are not those that were shown; somebody has changed them meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what would change now, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not come up with these settings: its memory is not enough for its start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not come up with these settings: it ended with exit code %2, again and again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is put back as it was. Choose other settings, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compose has made no new worker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them: docker compose ps -a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker is gone; somebody has removed it meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has these settings already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange worker %1 of %2: a new one takes jobs, an old one is drained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 workers, not %2: somebody has changed their number meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not have the settings that were written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else decides them: a variable of the shell, or another compose file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers were not all made by the same files: somebody has changed them meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files do not say any more what was written; somebody has changed them meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings are written; no container had to be made anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) run with the new settings after %1; no job was lost.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) run with the new settings after %1; executions that were cut off: %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Look whether it can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the settings down, and keep the files as they were beside them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make n8n&apos;s main process anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See that the containers have them, and that a later &quot;up&quot; has nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change settings of workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of these workers are not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) were made anew in %1; no job was lost.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) were made anew in %1; executions that were cut off: %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No worker is named that is to be made anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See that there are as many workers as before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make workers anew</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SettingsPreview</name>
    <message>
        <source>All of it is so already: nothing would be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files are changed as shown; as they were before they stay beside them, named .before- and the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No container runs with these settings now: the next one that is made has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) are made anew, one after the other: %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Each time a new one takes jobs first (for that long there is one more), then an old one is drained: what it runs ends, which n8n waits %1 for and longer where it must. The number of workers never falls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service has a container name or a port of its own, so there cannot be one more meanwhile: each is drained first and away until its successor takes jobs, usually less than a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n8n&apos;s main process is made anew last. Until it is back, usually less than a minute, n8n&apos;s window does not open, webhooks get no answer and schedules do not fire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled or failed in the middle, the files get their old contents back and so do the containers of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) of %1 may take %2 together, one more of them while they are exchanged; this machine has %3.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::Situation</name>
    <message>
        <source>Redis does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL does not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SwarmDrain</name>
    <message>
        <source>end workers of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue cannot be held, nor can it be seen which jobs run: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executions still run after %1, and could be cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Executions: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Wait for them, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swarm has taken the new number, but ends no task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it: docker service ps %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swarm has chosen %1; they have up to %2 to finish.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swarm did not end the tasks in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them: docker service ps %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a job was cut off could not be seen: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n execution(s) run; nothing is ended before they surely finish in time. Waiting for up to %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are to be %n worker(s) now; somebody has changed their number meanwhile.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Look at them, then choose the number again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SwarmGrace</name>
    <message>
        <source>Swarm kills a worker %1 after it was told to end, but n8n itself would wait %2 for its jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job has taken %1 lately, but n8n gives it no more than %2 to end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N8N_GRACEFUL_SHUTDOWN_TIMEOUT to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop_grace_period to %1s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such jobs are better not run by workers that come and go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the stack&apos;s file, for the service %1, raise %2, and deploy it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SwarmScale</name>
    <message numerus="yes">
        <source>There are to be %n worker(s) now; somebody has changed their number meanwhile.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Look at them, then choose the number again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swarm is replacing the tasks of %1 just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until that has ended: docker service ps %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or repeat it with --force: what does not end in time is then cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them: docker service ps --no-trunc %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new workers do not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After %1 only %2 of %3 workers run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They run; whether they take jobs cannot be seen: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 run, but take no jobs after %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into their log: docker service logs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are to be %1 workers, not %2: somebody has changed their number meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 workers instead of %2 after %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 workers instead of %2 after %3; %n execution(s) were cut off: %4</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Without a worker nothing is executed: whatever comes in waits until there is one again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Swarm decides which %n worker(s) end, and cannot be told to take idle ones; each gets up to %1 to finish.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>How long jobs take is not known; n8n gives them %1 to end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until those that end have let go of the queue, nobody is given a job; new ones wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue cannot be held meanwhile, so a job that is handed to a worker in the moment it is told to end may be lost. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether it can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the number in the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Wait until %n worker(s) more run</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Wait until they take jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See that no worker is killed before its jobs end</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Let Swarm end %n worker(s), each after its jobs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Count them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale workers from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the swarm, as the replicas of the service %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next &quot;docker stack deploy&quot; sets the number to what the stack&apos;s file says: change services.%1.deploy.replicas there, too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quarterdeck::workers::SwarmTasks</name>
    <message>
        <source>This stack has no workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They need queue mode and a service that runs &quot;n8n worker&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This engine does not manage the swarm, so its services cannot be changed from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the console on one of the managers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
