#!/bin/bash
# Builds e-Sekretariat for Windows on Debian 12: the cross compiler, the libraries (once), then the programs.
#
#   bash installer/windows/build.sh              everything
#   bash installer/windows/build.sh --libraries  the libraries only
#
# ESEK_WINDOWS_SOURCES names a folder with copies of the sources, for when Debian no longer has one. ESEK_JOBS is the number
# of compilers at a time. Everything lies in build/windows: sources 0.3 GB, libraries 0.4 GB, the build 2 GB, Wine 0.7 GB.
# A run that was cut short goes on where it ended.
#
# State: the sources are fetched and the libraries are built by this, but for wxWidgets, whose recipe has not been run to its
# end yet. Nor have the programs been built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/build/windows
jobs=${ESEK_JOBS:-$(nproc)}
only=${1:-}
mkdir -p "$work"

mapfile -t packages < <(sed -E 's/#.*//; s/[[:space:]]+$//' "$here/packages.txt" | grep .)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    echo "build: installing ${missing[*]}"
    sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

bash "$here/fetch.sh" "$work/sources" "${ESEK_WINDOWS_SOURCES:-}"
ESEK_JOBS=$jobs bash "$here/libraries.sh" "$work/sources" "$work/libraries" "$work/prefix"
[ "$only" != --libraries ] || exit 0

prefix=$work/prefix
cmake -G Ninja -S "$root" -B "$work/product" -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" -DESEK_WINDOWS_PREFIX="$prefix" \
    -DCMAKE_BUILD_TYPE=Release -DESEK_BENCH=OFF -DPoco_DIR="$prefix/cmake" -DOPENSSL_ROOT_DIR="$prefix" \
    -DOPENSSL_USE_STATIC_LIBS=ON -DwxWidgets_DIR="$prefix/lib/cmake/wxWidgets"
# What can be tried without a window first.
mapfile -t tests < <(ninja -C "$work/product" -t targets all | sed -nE 's/^(test_[a-z_]+): phony$/\1/p' | sort -u)
ninja -C "$work/product" -j "$jobs" esekretariat-cli esekretariat-decoder esek_locale "${tests[@]}"
ninja -C "$work/product" -j "$jobs" esekretariat

# Static means: of the DLLs that a program asks for, every one belongs to Windows.
for program in esekretariat esekretariat-cli esekretariat-decoder; do
    while read -r library; do
        case ${library,,} in
        kernel32.dll | user32.dll | gdi32.dll | advapi32.dll | shell32.dll | ole32.dll | oleaut32.dll | comctl32.dll | \
            comdlg32.dll | crypt32.dll | bcrypt.dll | ws2_32.dll | msvcrt.dll | winspool.drv | psapi.dll | uxtheme.dll | \
            version.dll | shlwapi.dll | rpcrt4.dll | oleacc.dll | winmm.dll | iphlpapi.dll | secur32.dll | ncrypt.dll | \
            gdiplus.dll | imm32.dll | msimg32.dll | uuid.dll | credui.dll | usp10.dll | dwrite.dll) ;;
        *) echo "build: $program.exe needs $library, which Windows does not have" >&2; exit 1 ;;
        esac
    done < <(x86_64-w64-mingw32-objdump -p "$work/product/bin/$program.exe" | sed -nE 's/.*DLL Name: (.*)/\1/p')
done
echo "build: the programs are in build/windows/product/bin"
