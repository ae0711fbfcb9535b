# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Configures and builds a preset. Needs packages.sh.

# build_preset PRESET: configuring again is ninja's own decision once there is a build.ninja, and its
# no-op takes a tenth of a second. Output goes to stderr, for stdout belongs to the program that is
# started afterwards.
build_preset() {
    if [[ ! -f build/$1/build.ninja ]]; then
        say "configuring $1"
        cmake --preset "$1" >&2
    fi
    cmake --build --preset "$1" >&2
}
