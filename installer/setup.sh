#!/bin/bash
# Installs what is missing of installer/packages.txt. Asks nothing; needs root or sudo only when something is missing.
# The names are those of Debian 12. Elsewhere it says so, installs the names that apt knows and lists the others.
# ESEK_OS_RELEASE stands for /etc/os-release in the tests of this script.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { echo "setup: $*"; }

system=$(. "${ESEK_OS_RELEASE:-/etc/os-release}" 2>/dev/null && echo "${ID:-unknown} ${VERSION_ID:-}" || echo unknown)
name=$(. "${ESEK_OS_RELEASE:-/etc/os-release}" 2>/dev/null && echo "${PRETTY_NAME:-$system}" || echo "an unknown system")
debian12=false
[ "$system" = "debian 12" ] && debian12=true

mapfile -t wanted < <(sed 's/#.*//' installer/packages.txt | awk 'NF { print $1 }')
if ! $debian12; then
    say "this is $name. The project is built and tested on Debian 12; here some packages may have other names."
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "there is no apt here, so nothing is installed. The build needs what these Debian packages hold:"
        say "  ${wanted[*]}"
        say "CMake stops at the first library that it does not find and names it."
        exit 0
    fi
fi

missing=()
for package in "${wanted[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    say "every package of installer/packages.txt is installed"
    exit 0
fi

# Leaves in `missing` what apt knows. Only where names may differ: on Debian 12 an unknown name is an error.
keep_known() {
    local known=() unknown=() package
    for package in "${missing[@]}"; do
        if apt-cache show "$package" >/dev/null 2>&1; then known+=("$package"); else unknown+=("$package"); fi
    done
    [ ${#unknown[@]} -gt 0 ] || return 0
    say "apt does not know these names here: ${unknown[*]}"
    say "Install what takes their place. The rest goes on without them; CMake names a library that it does not find."
    missing=("${known[@]}")
}

by_hand() { # reason, prefix of the command
    # Without lists of packages apt knows no name at all, which says nothing about the names.
    $debian12 || ! apt-cache show bash >/dev/null 2>&1 || keep_known
    [ ${#missing[@]} -gt 0 ] || exit 0
    {
        say "${#missing[@]} packages are missing, and $1. Please run:"
        echo
        echo "  $2apt-get update"
        echo "  $2apt-get install --no-install-recommends ${missing[*]}"
        echo
    } >&2
    exit 1
}

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || by_hand "installing them needs root, but there is no sudo here (as root)" ""
    sudo -n true 2>/dev/null || by_hand "sudo asks for a password, which this script does not do" "sudo "
    as_root=(sudo -n)
fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
"${apt[@]}" update
$debian12 || keep_known
[ ${#missing[@]} -gt 0 ] || exit 0

say "installing ${#missing[@]} packages with what they depend on (3 to 10 minutes on a fresh system): ${missing[*]}"
# apt's own progress, as a line for each fifth of the way.
"${apt[@]}" -o APT::Status-Fd=1 install --yes --no-install-recommends "${missing[@]}" | awk -F: '
    /^(dl|pm)status:/ {
        step = $1 == "dlstatus" ? "fetched" : "installed"
        fifth = int($3 / 20)
        if (step != was || fifth > last) { printf "setup: %s %d %%\n", step, fifth * 20; fflush() }
        was = step
        last = fifth
    }'
say "done"
