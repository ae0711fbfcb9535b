# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Configures and builds a preset. Needs packages.sh.

# build_preset PRESET [TARGET...]: configuring again is ninja's own decision once there is a build.ninja, and its
# no-op takes a tenth of a second. Output goes to stderr, for stdout belongs to the program that is
# started afterwards.
build_preset() {
    local preset=$1
    shift
    if [[ ! -f build/$preset/build.ninja ]]; then
        say "configuring $preset"
        cmake --preset "$preset" >&2
    fi
    cmake --build --preset "$preset" ${1:+--target "$@"} >&2
}
