# Warnings, hardening and sanitizers for our own targets, as one interface target.
add_library(esek_flags INTERFACE)
if(MSVC) # never tried: the programs for Windows are built with MinGW
  target_compile_options(esek_flags INTERFACE /W4 /utf-8 /permissive- /Zc:__cplusplus)
  target_compile_definitions(esek_flags INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN _CRT_SECURE_NO_WARNINGS)
  return()
endif()
target_compile_options(esek_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wcast-qual -Wimplicit-fallthrough
  # g++ 12 reports false positives of these in optimised std::string and std::optional code (restrict: GCC PR105329).
  -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-restrict)
# Not -Wnull-dereference: g++ 12 takes the error branch of inlined std::variant and streams for null pointers.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(esek_flags INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fPIE
    -Wno-null-dereference -Wno-maybe-uninitialized)
  if(NOT WIN32)
    target_link_options(esek_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
  endif()
endif()
if(ESEK_FUZZ) # clang: its other warnings are not what this build is for
  target_compile_options(esek_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
    -fno-sanitize-recover=all -Wno-error -Wno-unknown-warning-option)
  target_link_options(esek_flags INTERFACE -fsanitize=address,undefined)
endif()
if(ESEK_SANITIZE)
  target_compile_options(esek_flags INTERFACE -fsanitize=${ESEK_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all -Wno-maybe-uninitialized)
  target_link_options(esek_flags INTERFACE -fsanitize=${ESEK_SANITIZE})
endif()
