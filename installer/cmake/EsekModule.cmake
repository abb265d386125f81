# What almost every source reads, parsed once: it is three quarters of the time of an ordinary compilation. A source
# still includes what it uses, so that it compiles without this (CMAKE_DISABLE_PRECOMPILE_HEADERS).
set(ESEK_PRECOMPILED <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <mutex>
  <optional> <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>
  <nlohmann/json.hpp>)
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/Precompiled.cpp CONTENT "")
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
add_library(esek_precompiled STATIC ${CMAKE_BINARY_DIR}/Precompiled.cpp)
target_link_libraries(esek_precompiled PRIVATE esek_flags nlohmann_json::nlohmann_json fmt::fmt)
target_precompile_headers(esek_precompiled PRIVATE ${ESEK_PRECOMPILED})

# esek_module(NAME DEPS other modules... LIBS third-party targets...)
# A static library esek_NAME from every .cpp below the current folder. LIBS are private: no third-party type
# reaches another module (tests/layering holds the includes to the same rule). OWN_PRECOMPILED is for modules whose
# libraries bring compiler flags of their own: g++ takes precompiled headers of the same flags only.
function(esek_module name)
  cmake_parse_arguments(ARG "OWN_PRECOMPILED" "" "DEPS;LIBS;PUBLIC_LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    # A folder that holds headers only so far is a module all the same.
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
    file(WRITE ${sources} "")
  endif()
  add_library(esek_${name} STATIC ${sources})
  target_include_directories(esek_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  foreach(dep ${ARG_DEPS})
    target_link_libraries(esek_${name} PUBLIC esek_${dep})
  endforeach()
  target_link_libraries(esek_${name} PUBLIC ${ARG_PUBLIC_LIBS} PRIVATE esek_flags ${ARG_LIBS})
  if(ARG_OWN_PRECOMPILED)
    target_precompile_headers(esek_${name} PRIVATE ${ESEK_PRECOMPILED})
  else()
    target_precompile_headers(esek_${name} REUSE_FROM esek_precompiled)
  endif()
endfunction()

# esek_program(TARGET)
# Windows reads from a program itself that its texts are UTF-8, that it draws for every resolution, and what its icon is.
function(esek_program target)
  if(WIN32)
    target_sources(${target} PRIVATE ${CMAKE_SOURCE_DIR}/installer/windows/esekretariat.rc)
  endif()
endfunction()

# esek_test(NAME SOURCES... [LABELS fast] [TIMEOUT s] [LIBS ...])
# A Catch2 executable test_NAME; every TEST_CASE is a ctest test with the given labels.
function(esek_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LABELS;LIBS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(test_${name} ${ARG_SOURCES})
  esek_program(test_${name})
  target_link_libraries(test_${name} PRIVATE esek_flags esek_test_main ${ARG_LIBS})
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_precompile_headers(test_${name} REUSE_FROM esek_test_main)
  catch_discover_tests(test_${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${name}: "
    PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 4
               SKIP_REGULAR_EXPRESSION "skipped: [.][.]/shared")
endfunction()
