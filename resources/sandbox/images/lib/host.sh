# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the building host has: its package mirror, tools and progress output. Not part of the
# content hash: nothing in here changes what ends up in an image.

step_now=0
step_all=0

# Progress is for people: it goes to stderr, and stdout carries results only. During a build stderr
# itself is the build's log, and this descriptor stays with the people.
progress=2

step() {
    step_now=$((step_now + 1))
    printf 'step %d/%d %s\n' "$step_now" "$step_all" "$*" >&"$progress"
}

note() { printf '%s\n' "$*" >&"$progress"; }

die() {
    printf 'ensure-images: %s\n' "$*" >&"$progress"
    exit 1
}

os_release() { (. /etc/os-release && printf '%s\n' "${!1:-}"); }

# apt itself is asked where it downloads from, so that classic and deb822 sources both count and
# no address is ever written down. Prints the URI that serves the given release name.
apt_uri_of() {
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk -v release="$1" '$2 == release && $3 == "main" { print $1; exit }'
}

# The mirror of this host's own distribution, whichever suite of it is then taken from there.
host_mirror() {
    local release uri
    for release in "$(os_release VERSION_CODENAME)" stable testing oldstable; do
        uri=$(apt_uri_of "$release")
        [[ -z $uri ]] || { printf '%s\n' "$uri"; return; }
    done
    die "apt's configuration names no mirror of this distribution's main component"
}

host_security_mirror() { apt_uri_of "$(os_release VERSION_CODENAME)-security"; }

# A proxy set up for apt on the host is needed in the root file system too, while it is filled.
apt_proxy_settings() { apt-config dump | grep -E '^Acquire::(http|https)::?Proxy' || true; }

# Installs what the build itself needs, only when it is not there.
need_tool() {
    local tool=$1 package=$2
    command -v "$tool" >/dev/null && return
    note "installing $package, which the build needs"
    if ((apt_updated == 0)); then
        apt-get -q update >&2
        apt_updated=1
    fi
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "$package" >&2
}
apt_updated=0
