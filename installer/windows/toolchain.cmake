# Cross-compiles for 64-bit Windows with Debian's MinGW, everything static. ESEK_WINDOWS_PREFIX is where libraries.sh put
# the libraries.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(machine x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${machine}-gcc-posix)
set(CMAKE_CXX_COMPILER ${machine}-g++-posix)
set(CMAKE_RC_COMPILER ${machine}-windres)
set(CMAKE_AR ${machine}-gcc-ar-posix)
set(CMAKE_RANLIB ${machine}-gcc-ranlib-posix)
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ESEK_WINDOWS_PREFIX)
set(CMAKE_FIND_ROOT_PATH ${ESEK_WINDOWS_PREFIX} /usr/${machine})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_PREFIX_PATH ${ESEK_WINDOWS_PREFIX} ${ESEK_WINDOWS_PREFIX}/cmake)
# The libraries of libraries too: static ones bring nothing along by themselves.
set(ENV{PKG_CONFIG_LIBDIR} ${ESEK_WINDOWS_PREFIX}/lib/pkgconfig)
set(ENV{PKG_CONFIG_PATH} "")
set(PKG_CONFIG_ARGN --static)
foreach(kind EXE MODULE SHARED)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-static -static-libgcc -static-libstdc++")
endforeach()
# Windows 10. The headers of some libraries ask for functions of a DLL unless they are told.
add_compile_definitions(_WIN32_WINNT=0x0A00 WINVER=0x0A00 UTF8PROC_STATIC LIBARCHIVE_STATIC ZIP_STATIC XML_STATIC
  LIBHEIF_STATIC_BUILD LIBDE265_STATIC_BUILD SODIUM_STATIC)
