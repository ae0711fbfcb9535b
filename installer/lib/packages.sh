# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Finds and installs what is missing of installer/packages.txt.
#
# With nothing missing this is on the way of every start, so it costs one dpkg-query and no apt.

packages_file=${packages_file:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/packages.txt}

say() { printf '%s\n' "$*" >&2; }

# Runs a command as root: directly, by sudo, or not at all but with a sentence that helps.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "This needs root, and sudo is not here. Run as root: $*"
        return 1
    fi
}

# apt that never asks and waits for another apt instead of failing.
apt_run() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        apt-get -q -y -o DPkg::Lock::Timeout=600 "$@" </dev/null >&2
}

# Lists are fetched once a run, and only by whoever needs them.
apt_lists_fresh=0
apt_update_once() {
    ((apt_lists_fresh)) || apt_run update
    apt_lists_fresh=1
}

# packages_of SECTION...: prints `choice<TAB>why` lines.
packages_of() {
    awk -v sections=" $* " '
        /^\[/ { gsub(/[][ \t]/, ""); wanted = index(sections, " " $0 " "); next }
        wanted && !/^[ \t]*(#|$)/ {
            why = $0; sub(/^[^#]*#?[ \t]*/, "", why)
            print $1 "\t" why
        }' "$packages_file"
}

# installed_names NAME...: those that are installed. The status is asked for, for a removed package
# whose configuration was left behind is known to dpkg as well.
installed_names() {
    dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | awk '$1 ~ /^.i/ { print $2 }'
}

# packages_missing SECTION...: prints `choice<TAB>why` of what none of the alternatives satisfies.
packages_missing() {
    local lines names installed
    lines=$(packages_of "$@")
    mapfile -t names < <(cut -f1 <<<"$lines" | tr '|' '\n')
    installed=$(installed_names "${names[@]}" || true)
    awk -F '\t' 'FILENAME == "-" { have[$1] = 1; next }
        { n = split($1, a, "|"); found = 0
          for (i = 1; i <= n; i++) if (a[i] in have) found = 1
          if (!found) print }' - <(printf '%s\n' "$lines") <<<"$installed"
}

# The first alternative that apt can get here; the first at all when none, so that apt names it.
first_available() {
    local choice=$1 name
    for name in ${choice//|/ }; do
        if apt-cache policy "$name" | grep -q '^  Candidate: [^(]'; then
            printf '%s\n' "$name"
            return
        fi
    done
    printf '%s\n' "${choice%%|*}"
}

# packages_ensure SECTION...: installs what is missing, and says what and why first.
packages_ensure() {
    local missing choice why
    local -a names=()
    missing=$(packages_missing "$@")
    [[ -n $missing ]] || return 0
    if ! command -v apt-get >/dev/null; then
        say "Missing, and there is no apt-get to install it with:"
        say "$missing"
        return 1
    fi
    say "Installing what is missing ($*):"
    apt_update_once
    while IFS=$'\t' read -r choice why; do
        names+=("$(first_available "$choice")")
        say "  ${names[-1]}: $why"
    done <<<"$missing"
    apt_run install --no-install-recommends "${names[@]}"
}
