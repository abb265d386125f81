#!/bin/bash
# Usage: panel.sh SERVER CLI BUILD-FOLDER CHROMIUM
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$1 cli=$2 build=$3 chromium=$4
work=$build/e2e
mkdir -p "$work"
cp "$here/package.json" "$here/package-lock.json" "$work"
[ -d "$work/node_modules/playwright-core" ] && [ -d "$work/node_modules/axe-core" ] || (cd "$work" && timeout 120 npm ci --ignore-scripts --no-audit --no-fund) || {
    rm -rf "$work/node_modules"
    echo "skipped: npm could not fetch playwright-core and axe-core"
    exit 77
}
"$cli" demo "$work/demo" >/dev/null 2>&1
photo=$(find "$work/demo/photos" -name '*.jpg' | sort | head -n 1)
node "$here/panel.mjs" "$server" "$cli" "$work" "$build/screenshots/panel" "$chromium" "$photo"
