#!/bin/bash
# Makes what a school is given for Windows: the installer and a zip that runs without being installed. Both hold the same.
# Equal programs give equal bytes when SOURCE_DATE_EPOCH is set.
# ESEK_SIGN names a program that is called with each file that Windows looks for a signature in; without it nothing is
# signed.
#
# Usage: package.sh PROGRAMS LOCALE VERSION OUT
#   PROGRAMS  folder with esekretariat.exe, esekretariat-cli.exe, esekretariat-decoder.exe
#   LOCALE    folder with the compiled translations (pl/LC_MESSAGES/esekretariat.mo)
#   OUT       folder that the two files are put into
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
programs=$1 locale=$2 version=$3 out=$4
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export TZ=UTC
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
files=$stage/e-Sekretariat
mkdir -p "$files/resources" "$out"
out=$(cd "$out" && pwd)

for program in esekretariat esekretariat-cli esekretariat-decoder; do
    cp "$programs/$program.exe" "$files/"
    x86_64-w64-mingw32-strip "$files/$program.exe"
    [ -z "${ESEK_SIGN:-}" ] || "$ESEK_SIGN" "$files/$program.exe"
done
cp -r "$locale" "$files/locale"
# What the central server alone needs stays away, and so do the tools that made some of the files.
for folder in cards fonts models profiles icons help; do
    cp -r "$root/resources/$folder" "$files/resources/"
done
find "$files/resources" \( -name '*.py' -o -name 'README*' \) -delete
cp "$root/LICENSE" "$files/LICENSE.txt"
cp "$root/installer/CHANGELOG.md" "$files/CHANGELOG.txt"
find "$files" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

# The uninstaller deletes exactly these, so that a folder in which somebody put other things keeps them.
bash "$here/delete_list.sh" "$files" >"$stage/delete.nsh"

installer=$out/e-Sekretariat-$version-setup.exe
options=("-DVERSION=$version" "-DFILES=$files" "-DLISTS=$stage" "-DOUT=$installer")
[ -z "${ESEK_SIGN:-}" ] || options+=("-DSIGN=$ESEK_SIGN")
makensis -V2 -INPUTCHARSET UTF8 "${options[@]}" "$here/esekretariat.nsi"
[ -z "${ESEK_SIGN:-}" ] || "$ESEK_SIGN" "$installer"

zip=$out/e-Sekretariat-$version-portable.zip
rm -f "$zip"
(cd "$stage" && find e-Sekretariat | LC_ALL=C sort | zip -X -q -9 -@ "$zip")
ls -l "$installer" "$zip"
