#!/bin/bash
# Runs a program on a screen of its own with a window manager, so that windows get the keyboard. Its user folders are
# its own too. Listing tests needs none of that.
set -euo pipefail
for word in "$@"; do
    case $word in --list*) exec "$@" ;; esac
done
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home XDG_CACHE_HOME=$home NO_AT_BRIDGE=1 GDK_BACKEND=x11
# Nor does a test write into the keychain of whoever runs it.
[ -n "${ESEK_KEEP_BUS:-}" ] || unset DBUS_SESSION_BUS_ADDRESS
export GTK_THEME=${GTK_THEME:-Adwaita}
xvfb-run --auto-servernum --server-args="-screen 0 ${ESEK_SCREEN:-1400x900x24} -r" bash -c '
    openbox >/dev/null 2>&1 &
    manager=$!
    code=0
    "$@" || code=$?
    kill $manager 2>/dev/null
    exit $code' - "$@"
