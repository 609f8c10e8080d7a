# SPDX-License-Identifier: Apache-2.0
# interlock_library(<folder> SOURCES a.cc ... LINKS dep ... [PRIVATE dep ...])
# One static library per folder. LINKS are the allowed lower layers; PRIVATE
# third-party libraries stay unseen by the layers above.
function(interlock_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(interlock_${name} STATIC ${ARG_SOURCES})
  target_include_directories(interlock_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(interlock_${name} PUBLIC ${ARG_LINKS}
                        PRIVATE ${ARG_PRIVATE})
endfunction()

# interlock_test(<name> SOURCES a.cc ... LINKS lib ...): one GoogleTest binary.
function(interlock_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;ENV" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    INTERLOCK_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    INTERLOCK_BINARY_DIR="${CMAKE_BINARY_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600)
endfunction()
