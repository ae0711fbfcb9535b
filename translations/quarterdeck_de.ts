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
        <source>Could not wait for PostgreSQL.</source>
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
</context>
<context>
    <name>PsqlSession</name>
    <message>
        <source>The database refused a query.</source>
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
        <source>Could not wait for Redis.</source>
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
        <source>Look into the log of Redis. The usual causes are a full disk, a data folder it may not write, or vm.overcommit_memory not set to 1.</source>
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
    <name>ServiceActions</name>
    <message>
        <source>Make sure nothing else is at work on the stack</source>
        <translation type="unfinished"></translation>
    </message>
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
    <name>quarterdeck</name>
    <message>
        <source>Could not write %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not create a file in %1.</source>
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
        <source>Could not write %1 to disk.</source>
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
    <name>quarterdeck::StackLock</name>
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
        <source>Exit codes: 0 done or healthy, 1 failed or unhealthy, 2 warning (status), 64 wrong command line, 130 cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see quarterdeckctl --help</source>
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
        <source>--%1 must be a number from %2 to %3, not &quot;%4&quot;.</source>
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
</context>
<context>
    <name>quarterdeck::gui::AttentionList</name>
    <message>
        <source>%1: %2</source>
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
        <source>%1, API %2</source>
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
        <source>Last proven</source>
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
</TS>
