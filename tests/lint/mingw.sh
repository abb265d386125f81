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

# Only these headers: /usr/include as a whole would bring the C library of Linux along.
machine=$(gcc -dumpmachine)
for header in nlohmann fmt spdlog CLI SQLiteCpp Poco pugixml.hpp pugiconfig.hpp csv.h lcms2.h lcms2_plugin.h zip.h \
    zipconf.h sqlite3.h jpeglib.h jmorecfg.h jerror.h png.h pngconf.h pnglibconf.h hpdf.h opencv4/opencv2; do
    ln -s "/usr/include/$header" "$include/"
done
for header in /usr/include/hpdf_*.h; do ln -s "$header" "$include/"; done
for header in jconfig.h tiff.h tiffio.h tiffvers.h tiffconf.h; do ln -s "/usr/include/$machine/$header" "$include/"; done
for header in /usr/include/openssl/*.h "/usr/include/$machine"/openssl/*.h; do ln -sf "$header" "$include/openssl/"; done
# Poco names these as Windows' file system finds them, regardless of the case of letters.
echo '#include <winsock2.h>' >"$include/Winsock2.h"
: >"$include/Iphlpapi.h"

cd "$root"
# The server runs on Linux only, and OpenImageIO has no build for Windows.
mapfile -t files < <(find src ui/model -name '*.cpp' -not -path 'src/server/*' -not -path 'src/imaging/oiio/*' | sort)
flags=(-std=c++20 -fsyntax-only -D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00 -DPOCO_STATIC -Wall -Wextra -Wpedantic -Werror
    -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual
    -Wimplicit-fallthrough -Isrc -I. -isystem "$include")
printf '%s\0' "${files[@]}" | xargs -0 -n 4 -P "$(nproc)" "$compiler" "${flags[@]}"
echo "${#files[@]} files compile for Windows"
