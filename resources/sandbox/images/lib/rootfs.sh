# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Root file systems made from a distribution's packages, and their way into the engine.

# rootfs_bootstrap DIR: the smallest system that has a package manager.
rootfs_bootstrap() {
    local dir=$1 mirror
    mirror=$(host_mirror)
    mkdir -p "$cache/debs"
    debootstrap --variant=minbase --cache-dir="$cache/debs" --components="$components" \
        --keyring="/usr/share/keyrings/$keyring" "$suite" "$dir" "$mirror" >&2

    # debootstrap knows the release only; fixes since then come from updates and security.
    local security parts=${components//,/ }
    security=$(host_security_mirror)
    {
        printf 'deb %s %s %s\n' "$mirror" "$suite" "$parts"
        printf 'deb %s %s-updates %s\n' "$mirror" "$suite" "$parts"
        [[ -z $security ]] || printf 'deb %s %s-security %s\n' "$security" "$suite" "$parts"
    } >"$dir/etc/apt/sources.list"
    apt_proxy_settings >"$dir/etc/apt/apt.conf.d/90build-proxy"

    # No service may start inside a root file system that is only being filled.
    printf '#!/bin/sh\nexit 101\n' >"$dir/usr/sbin/policy-rc.d"
    chmod 755 "$dir/usr/sbin/policy-rc.d"
    in_root "$dir" apt-get -q update
    in_root "$dir" apt-get -q -y upgrade
}

in_root() {
    local dir=$1
    shift
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive chroot "$dir" "$@" >&2 </dev/null
}

# rootfs_copy FROM TO: a base is made once a run; each image fills a copy of its own.
rootfs_copy() { cp -a --reflink=auto "$1" "$2"; }

rootfs_install() {
    local dir=$1
    shift
    in_root "$dir" apt-get -q -y install --no-install-recommends "$@"
}

# rootfs_package_version DIR PACKAGE: 5:7.0.15-1~deb12u10 is 7.0.15.
rootfs_package_version() {
    local version
    version=$(dpkg-query --admindir="$1/var/lib/dpkg" -W -f '${Version}' "$2")
    version=${version#*:}
    printf '%s\n' "${version%%[-+~]*}"
}

# Leaves out what no container reads; licences stay. The mirror's address and the proxy of the
# building host do not travel with the image either.
rootfs_slim() {
    local dir=$1
    rm -rf "$dir"/var/lib/apt/lists/* "$dir"/var/cache/apt/* "$dir"/var/cache/debconf/*-old "$dir"/var/log/* \
        "$dir"/usr/share/man/* "$dir"/usr/share/info/* "$dir"/usr/share/locale/* "$dir"/usr/share/lintian \
        "$dir"/tmp/* "$dir"/root/.[!.]* "$dir"/etc/apt/apt.conf.d/90build-proxy "$dir"/usr/sbin/policy-rc.d
    : >"$dir/etc/apt/sources.list"
    : >"$dir/etc/resolv.conf"
    rm -f "$dir/etc/hostname"
    find "$dir/usr/share/doc" -depth \( -type f -o -type l \) ! -name copyright -delete
    find "$dir/usr/share/doc" -depth -type d -empty -delete
}

# rootfs_import DIR TAG [docker import arguments]: one layer, in one pass. A Dockerfile's COPY of
# the same tree takes three times as long.
rootfs_import() {
    local dir=$1 tag=$2
    shift 2
    tar -C "$dir" --numeric-owner --one-file-system --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* -c . |
        docker import "$@" - "$tag" >&2
}

# oci_labels TITLE VERSION: what the console reads versions from.
oci_labels() {
    printf '%s\0' --change "LABEL org.opencontainers.image.title=$1" \
        --change "LABEL org.opencontainers.image.version=$2" \
        --change "LABEL org.opencontainers.image.vendor=quarterdeck" \
        --change "LABEL org.opencontainers.image.base.name=$suite"
}
