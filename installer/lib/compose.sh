# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Makes sure that `docker compose` is version 2 or later. Needs packages.sh.

compose_plugin_dir=/usr/local/lib/docker/cli-plugins
# The Debian release whose package holds the plug-in, for those before it.
compose_suite=trixie

# The places the client looks in: a file there is a stat, and asking the client costs 50 ms.
compose_is_there() {
    local dir
    for dir in "${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins" /usr/local/lib/docker/cli-plugins \
        /usr/local/libexec/docker/cli-plugins /usr/lib/docker/cli-plugins /usr/libexec/docker/cli-plugins; do
        [[ ! -x $dir/docker-compose ]] || return 0
    done
    return 1
}

apt_has() { apt-cache policy "$1" 2>/dev/null | grep -q "^  Candidate: ${2:-[^(]}"; }

# apt is asked where it gets the distribution's main component from; `uri<TAB>keyring options`.
debian_mirror() {
    local codename release
    # shellcheck source=/dev/null
    codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    for release in "$codename" stable testing oldstable; do
        apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
            awk -v r="$release" '$2 == r && $3 == "main" { print $1; exit }'
    done | head -n 1
}

# Debian 12's own docker-compose is version 1. The next release's package holds the plug-in and runs
# here: that suite is asked for this one package, with its own lists, and forgotten again. Nothing
# of the system's apt is changed, so no later upgrade can take anything else from there.
compose_from_next_debian() {
    local mirror dir status=0
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || { say "apt's configuration names no Debian mirror"; return 1; }
    dir=$(mktemp -d)
    compose_fetch "$mirror" "$dir" || status=$?
    rm -rf "$dir"
    return "$status"
}

compose_fetch() {
    local mirror=$1 dir=$2
    mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/sources"
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
        "$mirror" "$compose_suite" >"$dir/sources/compose.list"
    printf 'Package: *\nPin: release n=%s\nPin-Priority: 50\n' "$compose_suite" >"$dir/preferences"
    # The sandbox user of apt must be able to read and write in here.
    chmod -R a+rX "$dir"
    local -a options=(-o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$dir/sources"
        -o "Dir::Etc::Preferences=$dir/preferences" -o "Dir::State::Lists=$dir/lists"
        -o "Dir::Cache=$dir/cache" -o "APT::Sandbox::User=$(id -un)" -o "Acquire::Languages=none")
    apt-get -q "${options[@]}" update </dev/null >&2 || return
    (cd "$dir" && apt-get -q "${options[@]}" download "docker-compose/$compose_suite" </dev/null >&2) || return
    dpkg -x "$dir"/docker-compose_*.deb "$dir/tree" || return
    as_root install -D -m 755 "$dir/tree/usr/libexec/docker/cli-plugins/docker-compose" \
        "$compose_plugin_dir/docker-compose"
}

compose_ensure() {
    ! compose_is_there || return 0
    say 'Installing what is missing (compose):'
    apt_update_once
    if apt_has docker-compose-v2; then
        say '  docker-compose-v2: brings the stack up'
        apt_run install --no-install-recommends docker-compose-v2
    elif apt_has docker-compose '2\.'; then
        say '  docker-compose: brings the stack up'
        apt_run install --no-install-recommends docker-compose
    else
        say "  docker-compose, the plug-in alone, from Debian's $compose_suite: brings the stack up"
        compose_from_next_debian
    fi
    docker compose version --short >/dev/null ||
        { say 'docker compose does not answer, though its plug-in is installed.'; return 1; }
}
