#!/bin/bash
# Fetches the sources of sources.txt from Debian into a folder. Old versions come and go there, and a .dsc file may be
# missing where the archive is still kept, so each archive is looked for by its SHA-256 in the signed lists of several
# suites. The lists of this machine's own apt are not touched.
# Usage: fetch.sh FOLDER [FOLDER-WITH-COPIES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 copies=${2:-}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

sound() { [ -f "$2" ] && [ "$(sha256sum "$2" | cut -c 1-64)" = "$1" ]; } # SHA256 FILE

archive=http://deb.debian.org/debian
lists=$folder/apt
options=(-o APT::Sandbox::User=root -o "Dir::Etc::sourcelist=$lists/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$lists/lists"
    -o "Dir::Cache=$lists/cache")
readLists() { # once, and only when something is missing
    [ ! -f "$lists/addresses" ] || return 0
    mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial"
    local suite list pool
    for suite in bookworm bookworm-updates bookworm-backports trixie trixie-updates sid; do
        echo "deb-src $archive $suite main"
    done >"$lists/sources.list"
    for suite in bookworm-security trixie-security; do
        echo "deb-src $archive-security $suite main" >>"$lists/sources.list"
    done
    apt-get "${options[@]}" update -qq
    # One pass over the lists, because apt-get would read all of them again for each version of each package.
    for list in "$lists"/lists/*_Sources*; do
        case $list in *debian-security*) pool=$archive-security ;; *) pool=$archive ;; esac
        /usr/lib/apt/apt-helper cat-file "$list" | awk -v pool="$pool" '
            FNR == NR { wanted[$1] = 1; next }
            /^Directory:/ { directory = $2 }
            /^ / && NF == 3 && $1 in wanted { found[$1] = $3 }
            /^$/ { for (sum in found) print sum, pool "/" directory "/" found[sum]; delete found }
            END { for (sum in found) print sum, pool "/" directory "/" found[sum] }' "$here/sources.txt" -
    done | sort -u >"$lists/addresses.part"
    mv "$lists/addresses.part" "$lists/addresses"
    rm -rf "$lists/lists" "$lists/cache"
}

missing=0
while read -r sum package file; do
    target=$folder/$file
    sound "$sum" "$target" && continue
    if [ -n "$copies" ] && sound "$sum" "$copies/$file"; then
        cp "$copies/$file" "$target"
        continue
    fi
    readLists
    for address in $(awk -v sum="$sum" '$1 == sum { print $2 }' "$lists/addresses"); do
        echo "fetch: $file"
        /usr/lib/apt/apt-helper -qq -o APT::Sandbox::User=root download-file "$address" "$target" "SHA256:$sum" || rm -f "$target"
        sound "$sum" "$target" && break
    done
    if ! sound "$sum" "$target"; then
        echo "fetch: $file of the source package $package is not to be had from Debian. Put a copy with the SHA-256 $sum into $folder." >&2
        missing=1
    fi
done < <(grep -v '^#' "$here/sources.txt")
exit $missing
