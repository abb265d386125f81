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
fail() { echo "fresh: $*" >&2; exit 1; }

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

# What is done outside: the tools are there, and the rest of this script runs in its own namespaces.
if [ -z "${ESEK_FRESH_INSIDE:-}" ]; then
    for tool in mmdebstrap unshare chroot git; do
        command -v "$tool" >/dev/null || fail "$tool is missing; installer/setup.sh installs it (Debian 12)"
    done
    namespaces=(--mount --pid --fork --kill-child --mount-proc --propagation private)
    if [ "$(id -u)" -ne 0 ]; then
        grep -q "^$(id -un):" /etc/subuid 2>/dev/null ||
            fail "run this as root, or give $(id -un) ids: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
        namespaces+=(--user --map-auto --map-root-user)
    fi
    unshare "${namespaces[@]}" true || fail "this machine does not let $(id -un) make namespaces; run it as root"
    mkdir -p "$place/packages/partial" "$place/ccache"
    exec 9>"$place/lock"
    flock --nonblock 9 || fail "another installer/fresh.sh works in $place"
    ESEK_FRESH_INSIDE=1 unshare "${namespaces[@]}" bash "$PWD/installer/fresh.sh" "${arguments[@]}" &
    inside=$!
    # Everything in the namespaces ends with their first process, and so do the mounts.
    trap 'kill -KILL $inside 2>/dev/null; exit 143' INT TERM HUP
    code=0
    wait $inside || code=$?
    # In a new namespace nothing is mounted in the root any more, so that only the root itself is removed.
    $keep || unshare "${namespaces[@]}" rm -rf --one-file-system "$root"
    exit "$code"
fi

# The Debian mirror of the outside, with its proxies and keys; Debian's own one where the outside is no Debian 12.
sources() {
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 ~ /^bookworm(-updates|-security)?$/ && $3 == "main" { print "deb " $0 }' | sort -u >"$place/sources.list"
    grep -q ' bookworm main$' "$place/sources.list" && return
    cat >"$place/sources.list" <<'LIST'
deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian bookworm-updates main
deb http://deb.debian.org/debian-security bookworm-security main
LIST
}
options() {
    apt-config dump | grep '^Acquire::' | grep -v -e '^Acquire::IndexTargets' -e '""' || true
    echo 'Acquire::Retries "3";'
    [ -z "${http_proxy:-}" ] || echo "Acquire::http::Proxy \"$http_proxy\";"
    [ -z "${https_proxy:-}" ] || echo "Acquire::https::Proxy \"$https_proxy\";"
}
# Files with keys that the outside trusts for its mirror.
keys() {
    ls /etc/apt/trusted.gpg.d/*.gpg /etc/apt/trusted.gpg.d/*.asc /usr/share/keyrings/debian-archive-keyring.gpg 2>/dev/null
    grep -rhoiE 'signed-by[=:] *[^] ]+' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
        sed 's/^[^=:]*[=:] *//' | grep '^/' || true
}

say() { printf 'fresh: %s  %s\n' "$(date +%H:%M:%S)" "$*"; }
enter() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"; }

make_base() {
    local list=$place/sources.list
    # After a week it is made anew, as the archive may have taken out packages that its lists name.
    if [ -n "$(find "$base" -mtime -7 2>/dev/null)" ]; then
        return
    fi
    say "makes the base of Debian 12 (about a minute)"
    local keyrings=() key
    while read -r key; do keyrings+=(--keyring="$key"); done < <(keys | sort -u)
    # No flush to the disk after each file of a package: a power cut may spoil a system that is thrown away anyway.
    mmdebstrap --quiet --mode=root --variant=minbase --include=sudo "${keyrings[@]}" \
        --aptopt="$place/apt.conf" --dpkgopt=force-unsafe-io \
        --format=tar bookworm "$base.new" "$list" || fail "mmdebstrap could not make a Debian 12 from $(cut -d ' ' -f 2 "$list" | sort -u | tr '\n' ' ')"
    mv "$base.new" "$base"
}

unpack() {
    # Nothing is mounted in this namespace yet, and --one-file-system keeps away from what somebody else mounted.
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    tar -xpf "$base" -C "$root" --numeric-owner --exclude='./dev/*'
    cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    local key
    while read -r key; do cp -n "$key" "$root/etc/apt/trusted.gpg.d/"; done < <(keys | sort -u)
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t proc proc "$root/proc"
    mount --rbind -o ro /sys "$root/sys"
    mount --bind "$place/packages" "$root/var/cache/apt/archives"
    # Packages that the outside has fetched already need not come again; apt checks what it takes.
    cp --link --no-clobber /var/cache/apt/archives/*.deb "$place/packages/" 2>/dev/null ||
        cp --no-clobber /var/cache/apt/archives/*.deb "$place/packages/" 2>/dev/null || true
    enter useradd --create-home --shell /bin/bash "$user"
    echo "$user ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/$user"
}

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

options >"$place/apt.conf"
sources
# What the base is made of is part of its name, so that it is made anew when that changes.
base=$place/base-$({ cat "$place/sources.list" "$place/apt.conf"; declare -f make_base; } | sha256sum | cut -c 1-12).tar
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
