# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Makes sure that a Docker engine answers. Needs packages.sh.

# The engine that the docker client would talk to, when it is a socket on this machine.
engine_socket() {
    case ${DOCKER_HOST:-unix:///var/run/docker.sock} in
        unix://*) printf '%s\n' "${DOCKER_HOST:-unix:///var/run/docker.sock}" | sed 's,^unix://,,' ;;
        *) return 1 ;;
    esac
}

# _ping is the cheapest question an engine knows; the client, with a start of its own, costs more.
engine_answers() {
    local socket
    if socket=$(engine_socket) && command -v curl >/dev/null; then
        [[ $(curl -s -m 5 --unix-socket "$socket" http://engine/_ping 2>/dev/null) == OK ]]
    else
        command -v docker >/dev/null && timeout 10 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
    fi
}

systemd_runs() { [[ -d /run/systemd/system ]]; }

# Without systemd (containers, older WSL) the daemon is put into a session of its own, so that it
# outlives this script and its terminal.
engine_start_daemon() {
    local log=/var/log/dockerd.log
    say "starting dockerd (no systemd here), log: $log"
    as_root bash -c 'setsid nohup dockerd >>"$1" 2>&1 </dev/null &' dockerd "$log"
}

engine_wait() {
    local left=$1
    while ((left-- > 0)); do
        ! engine_answers || return 0
        sleep 0.5
    done
    return 1
}

# Tells apart the two reasons why an engine that runs does not answer this user.
engine_explain() {
    local socket
    socket=$(engine_socket) || { say "The engine at DOCKER_HOST=$DOCKER_HOST does not answer."; return; }
    if [[ -S $socket && ! -w $socket ]]; then
        say "The engine's socket $socket is not yours to use. Join the group and log in again:"
        say "  sudo usermod -aG docker $(id -un)"
    else
        say "The Docker engine does not answer at $socket."
        ! systemd_runs || say "Look at: systemctl status docker"
        systemd_runs || say "Look at: /var/log/dockerd.log"
    fi
}

engine_ensure() {
    ! engine_answers || return 0
    if ! engine_socket >/dev/null; then
        engine_explain
        return 1
    fi
    # A socket without the right to use it means that an engine is there: another would not help.
    if [[ -S $(engine_socket) && ! -w $(engine_socket) && $(id -u) != 0 ]]; then
        engine_explain
        return 1
    fi
    command -v dockerd >/dev/null || packages_ensure engine
    # Installing it may have started it.
    if ! engine_answers; then
        if systemd_runs; then
            say 'starting docker.service'
            as_root systemctl start docker
        elif ! pgrep -x dockerd >/dev/null; then
            engine_start_daemon
        fi
    fi
    engine_wait 120 || { engine_explain; return 1; }
}
