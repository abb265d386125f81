#!/bin/bash
# The device's token in a real secret service, on a session bus and in a home of its own.
# Usage: keychain.sh TEST-BINARY. Ends with 4 (skipped) where there is none.
set -euo pipefail
for tool in dbus-run-session gnome-keyring-daemon; do
    command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 4; }
done
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_DATA_HOME=$home/data XDG_RUNTIME_DIR=$home/run ESEK_KEEP_BUS=1
mkdir -m 700 "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME"
dbus-run-session -- bash -c '
    printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    "$1" "$2" "[keychain]"' - "$(dirname "$0")/under_display.sh" "$1"
