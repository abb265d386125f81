# Read by the scripts that try something on a bare Debian 12: makes the base system in $place, unpacks it to $root and
# runs commands in it. All mounts are made in a namespace of their own, so that they end with the script however it ends.
# Needs mmdebstrap, and root or a user with a range of ids in /etc/subuid. The caller sets:
#   trial   its name in messages
#   place   a folder of its own; packages that were fetched are kept there for the next run
#   root    where the system is unpacked
#   user    the ordinary user with sudo in that system
#   keep    true leaves the system there to be looked at
fail() { echo "$trial: $*" >&2; exit 1; }
say() { printf '%s: %s  %s\n' "$trial" "$(date +%H:%M:%S)" "$*"; }

# go_inside SCRIPT [ARGUMENT...]: looks whether the tools are there, runs the script again in namespaces of its own, where
# this returns at once, and ends with its exit code.
go_inside() {
    [ -z "${ESEK_BARE_INSIDE:-}" ] || return 0
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
    mkdir -p "$place/packages/partial"
    exec 9>"$place/lock"
    flock --nonblock 9 || fail "another $trial works in $place"
    ESEK_BARE_INSIDE=1 unshare "${namespaces[@]}" bash "$@" &
    inside=$!
    # Everything in the namespaces ends with their first process, and so do the mounts.
    trap 'kill -KILL $inside 2>/dev/null; exit 143' INT TERM HUP
    code=0
    wait $inside || code=$?
    # In a new namespace nothing is mounted in the root any more, so that only the root itself is removed.
    $keep || unshare "${namespaces[@]}" rm -rf --one-file-system "$root"
    exit "$code"
}

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

enter() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"; }

make_base() {
    local list=$place/sources.list
    options >"$place/apt.conf"
    sources
    # What the base is made of is part of its name, so that it is made anew when that changes.
    base=$place/base-$({ cat "$list" "$place/apt.conf"; declare -f make_base; } | sha256sum | cut -c 1-12).tar
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
