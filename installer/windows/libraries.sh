#!/bin/bash
# Builds the libraries of sources.txt for Windows into a prefix, static. Each is built once: it is built again when its
# source, its recipe below or the toolchain changes, and a run that was cut short goes on where it ended.
# Usage: libraries.sh SOURCES WORK PREFIX [LIBRARY...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
sources=$(realpath "$1") work=$2 prefix=$3
shift 3
mkdir -p "$work" "$prefix"/{include,lib/pkgconfig,made}
work=$(realpath "$work") prefix=$(realpath "$prefix")
jobs=${ESEK_JOBS:-$(nproc)}
machine=x86_64-w64-mingw32
gcc=$machine-gcc-posix gxx=$machine-g++-posix ar=$machine-gcc-ar-posix
windows10=-D_WIN32_WINNT=0x0A00
# For large libraries that compute little: a fifth of the compiler's time less.
light="-DCMAKE_C_FLAGS_RELEASE=-O1 -DCMAKE_CXX_FLAGS_RELEASE=-O1"
export PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig PKG_CONFIG_PATH=
unset CC CXX AR CFLAGS CXXFLAGS LDFLAGS

# ---- tools of the recipes ---------------------------------------------------------------------------------------

# For what has a CMakeLists.txt.
cmake_configure() { # options...
    cmake -G Ninja -S "$source" -B "$build" -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
        -DESEK_WINDOWS_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" \
        "-DCMAKE_C_FLAGS_RELEASE=-O2 -DNDEBUG" "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG" \
        -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF -DCMAKE_POLICY_DEFAULT_CMP0077=NEW \
        -DZLIB_LIBRARY="$prefix/lib/libz.a" -DZLIB_INCLUDE_DIR="$prefix/include" "$@"
}
cmake_build() { # options...
    cmake_configure "$@"
    ninja -C "$build" -j "$jobs"
    ninja -C "$build" install
}
# A library of a few files.
archive_of() { # LIBRARY FILE... with the flags in the array "flags"
    local library=$1 compiler file
    shift
    mkdir -p "$build"
    for file in "$@"; do
        case $file in *.c) compiler=$gcc ;; *) compiler="$gxx -std=c++20" ;; esac
        $compiler -O2 $windows10 "${flags[@]}" -c "$file" -o "$build/$(basename "$file").o"
    done
    rm -f "$prefix/lib/lib$library.a"
    "$ar" rcs "$prefix/lib/lib$library.a" "$build"/*.o
}
pkg_config_file() { # NAME VERSION CFLAGS LIBS [REQUIRES]
    printf 'prefix=%s\nName: %s\nDescription: %s for Windows\nVersion: %s\nCflags: -I${prefix}/include %s\nLibs: -L${prefix}/lib %s\nRequires: %s\n' \
        "$prefix" "$1" "$1" "$2" "$3" "$4" "${5:-}" >"$prefix/lib/pkgconfig/$1.pc"
}

# ---- recipes, in the order in which they need one another --------------------------------------------------------

recipe_zlib() {
    cp "$source"/{zlib.h,zconf.h} "$prefix/include/"
    flags=()
    archive_of z "$source"/{adler32,compress,crc32,deflate,gzclose,gzlib,gzread,gzwrite,infback,inffast,inflate,inftrees,trees,uncompr,zutil}.c
    pkg_config_file zlib 1.2.13 "" -lz
}
recipe_libjpeg-turbo() { # it takes a folder without a beginning for one of the folder that the script was started in
    cmake_build -DCMAKE_INSTALL_LIBDIR="$prefix/lib" -DENABLE_SHARED=OFF -DREQUIRE_SIMD=ON -DWITH_TURBOJPEG=OFF
}
recipe_libpng1.6() { cmake_build -DPNG_SHARED=OFF -DPNG_TESTS=OFF -DPNG_EXECUTABLES=OFF; }
recipe_tiff() {
    cmake_build -Dtiff-tools=OFF -Dtiff-tests=OFF -Dtiff-contrib=OFF -Dtiff-docs=OFF -Dzlib=ON -Djpeg=ON -Dold-jpeg=ON \
        -Djbig=OFF -Dlerc=OFF -Dlibdeflate=OFF -Dlzma=OFF -Dwebp=OFF -Dzstd=OFF -Dcxx=OFF \
        -DJPEG_LIBRARY="$prefix/lib/libjpeg.a" -DJPEG_INCLUDE_DIR="$prefix/include"
}
recipe_lcms2() {
    cp "$source"/include/*.h "$prefix/include/"
    flags=(-DCMS_NO_REGISTER_KEYWORD "-I$source/include")
    archive_of lcms2 "$source"/src/*.c
}
recipe_sqlite3() { # with Debian's options
    mkdir -p "$build/made"
    (cd "$build/made" && "$source/configure" --disable-readline >/dev/null && make sqlite3.c >/dev/null)
    cp "$build"/made/{sqlite3.h,sqlite3ext.h} "$prefix/include/"
    flags=(-DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE
        -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK -DSQLITE_SECURE_DELETE
        -DSQLITE_ENABLE_UNLOCK_NOTIFY -DSQLITE_ENABLE_DBSTAT_VTAB)
    archive_of sqlite3 "$build/made/sqlite3.c"
}
recipe_sqlitecpp() {
    cmake_build -DSQLITECPP_INTERNAL_SQLITE=OFF -DSQLITECPP_RUN_CPPLINT=OFF -DSQLITECPP_RUN_CPPCHECK=OFF \
        -DSQLITECPP_BUILD_TESTS=OFF -DSQLITECPP_BUILD_EXAMPLES=OFF -DSQLITECPP_USE_STACK_PROTECTION=OFF \
        -DSQLite3_INCLUDE_DIR="$prefix/include" -DSQLite3_LIBRARY="$prefix/lib/libsqlite3.a"
}
recipe_pugixml() { cmake_build; }
recipe_fmtlib() { cmake_build -DFMT_TEST=OFF -DFMT_DOC=OFF; }
recipe_nlohmann-json3() { cmake_build -DJSON_BuildTests=OFF; }
recipe_cli11() { cmake_build -DCLI11_BUILD_TESTS=OFF -DCLI11_BUILD_EXAMPLES=OFF -DCLI11_BUILD_DOCS=OFF -DCLI11_SINGLE_FILE=OFF; }
recipe_spdlog() { cmake_build -DSPDLOG_FMT_EXTERNAL=ON -DSPDLOG_BUILD_EXAMPLE=OFF -Dfmt_DIR="$prefix/lib/cmake/fmt"; }
recipe_catch2() { cmake_build -DCATCH_BUILD_TESTING=OFF -DCATCH_INSTALL_DOCS=OFF; }
recipe_utf8proc() {
    cp "$source/utf8proc.h" "$prefix/include/"
    flags=(-DUTF8PROC_STATIC)
    archive_of utf8proc "$source/utf8proc.c"
}
recipe_expat() {
    cmake_build -DEXPAT_SHARED_LIBS=OFF -DEXPAT_BUILD_TESTS=OFF -DEXPAT_BUILD_EXAMPLES=OFF -DEXPAT_BUILD_TOOLS=OFF \
        -DEXPAT_BUILD_DOCS=OFF
}
recipe_libcsv() {
    cp "$source/csv.h" "$prefix/include/"
    flags=("-I$source")
    archive_of csv "$source/libcsv.c"
}
recipe_libzip() {
    cmake_build -DENABLE_BZIP2=OFF -DENABLE_LZMA=OFF -DENABLE_ZSTD=OFF -DENABLE_OPENSSL=OFF -DENABLE_GNUTLS=OFF \
        -DENABLE_MBEDTLS=OFF -DENABLE_COMMONCRYPTO=OFF -DENABLE_WINDOWS_CRYPTO=OFF -DBUILD_TOOLS=OFF -DBUILD_REGRESS=OFF \
        -DBUILD_EXAMPLES=OFF -DBUILD_DOC=OFF
    pkg_config_file libzip 1.7.3 -DZIP_STATIC "-lzip" zlib
}
recipe_libarchive() {
    # It would run a program to learn how zlib was built, which CMake 3.25 crashes on. Ours is the ordinary one.
    sed -i '/Test if ZLIB_WINAPI macro is needed to use/,/ENDIF(ZLIB_WINAPI)/d' "$source/CMakeLists.txt"
    cmake_configure -DENABLE_TEST=OFF -DENABLE_TAR=OFF -DENABLE_CPIO=OFF -DENABLE_CAT=OFF -DENABLE_OPENSSL=OFF \
        -DENABLE_LIBB2=OFF -DENABLE_LZ4=OFF -DENABLE_LZMA=OFF -DENABLE_ZSTD=OFF -DENABLE_BZip2=OFF -DENABLE_LIBXML2=OFF \
        -DENABLE_EXPAT=OFF -DENABLE_PCREPOSIX=OFF -DENABLE_ICONV=OFF -DENABLE_ACL=OFF -DENABLE_XATTR=OFF -DENABLE_CNG=OFF \
        -DENABLE_WERROR=OFF
    # Not the library for sharing, which it would make too and whose name comes first in a search.
    ninja -C "$build" -j "$jobs" archive_static
    cp "$build/libarchive/libarchive_static.a" "$prefix/lib/libarchive.a"
    cp "$source"/libarchive/archive{,_entry}.h "$prefix/include/"
    pkg_config_file libarchive 3.6.2 -DLIBARCHIVE_STATIC "-larchive -lcrypt32" zlib
}
recipe_libxlsxwriter() {
    cmake_build -DWINDOWSSTORE=OFF
    pkg_config_file xlsxwriter 1.1.4 "" -lxlsxwriter zlib
}
recipe_libharu() {
    cmake_build -DLIBHPDF_SHARED=OFF -DLIBHPDF_STATIC=ON -DPNG_LIBRARY="$prefix/lib/libpng.a" \
        -DPNG_PNG_INCLUDE_DIR="$prefix/include"
    mv "$prefix/lib/libhpdfs.a" "$prefix/lib/libhpdf.a"
}
recipe_harfbuzz() {
    mkdir -p "$prefix/include/harfbuzz"
    cp "$source"/src/hb*.h "$prefix/include/harfbuzz/"
    flags=("-I$source/src" -fno-exceptions -fno-rtti -fno-threadsafe-statics)
    # This one source file holds harfbuzz.cc too.
    archive_of harfbuzz-subset "$source/src/harfbuzz-subset.cc"
    pkg_config_file harfbuzz 6.0.0 "-I$prefix/include/harfbuzz" ""
    pkg_config_file harfbuzz-subset 6.0.0 "-I$prefix/include/harfbuzz" -lharfbuzz-subset
}
recipe_qr-code-generator() {
    mkdir -p "$prefix/include/qrcodegen"
    cp "$source/cpp/qrcodegen.hpp" "$prefix/include/qrcodegen/"
    flags=()
    archive_of qrcodegencpp "$source/cpp/qrcodegen.cpp"
    pkg_config_file qrcodegencpp 1.8.0 "-I$prefix/include/qrcodegen" -lqrcodegencpp
}
recipe_libwebp() {
    cmake_build -DWEBP_BUILD_ANIM_UTILS=OFF -DWEBP_BUILD_CWEBP=OFF -DWEBP_BUILD_DWEBP=OFF -DWEBP_BUILD_GIF2WEBP=OFF \
        -DWEBP_BUILD_IMG2WEBP=OFF -DWEBP_BUILD_VWEBP=OFF -DWEBP_BUILD_WEBPINFO=OFF -DWEBP_BUILD_WEBPMUX=OFF \
        -DWEBP_BUILD_EXTRAS=OFF -DWEBP_BUILD_LIBWEBPMUX=OFF -DWEBP_USE_THREAD=OFF
}
recipe_libde265() {
    cmake_build -DENABLE_SDL=OFF -DENABLE_ENCODER=OFF -DENABLE_DECODER=OFF
    pkg_config_file libde265 1.0.11 -DLIBDE265_STATIC_BUILD "-lde265 -lstdc++"
}
recipe_libheif() { # HEIC only: decoders of AVIF would be two more chains
    cmake_build -DENABLE_PLUGIN_LOADING=OFF -DWITH_EXAMPLES=OFF -DWITH_X265=OFF -DWITH_DAV1D=OFF -DWITH_AOM_ENCODER=OFF \
        -DWITH_AOM_DECODER=OFF -DWITH_SvtEnc=OFF -DWITH_RAV1E=OFF -DWITH_LIBDE265=ON -DWITH_LIBDE265_PLUGIN=OFF \
        -DLIBDE265_INCLUDE_DIR="$prefix/include" -DLIBDE265_LIBRARY="$prefix/lib/libde265.a"
    pkg_config_file libheif 1.15.1 -DLIBHEIF_STATIC_BUILD -lheif libde265
}
recipe_libsodium() { # Debian's archive has no configure. Not AVX: see the recipe of OpenCV
    local folder=$source/src/libsodium
    cp "$folder/include/sodium.h" "$prefix/include/"
    mkdir -p "$prefix/include/sodium"
    cp "$folder"/include/sodium/*.h "$source/builds/msvc/version.h" "$prefix/include/sodium/"
    flags=(-DCONFIGURED=1 -DSODIUM_STATIC=1 -DNATIVE_LITTLE_ENDIAN=1 -DHAVE_TI_MODE=1 -DHAVE_CPUID=1 -DHAVE_EMMINTRIN_H=1
        -DHAVE_PMMINTRIN_H=1 -DHAVE_TMMINTRIN_H=1 -DHAVE_SMMINTRIN_H=1 "-I$prefix/include/sodium" "-I$prefix/include"
        "-I$folder/include/sodium" -flax-vector-conversions)
    mapfile -t files < <(find "$folder" -name '*.c' | LC_ALL=C sort)
    archive_of sodium "${files[@]}"
    pkg_config_file libsodium 1.0.18 -DSODIUM_STATIC "-lsodium -ladvapi32"
}
recipe_openssl() {
    mkdir -p "$build" "$prefix/include/openssl"
    cd "$build"
    "$source/Configure" mingw64 --cross-compile-prefix=$machine- CC=gcc-posix AR=gcc-ar-posix RANLIB=gcc-ranlib-posix \
        --prefix="$prefix" --libdir=lib no-shared no-tests no-legacy no-engine no-ui-console $windows10 -O1 \
        no-{aria,bf,camellia,cast,cmp,ct,gost,idea,mdc2,rc2,rc4,rc5,seed,sm2,sm3,sm4,srp,whirlpool} # old or far away
    make build_generated
    make -j "$jobs" libcrypto.a libssl.a
    cp libcrypto.a libssl.a "$prefix/lib/"
    cp "$source"/include/openssl/*.h include/openssl/*.h "$prefix/include/openssl/"
}
recipe_poco() {
    # Windows' file system would find these names in any case of letters. iphlpapi.h would bring macros that break Poco.
    sed -i 's/<Winsock2.h>/<winsock2.h>/; s/<Ws2tcpip.h>/<ws2tcpip.h>/; /Iphlpapi.h/d' "$source/Foundation/include/Poco/UnWindows.h"
    local off
    off=$(printf -- '-DENABLE_%s=OFF ' XML JSON JWT DATA DATA_SQLITE DATA_ODBC DATA_MYSQL DATA_POSTGRESQL ACTIVERECORD \
        ACTIVERECORD_COMPILER MONGODB REDIS ZIP PAGECOMPILER PAGECOMPILER_FILE2PAGE ENCODINGS APACHECONNECTOR)
    # shellcheck disable=SC2086
    cmake_build -DCMAKE_MC_COMPILER="$(command -v $machine-windmc)" -DENABLE_NETSSL=ON -DENABLE_CRYPTO=ON -DFORCE_OPENSSL=ON -DOPENSSL_ROOT_DIR="$prefix" \
        -DOPENSSL_USE_STATIC_LIBS=ON -DENABLE_UTIL=ON -DENABLE_NET=ON $light $off
}
recipe_protobuf() { # without its installation, which asks for two more libraries
    # shellcheck disable=SC2086
    cmake_configure $light -Dprotobuf_BUILD_TESTS=OFF -Dprotobuf_BUILD_PROTOC_BINARIES=OFF -Dprotobuf_WITH_ZLIB=OFF
    ninja -C "$build" -j "$jobs" libprotobuf
    cp "$build/libprotobuf.a" "$prefix/lib/"
    (cd "$source/src" && find google/protobuf -name '*.h' -o -name '*.inc' -o -name '*.proto' | tar -cf - -T - | tar -xf - -C "$prefix/include")
}
recipe_opencv() { # core, imgproc and dnn only: they are all that is unpacked
    local off
    off=$(printf -- '-DWITH_%s=OFF ' OPENCL ITT IPP TBB OPENMP QUIRC ADE EIGEN LAPACK DIRECTX DIRECTML WIN32UI DSHOW MSMF \
        FFMPEG VTK GSTREAMER 1394 PNG JPEG TIFF WEBP OPENJPEG JASPER OPENEXR IMGCODEC_HDR CUDA OPENVX)
    # Windows aligns a stack to 16 bytes, g++ takes 32 for granted where it moves AVX registers (GCC PR54412): a crash.
    # shellcheck disable=SC2086
    cmake_build -DCMAKE_C_FLAGS=-Wa,-muse-unaligned-vector-move -DCMAKE_CXX_FLAGS=-Wa,-muse-unaligned-vector-move \
        -DBUILD_LIST=core,imgproc,dnn -DBUILD_PROTOBUF=OFF -DPROTOBUF_UPDATE_FILES=ON \
        -DProtobuf_PROTOC_EXECUTABLE=/usr/bin/protoc -DProtobuf_INCLUDE_DIR="$prefix/include" \
        -DProtobuf_LIBRARY="$prefix/lib/libprotobuf.a" -DProtobuf_LIBRARIES="$prefix/lib/libprotobuf.a" -DWITH_PROTOBUF=ON \
        -DBUILD_ZLIB=OFF -DBUILD_ITT=OFF $off -DBUILD_TESTS=OFF -DBUILD_PERF_TESTS=OFF -DBUILD_EXAMPLES=OFF \
        -DBUILD_opencv_apps=OFF -DBUILD_DOCS=OFF -DBUILD_JAVA=OFF -DBUILD_opencv_python3=OFF -DBUILD_opencv_python2=OFF \
        -DCPU_BASELINE=SSE3 -DCPU_DISPATCH=AVX2 -DENABLE_PRECOMPILED_HEADERS=OFF -DOPENCV_GENERATE_PKGCONFIG=OFF \
        -DBUILD_WITH_STATIC_CRT=OFF -DOPENCV_DNN_OPENCL=OFF -DOPENCV_DNN_CUDA=OFF
    find "$prefix" -name OpenCVModules.cmake -exec sed -i "s#protobuf::libprotobuf#$prefix/lib/libprotobuf.a#" {} +
}
recipe_wxwidgets3.2() {
    local off
    off=$(printf -- '-DwxUSE_%s=OFF ' LIBTIFF EXPAT XML XRC STC RICHTEXT RIBBON PROPGRID AUI WEBVIEW MEDIACTRL OPENGL SOCKETS \
        PROTOCOL URL FS_INET FS_ZIP HELP WXHTML_HELP MS_HTML_HELP WEBREQUEST QA DEBUGREPORT)
    # shellcheck disable=SC2086
    cmake_build -DwxBUILD_SHARED=OFF -DwxBUILD_MONOLITHIC=OFF -DwxBUILD_CXX_STANDARD=20 -DwxBUILD_PRECOMP=ON \
        -DwxBUILD_SAMPLES=OFF -DwxBUILD_TESTS=OFF -DwxUSE_ZLIB=sys -DwxUSE_LIBPNG=sys \
        -DwxUSE_LIBJPEG=sys -DwxUSE_REGEX=builtin -DwxUSE_NANOSVG=builtin -DwxUSE_SECRETSTORE=ON -DwxUSE_HTML=ON \
        -DwxUSE_ACCESSIBILITY=ON $light $off \
        -DPNG_LIBRARY="$prefix/lib/libpng.a" -DPNG_PNG_INCLUDE_DIR="$prefix/include" \
        -DJPEG_LIBRARY="$prefix/lib/libjpeg.a" -DJPEG_INCLUDE_DIR="$prefix/include"
}

# ---- the run ------------------------------------------------------------------------------------------------------

# Those of the command line first, the desktop's wxWidgets last.
all=(zlib libjpeg-turbo libpng1.6 tiff lcms2 sqlite3 sqlitecpp pugixml fmtlib nlohmann-json3 cli11 spdlog catch2 utf8proc
    openssl libsodium expat libcsv libzip libarchive libxlsxwriter libharu harfbuzz qr-code-generator libwebp poco protobuf opencv
    libde265 libheif wxwidgets3.2)

files_of() { grep -v '^#' "$here/sources.txt" | awk -v package="$1" '$2 == package { print $3 }' | LC_ALL=C sort -r; } # .orig before .debian
key_of() { # of everything that the library is made of
    { grep -E " $1 " "$here/sources.txt"; declare -f "recipe_$1" cmake_configure cmake_build archive_of pkg_config_file unpack
      cat "$here/toolchain.cmake"; $gxx -dumpfullversion; } | sha256sum | cut -c 1-64
}
unpack() {
    local file trim=()
    [ "$1" != opencv ] || trim=(--exclude='*/doc/*/*' --exclude='*/data/*/*' --exclude='*/samples/*' --exclude='*/apps/*'
        --exclude='*/test/*' --exclude='*/perf/*')
    mkdir -p "$source"
    while read -r file; do
        case $file in
        *.debian.tar.*)
            tar -xf "$sources/$file" -C "$source" debian/patches
            while read -r patch _; do
                case $patch in ''|'#'*) continue ;; esac
                patch -d "$source" -p1 --quiet --forward <"$source/debian/patches/$patch"
            done <"$source/debian/patches/series"
            ;;
        *) tar -xf "$sources/$file" -C "$source" --strip-components=1 "${trim[@]}" ;;
        esac
    done < <(files_of "$1")
    [ "$1" != expat ] || { mv "$source/expat" "$source.inner"; rm -rf "$source"; mv "$source.inner" "$source"; }
    if [ "$1" = opencv ]; then # the modules that are not built need not lie on the disk
        find "$source/modules" -mindepth 1 -maxdepth 1 -not -name core -not -name imgproc -not -name dnn -exec rm -rf {} +
    fi
}
make_one() {
    local key started=$SECONDS
    key=$(key_of "$1")
    [ "$(cat "$prefix/made/$1" 2>/dev/null)" != "$key" ] || return 0
    echo "libraries: $1 ..."
    source=$work/$1/source build=$work/$1/build
    local status=0
    if [ "$(cat "$work/$1/begun" 2>/dev/null)" != "$key" ]; then
        rm -rf "${work:?}/$1"
        mkdir -p "$work/$1"
    fi
    # A subshell whose result is asked for at once would go on after an error.
    set +e
    (
        set -e
        # What a run that was cut short has compiled is kept.
        [ -f "$work/$1/begun" ] || unpack "$1"
        echo "$key" >"$work/$1/begun"
        "recipe_$1"
    ) >"$work/$1.log" 2>&1
    status=$?
    set -e
    if [ $status != 0 ]; then
        grep -nE "error|Error|undefined|FAILED" "$work/$1.log" | head -15 || true
        tail -5 "$work/$1.log"
        echo "libraries: $1 could not be built, the whole log is $work/$1.log" >&2
        exit 1
    fi
    echo "$key" >"$prefix/made/$1"
    rm -rf "${work:?}/$1"
    echo "libraries: $1 took $((SECONDS - started)) s"
}

for library in "${@:-${all[@]}}"; do
    make_one "$library"
done
