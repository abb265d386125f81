#!/bin/bash
# Installs what is missing of installer/packages.txt (Debian 12). Asks nothing; needs root or sudo only when
# something is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted() { sed 's/#.*//' installer/packages.txt | awk 'NF { print $1 }'; }

missing=()
while read -r package; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done < <(wanted)

if [ ${#missing[@]} -eq 0 ]; then
    echo "setup: every package of installer/packages.txt is installed"
    exit 0
fi

echo "setup: installing ${missing[*]}"
if [ "$(id -u)" -eq 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null; then
    as_root=(sudo -n env)
else
    echo "setup: run this as root once, or install sudo; these packages are missing: ${missing[*]}" >&2
    exit 1
fi
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
"${apt[@]}" update
"${apt[@]}" install --yes --no-install-recommends "${missing[@]}" >/dev/null
echo "setup: done"
