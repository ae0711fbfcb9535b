#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes sure that the three images of the stack are on this machine.
#
# For each of POSTGRES_IMAGE, REDIS_IMAGE and N8N_IMAGE: an image that is here is taken as it is;
# else it is pulled; where no registry answers, an equal one is built from packages, once.
#
# usage: ensure-images.sh [--variant default|second] [--build] [--env-file FILE] [--only postgres,redis,n8n]
#   --variant   which versions are built (versions.tsv): `second` is for rehearsing upgrades
#   --build     builds without asking a registry (implied by --variant second)
#   --env-file  reads the three variables from there; the environment wins
#   --only      leaves the others alone
#   --print     says what would be used, without pulling or building
#
# stdout: one line an image, `POSTGRES_IMAGE=<reference>`, for the .env.
# stderr: `step N/M text`, and the end of the build's log when it fails.
# exit codes: 0 all there, 1 failed, 2 usage, 3 root is needed to build, 4 the engine does not answer
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
HOME=${HOME:-/root}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/quarterdeck/images
kinds=(postgres redis n8n)
variant=default
may_pull=1
print_only=0
env_file=
arguments=("$@")
work=
declare -A reference=() build=()

# shellcheck source=lib/host.sh
. "$here/lib/host.sh"
# shellcheck source=lib/rootfs.sh
. "$here/lib/rootfs.sh"
for kind in "${kinds[@]}"; do
    # shellcheck disable=SC1090
    . "$here/$kind/recipe.sh"
done

usage() {
    sed -n 's/^# \{0,1\}\(usage:.*\|  --.*\)/\1/p' "$here/ensure-images.sh" >&2
    exit 2
}

parse_arguments() {
    while (($#)); do
        case $1 in
            --variant) variant=${2:?}; shift ;;
            --variant=*) variant=${1#*=} ;;
            --env-file) env_file=${2:?}; shift ;;
            --env-file=*) env_file=${1#*=} ;;
            --only) IFS=, read -r -a kinds <<<"${2:?}"; shift ;;
            --only=*) IFS=, read -r -a kinds <<<"${1#*=}" ;;
            --build) may_pull=0 ;;
            --print) print_only=1 ;;
            *) usage ;;
        esac
        shift
    done
    # The second version is a stand-in for whatever somebody upgrades to; its name says no registry's tag.
    [[ $variant == default ]] || may_pull=0
}

variable_of() { local upper=${1^^}; printf '%s_IMAGE\n' "$upper"; }

# The environment, else the .env file, else nothing: then the image is built.
wanted_image() {
    local name
    name=$(variable_of "$1")
    if [[ -n ${!name:-} ]]; then
        printf '%s\n' "${!name}"
    elif [[ -n $env_file ]]; then
        sed -n "s/^$name=//p" "$env_file" | tail -n 1
    fi
}

# Reads this variant's line of versions.tsv for the host's distribution.
read_versions() {
    local distribution line
    distribution=$(os_release ID)
    case " $distribution $(os_release ID_LIKE) " in
        *' ubuntu '*) distribution=ubuntu ;;
        *' debian '*) distribution=debian ;;
    esac
    line=$(awk -F '\t' -v v="$variant" -v d="$distribution" '$1 == v && $2 == d { print; exit }' "$here/versions.tsv")
    [[ -n $line ]] || die "no versions for variant '$variant' on '$distribution' (versions.tsv)"
    # shellcheck disable=SC2034  # the recipes read them
    IFS=$'\t' read -r _ _ suite components keyring postgres_series redis_series n8n_series <<<"$line"
    versions_line=$line
}

# Everything that decides what is in the image; lib/host.sh and this file only carry it out.
content_hash() {
    local kind=$1
    local files=("$here/lib/rootfs.sh" "$here/$kind/recipe.sh" "$here/$kind/docker-entrypoint.sh")
    [[ $kind != n8n ]] || files+=("$here/n8n/$n8n_series/package.json" "$here/n8n/$n8n_series/package-lock.json")
    { printf '%s\n' "$versions_line"; cat "${files[@]}"; } | sha256sum | cut -c1-12
}

built_image() {
    local series=${1}_series
    printf 'quarterdeck/%s:%s-%s\n' "$1" "${!series}" "$(content_hash "$1")"
}

image_is_here() { docker image inspect --format '{{.Id}}' "$1" >/dev/null 2>&1; }

# A registry that is out of reach answers at once or not at all: 20 seconds for the first sign of
# life, then as long as a slow line may take.
pull_image() {
    local image=$1 log pid waited=0
    log=$(mktemp)
    docker pull "$image" >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.5
        waited=$((waited + 1))
        if { ((waited == 40)) && ! grep -q . "$log"; } || ((waited == 2400)); then
            kill "$pid" 2>/dev/null || true
        fi
    done
    if wait "$pid"; then
        rm -f "$log"
        return 0
    fi
    note "$image cannot be pulled: $(tail -n 1 "$log" | cut -c1-160)"
    # Where one cannot even be reached the next one will not be either; a missing tag says nothing.
    if ! grep -q . "$log" || grep -qE 'no such host|timeout|refused|unreachable|Temporary failure' "$log"; then
        may_pull=0
    fi
    rm -f "$log"
    return 1
}

# Settles `reference` for one kind, and marks it in `build` when it must be built.
settle() {
    local kind=$1 wanted built
    wanted=$(wanted_image "$kind")
    built=$(built_image "$kind")
    [[ $variant == default || $wanted == quarterdeck/* ]] || wanted=
    reference[$kind]=$built
    if [[ -n $wanted ]] && image_is_here "$wanted"; then
        reference[$kind]=$wanted
    elif [[ -n $wanted && $wanted != quarterdeck/* && $may_pull == 1 && $print_only == 0 ]]; then
        step "pulling $wanted"
        if pull_image "$wanted"; then
            reference[$kind]=$wanted
        elif ! image_is_here "$built"; then
            build[$kind]=1
        fi
    elif ! image_is_here "$built"; then
        build[$kind]=1
    fi
}

# Root file systems belong to root. Where sudo can ask or need not ask, this script starts itself
# again with it; a program without a terminal gets a sentence and an exit code of its own instead.
become_root() {
    [[ $(id -u) != 0 ]] || return 0
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 && -t 2 ]]; }; then
        note 'building needs root: asking sudo'
        exec sudo XDG_CACHE_HOME="${XDG_CACHE_HOME:-$HOME/.cache}" POSTGRES_IMAGE="${POSTGRES_IMAGE:-}" \
            REDIS_IMAGE="${REDIS_IMAGE:-}" N8N_IMAGE="${N8N_IMAGE:-}" bash "$here/ensure-images.sh" "${arguments[@]}"
    fi
    note "No registry answers, and building the images from packages needs root. Run once, in a terminal:"
    note "  sudo bash $here/ensure-images.sh ${arguments[*]}"
    exit 3
}

clean_up() {
    local status=$?
    # The whole group, and not by a request that npm may leave unheard: whatever lives on would go on
    # writing into what is removed below.
    [[ -z ${npm_pid:-} ]] || { kill -KILL -- "-$npm_pid" && wait "$npm_pid"; } 2>/dev/null || true
    if [[ -n $work && -d $work ]]; then
        # An interrupted bootstrap can leave its /proc mounted.
        awk -v w="$work/" 'index($2, w) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r -n 1 umount || true
        rm -rf --one-file-system "$work"
    fi
    if ((status)); then
        note "The build failed. The end of its log ($cache/build.log):"
        tail -n 15 "$cache/build.log" >&"$progress"
    fi
    exit "$status"
}

build_missing() {
    become_root
    need_tool debootstrap debootstrap
    [[ -z ${build[n8n]:-} ]] || need_tool npm npm
    mkdir -p "$cache"
    exec 9>"$cache/lock"
    flock -n 9 || { note 'waiting for another build to end'; flock 9; }
    # Root file systems need device files and set-uid bits, so not under a /tmp that forbids them.
    work=$(mktemp -d "$cache/build.XXXXXX")
    chmod 755 "$work"
    # The tools print thousands of lines: they are kept, and shown only when something fails.
    exec 8>&2 2>"$cache/build.log"
    progress=8
    trap clean_up EXIT

    # n8n's download waits for the network, the others for the processor: side by side.
    if [[ -n ${build[n8n]:-} ]]; then
        step "downloading n8n $n8n_series and its packages (minutes, once)"
        set -m
        download_n8n "$work/tree" </dev/null 9>&- &
        npm_pid=$!
        set +m
    fi
    step "making a small $suite system"
    rootfs_bootstrap "$work/base"
    local kind
    for kind in postgres redis n8n; do
        [[ -n ${build[$kind]:-} ]] || continue
        if [[ $kind == n8n ]]; then
            step 'waiting for the download of n8n'
            wait "$npm_pid" || die 'npm could not install n8n'
            npm_pid=
        fi
        step "building ${reference[$kind]}"
        # Whoever held the lock before may have built the same.
        ! image_is_here "${reference[$kind]}" || continue
        rootfs_copy "$work/base" "$work/$kind"
        "build_$kind" "$work/$kind" "${reference[$kind]}" "$work/tree"
        rm -rf --one-file-system "${work:?}/$kind"
    done
}

main() {
    parse_arguments "$@"
    docker version --format '{{.Server.Version}}' >/dev/null 2>&1 ||
        { note 'ensure-images: the Docker engine does not answer (is it running, and may you use it?)'; exit 4; }
    read_versions
    step_all=${#kinds[@]}
    local kind
    for kind in "${kinds[@]}"; do settle "$kind"; done
    if ((${#build[@]} && !print_only)); then
        step_all=$((step_now + ${#build[@]} + 1 + (${build[n8n]:-0} * 2)))
        build_missing
    fi
    for kind in "${kinds[@]}"; do printf '%s=%s\n' "$(variable_of "$kind")" "${reference[$kind]}"; done
}

main "$@"
