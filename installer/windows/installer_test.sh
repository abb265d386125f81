#!/bin/bash
# Tries the installer under Wine, with small programs in place of the real ones: install, upgrade, refused downgrade,
# refusal while the program is open and uninstall for one user, install for all. The rights of a standard user are not tried,
# because Wine's user may do everything.
# Usage: installer_test.sh WORK-FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
for program in wine makensis x86_64-w64-mingw32-gcc-posix; do
    command -v $program >/dev/null || { echo "skipped: no $program (installer/windows/packages.txt)"; exit 4; }
done
work=$1
rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd)
export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
trap 'wineserver -k 2>/dev/null || true' EXIT
wineboot -i >/dev/null 2>&1
drive=$WINEPREFIX/drive_c
local=$drive/users/$(id -un)/AppData/Local
uninstall='Software\Microsoft\Windows\CurrentVersion\Uninstall\e-Sekretariat'

# Programs that end at once, or stay open when they are told to.
printf '#include <windows.h>\nint main(int n, char **a) { if (n > 1) Sleep(60000); return 0; }\n' >"$work/program.c"
x86_64-w64-mingw32-gcc-posix -O1 -o "$work/program.exe" "$work/program.c"
make_installer() { # VERSION EXTRA-FILE
    local files=$work/files-$1/e-Sekretariat
    mkdir -p "$files/resources/fonts"
    for program in esekretariat esekretariat-cli esekretariat-decoder; do cp "$work/program.exe" "$files/$program.exe"; done
    echo font >"$files/resources/fonts/a.ttf"
    echo "$1" >"$files/resources/$2"
    bash "$here/delete_list.sh" "$files" >"$work/files-$1/delete.nsh"
    makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$1" "-DFILES=$files" "-DLISTS=$work/files-$1" "-DOUT=$work/setup-$1.exe" \
        "$here/esekretariat.nsi"
}
make_installer 1.2.0 only-in-1.2.0.txt
make_installer 1.10.0 only-in-1.10.0.txt

fail() { echo "FAILED: $*" >&2; exit 1; }
run() { # EXPECTED-CODE PROGRAM ARGUMENTS...
    local code=0
    wine "${@:2}" || code=$?
    [ $code = "$1" ] || fail "${*:2} ended with $code instead of $1"
}
there() { [ -e "$1" ] || fail "$1 is not there ($2)"; }
gone() { [ ! -e "$1" ] || fail "$1 is still there ($2)"; }
version() { wine reg query "$1\\$uninstall" /v DisplayVersion 2>/dev/null | tr -d '\r' | sed -nE 's/.*REG_SZ +//p'; }

try_mode() { # SWITCH REGISTRY-ROOT FOLDER START-MENU
    local folder=$3 menu=$4/e-Sekretariat.lnk
    mkdir -p "$local/e-Sekretariat/school"
    echo pupils >"$local/e-Sekretariat/school/replica.sqlite"

    run 0 "$work/setup-1.2.0.exe" /S "$1"
    there "$folder/esekretariat.exe" "$1 installed"
    there "$folder/resources/fonts/a.ttf" "$1 installed"
    there "$menu" "$1 installed"
    [ "$(version "$2")" = 1.2.0 ] || fail "$1: the registry says version '$(version "$2")'"

    echo notes >"$folder/notes.txt" # somebody's own file
    wine "$folder/esekretariat.exe" stay &
    sleep 4
    run 3 "$work/setup-1.10.0.exe" /S "$1"
    there "$folder/resources/only-in-1.2.0.txt" "$1 was open, so nothing changes"
    run 3 "$folder/uninstall.exe" /S "$1" "_?=$(winepath -w "$folder")"
    there "$folder/esekretariat.exe" "$1 was open, so it stays"
    wineserver -k
    wait

    run 0 "$work/setup-1.10.0.exe" /S "$1"
    [ "$(version "$2")" = 1.10.0 ] || fail "$1: after the upgrade the registry says '$(version "$2")'"
    there "$folder/resources/only-in-1.10.0.txt" "$1 upgraded"
    gone "$folder/resources/only-in-1.2.0.txt" "$1 upgraded"
    there "$local/e-Sekretariat/school/replica.sqlite" "$1 upgraded"

    run 4 "$work/setup-1.2.0.exe" /S "$1"
    there "$folder/resources/only-in-1.10.0.txt" "$1 downgrade refused"
    [ "$(version "$2")" = 1.10.0 ] || fail "$1: the downgrade was not refused"

    run 0 "$folder/uninstall.exe" /S "$1" "_?=$(winepath -w "$folder")"
    gone "$folder/esekretariat.exe" "$1 uninstalled"
    gone "$folder/resources" "$1 uninstalled"
    gone "$menu" "$1 uninstalled"
    there "$folder/notes.txt" "$1 uninstalled, but this is not ours"
    [ -z "$(version "$2")" ] || fail "$1: the registry still knows the program"
    there "$local/e-Sekretariat/school/replica.sqlite" "$1 uninstalled: pupils' data stay unless it is asked"

    run 0 "$work/setup-1.10.0.exe" /S "$1"
    run 0 "$folder/uninstall.exe" /S "$1" /DATA=delete "_?=$(winepath -w "$folder")"
    gone "$local/e-Sekretariat" "$1 uninstalled with the data"
    rm -rf "$folder"
}
try_mode /CurrentUser HKCU "$local/Programs/e-Sekretariat" \
    "$drive/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

# For all users no further than this: Wine puts quotes around a folder with spaces, which the uninstaller does not take.
everybody="$drive/Program Files/e-Sekretariat"
run 0 "$work/setup-1.2.0.exe" /S /AllUsers
there "$everybody/resources/fonts/a.ttf" "/AllUsers installed"
there "$drive/ProgramData/Microsoft/Windows/Start Menu/Programs/e-Sekretariat.lnk" "/AllUsers installed"
[ "$(version HKLM)" = 1.2.0 ] || fail "/AllUsers: the registry says version '$(version HKLM)'"
echo "the installer installs, upgrades, refuses and uninstalls as it should"
