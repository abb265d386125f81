#!/bin/bash
# Usage: panel.sh SERVER CLI BUILD-FOLDER. Ends with 4 where there is no browser to drive.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$1 cli=$2 build=$3
chromium=$(command -v chromium || command -v chromium-browser || true)
if [ -z "$chromium" ] || ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "skipped: chromium, node or npm is not installed"
    exit 4
fi
work=$build/e2e
mkdir -p "$work"
cp "$here/package.json" "$here/package-lock.json" "$work"
if [ ! -d "$work/node_modules/playwright-core" ]; then
    (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund) || { echo "skipped: npm reaches no registry"; exit 4; }
fi
"$cli" demo "$work/demo" >/dev/null 2>&1
photo=$(find "$work/demo/photos" -name '*.jpg' | sort | head -n 1)
node "$here/panel.mjs" "$server" "$cli" "$work" "$build/screenshots/panel" "$chromium" "$photo"
