// Fills in where each package of a lock file is downloaded from.
//
// The committed lock files name no registry, so that they hold on any mirror. Without an address,
// though, npm asks the registry for the full description of each of some two thousand packages
// before it downloads the first. Registries lay packages out in one way, so the address follows
// from name and version; the integrity hash of the lock file still guards what arrives.
//
// usage: node resolve-lock.js <registry url> < package-lock.json > resolved-package-lock.json
'use strict';

const registry = process.argv[2].replace(/\/*$/, '/');
const lock = JSON.parse(require('fs').readFileSync(0, 'utf8'));

for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path || !entry.version || !entry.integrity) continue;
  // An alias (`npm:other@1`) records the real name; everything else is named by its folder.
  const name = entry.name || path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const file = name.slice(name.indexOf('/') + 1);
  entry.resolved = `${registry}${name}/-/${file}-${entry.version.split('+')[0]}.tgz`;
}

process.stdout.write(JSON.stringify(lock, null, 2) + '\n');
