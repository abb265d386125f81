#!/bin/bash
# Compiles src/ and ui/model for Windows with MinGW, without making programs: everything that needs nothing built for
# Windows. The headers of third-party libraries are those of Debian's own -dev packages, which hardly differ.
# Usage: mingw.sh ROOT WORK-FOLDER
set -euo pipefail
root=$1 work=$2
compiler=x86_64-w64-mingw32-g++-posix
command -v $compiler >/dev/null || { echo "skipped: no $compiler (package g++-mingw-w64-x86-64-posix)"; exit 4; }
rm -rf "$work"
include=$work/include
mkdir -p "$include/openssl"

# The libraries that the code includes, and none of the headers of Linux, which would hide what Windows lacks.
machine=$(gcc -dumpmachine)
link() { # header or folder of headers, in one of the places where Debian puts them
    local place
    for place in /usr/include "/usr/include/$machine" /usr/include/opencv4; do
        [ -e "$place/$1" ] || continue
        dpkg-query --search "$place/$1" 2>/dev/null | grep -qE '^(libc6-dev|linux-libc-dev)[:,]' ||
            ln -sfn "$place/$1" "$include/$1"
        return 0
    done
}
cd "$root"
while read -r header; do link "$header"; done < <(
    grep -rhoE '^#include <[^>]+>' src ui/model --include='*.h' --include='*.cpp' | sed -E 's/^#include <([^/>]+).*/\1/' |
        grep -v '^openssl$' | sort -u)
# What those include in their turn.
for header in jconfig.h jmorecfg.h pugiconfig.hpp zipconf.h lcms2_plugin.h pngconf.h pnglibconf.h tiff.h tiffvers.h tiffconf.h; do
    link $header
done
for header in /usr/include/hpdf_*.h; do ln -sf "$header" "$include/"; done
for header in /usr/include/openssl/*.h "/usr/include/$machine"/openssl/*.h; do ln -sf "$header" "$include/openssl/"; done
# Poco names these as Windows' file system finds them, regardless of the case of letters.
echo '#include <winsock2.h>' >"$include/Winsock2.h"
: >"$include/Iphlpapi.h"

# The server runs on Linux only, and OpenImageIO has no build for Windows.
mapfile -t files < <(find src ui/model -name '*.cpp' -not -path 'src/server/*' -not -path 'src/imaging/oiio/*' | sort)
flags=(-std=c++20 -fsyntax-only -D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00 -DPOCO_STATIC -DESEK_HEIF -Wall -Wextra -Wpedantic -Werror
    -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual
    -Wimplicit-fallthrough -Isrc -I. -isystem "$include")
printf '%s\0' "${files[@]}" | xargs -0 -n 4 -P "$(nproc)" "$compiler" "${flags[@]}"
echo "${#files[@]} files compile for Windows"
