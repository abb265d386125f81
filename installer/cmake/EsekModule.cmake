# esek_module(NAME DEPS other modules... LIBS third-party targets...)
# A static library esek_NAME from every .cpp below the current folder. LIBS are private: no third-party type
# reaches another module (tests/layering holds the includes to the same rule).
function(esek_module name)
  cmake_parse_arguments(ARG "" "" "DEPS;LIBS;PUBLIC_LIBS" ${ARGN})
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
endfunction()

# esek_test(NAME SOURCES... [LABELS fast] [TIMEOUT s] [LIBS ...])
# A Catch2 executable test_NAME; every TEST_CASE is a ctest test with the given labels.
function(esek_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LABELS;LIBS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(test_${name} ${ARG_SOURCES})
  target_link_libraries(test_${name} PRIVATE esek_flags esek_test_main ${ARG_LIBS})
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_precompile_headers(test_${name} REUSE_FROM esek_test_main)
  catch_discover_tests(test_${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${name}: "
    PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 4
               SKIP_REGULAR_EXPRESSION "skipped: [.][.]/shared")
endfunction()
