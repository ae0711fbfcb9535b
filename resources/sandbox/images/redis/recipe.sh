# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Redis from the distribution's packages, behaving as the vendor's image does.

build_redis() {
    local dir=$1 tag=$2 version
    in_root "$dir" groupadd --system --gid 999 redis
    in_root "$dir" useradd --system --gid redis --uid 999 --home-dir /data --no-create-home --shell /usr/sbin/nologin redis
    rootfs_install "$dir" redis-server redis-tools gosu
    install -d -o 999 -g 999 "$dir/data"
    install -m 755 "$here/redis/docker-entrypoint.sh" "$dir/usr/local/bin/docker-entrypoint.sh"
    version=$(rootfs_package_version "$dir" redis-server)
    rootfs_slim "$dir"

    local labels
    mapfile -d '' -t labels < <(oci_labels Redis "$version")
    rootfs_import "$dir" "$tag" "${labels[@]}" \
        --change "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
        --change "ENV REDIS_VERSION=$version" --change "VOLUME /data" --change "WORKDIR /data" \
        --change "EXPOSE 6379" --change 'ENTRYPOINT ["docker-entrypoint.sh"]' --change 'CMD ["redis-server"]'
}
