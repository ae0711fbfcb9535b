# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# PostgreSQL from the distribution's packages, behaving as the vendor's image does.

build_postgres() {
    local dir=$1 tag=$2 major=$postgres_series version
    # The vendor's numbers, so that files on a volume belong to the same user.
    in_root "$dir" groupadd --system --gid 999 postgres
    in_root "$dir" useradd --system --gid postgres --uid 999 --home-dir /var/lib/postgresql --shell /bin/bash postgres

    # Without this the package makes a cluster of its own, which nobody would ever use.
    rootfs_install "$dir" postgresql-common
    sed -i -E 's/^#?create_main_cluster.*/create_main_cluster = false/' "$dir/etc/postgresql-common/createcluster.conf"
    rootfs_install "$dir" "postgresql-$major" gosu

    # In a container the network is the engine's business, as in the vendor's image.
    sed -i -E "s/^#?(listen_addresses) = '[^']*'.*/\\1 = '*'/" "$dir/usr/share/postgresql/$major/postgresql.conf.sample"
    install -d -o 999 -g 999 -m 1777 "$dir/var/lib/postgresql/data"
    # By its real name: /var/run is an absolute link, and would lead to the building host's own /run.
    # The engine gives a tmpfs mounted here this mode, so that any user can make the socket.
    install -d -o 999 -g 999 -m 3777 "$dir/run/postgresql"
    install -d "$dir/docker-entrypoint-initdb.d"
    install -m 755 "$here/postgres/docker-entrypoint.sh" "$dir/usr/local/bin/docker-entrypoint.sh"
    version=$(rootfs_package_version "$dir" "postgresql-$major")
    rootfs_slim "$dir"

    local labels
    mapfile -d '' -t labels < <(oci_labels PostgreSQL "$version")
    rootfs_import "$dir" "$tag" "${labels[@]}" \
        --change "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/$major/bin" \
        --change "ENV PG_MAJOR=$major" --change "ENV PG_VERSION=$version" --change "ENV LANG=C.UTF-8" \
        --change "ENV PGDATA=/var/lib/postgresql/data" --change "VOLUME /var/lib/postgresql/data" \
        --change "EXPOSE 5432" \
        --change 'ENTRYPOINT ["docker-entrypoint.sh"]' --change 'CMD ["postgres"]'
}
