# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Images and leftovers of the stacks that the scripts bring up. Needs packages.sh.

# images_ensure RESULT_FILE: the three images, as `NAME=reference` lines.
images_ensure() {
    bash resources/sandbox/images/ensure-images.sh --env-file resources/sandbox/env.template >"$1"
}

# images_export RESULT_FILE: hands them on to whoever brings the stack up, so that no registry is
# asked a second time.
images_export() {
    local line
    while IFS= read -r line; do export "${line?}"; done <"$1"
}

# stack_discard PROJECT: by labels, and so without the compose file, which may be gone.
stack_discard() {
    local project=$1 filter="label=com.docker.compose.project=$1" ids
    ids=$(docker ps -aq --filter "$filter")
    # shellcheck disable=SC2086  # a list of ids
    [[ -z $ids ]] || docker rm -f $ids >/dev/null
    ids=$(docker network ls -q --filter "$filter")
    # shellcheck disable=SC2086
    [[ -z $ids ]] || docker network rm $ids >/dev/null
    ids=$(docker volume ls -q --filter "$filter")
    # shellcheck disable=SC2086
    [[ -z $ids ]] || docker volume rm $ids >/dev/null
    say "removed what was left of the stack $project"
}

# stack_discard_foreign PROJECT DIR: a stack of the same name that another checkout made has other
# passwords than the .env in DIR; volumes without that .env are locked for good.
stack_discard_foreign() {
    local project=$1 dir=$2 filter="label=com.docker.compose.project=$1" homes volumes
    homes=$(docker ps -a --filter "$filter" --format '{{.Label "com.docker.compose.project.working_dir"}}' | sort -u)
    volumes=$(docker volume ls -q --filter "$filter")
    [[ -n $homes$volumes ]] || return 0
    if [[ ! -f $dir/.env || ( -n $homes && $homes != "$dir" ) ]]; then
        stack_discard "$project"
    fi
}
