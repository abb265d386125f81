#!/bin/bash
# Tries the README's commands on a fresh machine: makes a Debian 12 that holds nothing but its base, puts a clone of
# HEAD in it, and runs there, as an ordinary user with sudo, installer/run.sh and the fast tests of installer/test.sh.
# What installer/packages.txt forgets is found here, because nothing else is installed.
#
#   installer/fresh.sh                    the whole trial; the last lines are ctest's summary
#   installer/fresh.sh --quick            the whole trial with the build of the tests instead of Release, so that what
#                                         installer/test.sh compiled outside is not compiled again
#   installer/fresh.sh --configure-only   installs the packages and runs CMake, nothing more (some minutes)
#   installer/fresh.sh --without PACKAGE  takes PACKAGE out of the clone's packages.txt: the trial has to fail then
#   installer/fresh.sh --keep             leaves the system in build/fresh/root to be looked at
#
# Writes in build/fresh only. Packages and the compiler's results are kept there for the next run; `rm -r build/fresh`
# starts from nothing. All mounts are made in a namespace of their own, so that they end with this script however it
# ends. Needs mmdebstrap, and root or a user with a range of ids in /etc/subuid. Asks nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
trial=fresh
. installer/bare_root.sh

configure_only=false keep=false preset=release without=()
arguments=("$@")
while [ $# -gt 0 ]; do
    case $1 in
    --configure-only) configure_only=true ;;
    --quick) preset=dev ;;
    --keep) keep=true ;;
    --without) without+=("${2:?}") && shift ;;
    *) fail "unknown option $1; the head of installer/fresh.sh names those that there are" ;;
    esac
    shift
done

place=$PWD/build/fresh
root=$place/root
user=sekretariat
clone=/home/$user/e-sekretariat # not the path of the outside, so that nothing depends on where a clone lies

go_inside "$PWD/installer/fresh.sh" "${arguments[@]}"

clone_head() {
    git -c safe.directory='*' clone --quiet --no-hardlinks "file://$PWD" "$root$clone" --depth 1
    local package
    for package in "${without[@]}"; do
        grep -q "^$package\b" "$root$clone/installer/packages.txt" || fail "packages.txt has no $package"
        sed -i "/^$package\b/d" "$root$clone/installer/packages.txt"
        say "without $package"
    done
    enter chown -R "$user:" "/home/$user"
}

# The results of the outside's compiler. Files are linked, not copied, where both lie on one disk: ccache replaces
# files and never writes into them. Folders are new, so that the user in the root can add to them.
hand_in_ccache() {
    local from
    from=$(ccache --get-config cache_dir 2>/dev/null) || return 0
    mkdir -p "$place/ccache"
    if [ -d "$from" ]; then
        cp -a --link --no-clobber "$from/." "$place/ccache/" 2>/dev/null ||
            cp -a --no-clobber "$from/." "$place/ccache/" || true
    fi
    mkdir -p "$root/ccache"
    mount --bind "$place/ccache" "$root/ccache"
    enter find /ccache -type d -exec chown "$user:" {} +
}

# With the language of the outside, because ccache takes a result only for the language of the compiler's messages.
as_user() {
    local language=()
    for name in LANG LC_ALL LC_CTYPE LC_MESSAGES; do
        [ -z "${!name:-}" ] || language+=("$name=${!name}")
    done
    enter setpriv --reuid="$user" --regid="$user" --init-groups env HOME="/home/$user" USER="$user" LOGNAME="$user" \
        "${language[@]}" CCACHE_DIR=/ccache CI=true bash -c "cd $clone && $1"
}

make_base
say "unpacks it and clones HEAD into it"
unpack
clone_head
hand_in_ccache
if $configure_only; then
    say "installer/setup.sh and CMake as $user"
    as_user "bash installer/setup.sh && cmake --preset release"
else
    say "installer/run.sh as $user"
    as_user "ESEK_PRESET=$preset bash installer/run.sh"
    for result in cards.pdf sheet.pdf screenshot.png; do
        [ -s "$root$clone/build/demo/$result" ] || fail "installer/run.sh left no $result"
    done
    say "installer/test.sh -L fast as $user"
    as_user "bash installer/test.sh -L fast"
fi
