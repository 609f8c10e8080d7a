# SPDX-License-Identifier: Apache-2.0
# interlock_library(<folder> SOURCES a.cc ... LINKS dep ... [PRIVATE dep ...])
# One static library per folder. LINKS are the allowed lower layers; PRIVATE
# third-party libraries stay unseen by the layers above. The layering test
# reads what each library links from the file written here.
function(interlock_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(interlock_${name} STATIC ${ARG_SOURCES})
  target_include_directories(interlock_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(interlock_${name} PUBLIC ${ARG_LINKS}
                        PRIVATE ${ARG_PRIVATE})
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  string(JOIN " " links ${ARG_LINKS} ${ARG_PRIVATE})
  set_property(GLOBAL APPEND_STRING PROPERTY INTERLOCK_LINK_GRAPH
    "interlock_${name} ${folder} ${links}\n")
  set_property(GLOBAL APPEND PROPERTY INTERLOCK_LIBRARIES interlock_${name})
endfunction()

# interlock_pack_headers(<name> header...): most of a rule's compile time is its
# headers, so a pack reads them once. A precompiled header remembers where its
# headers lay, so a compiler cache must not hand it to another checkout.
function(interlock_pack_headers name)
  target_precompile_headers(interlock_${name} PRIVATE <algorithm> <string>
    ${CMAKE_SOURCE_DIR}/analyzers/project/project.h
    ${CMAKE_CURRENT_SOURCE_DIR}/pack.h ${ARGN})
  target_compile_definitions(interlock_${name} PRIVATE
    INTERLOCK_CHECKOUT="${CMAKE_SOURCE_DIR}")
endfunction()

# interlock_test(<name> SOURCES a.cc ... LINKS lib ...): one GoogleTest binary.
# All share one precompiled header, so none may define what it depends on.
function(interlock_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;ENV" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    INTERLOCK_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    INTERLOCK_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if(TARGET interlock_test_pch)
    target_precompile_headers(${name} REUSE_FROM interlock_test_pch)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES
    TIMEOUT 600 ENVIRONMENT "${ARG_ENV}")
endfunction()

# interlock_finish(): writes what the tests of the build itself read.
function(interlock_finish)
  get_property(graph GLOBAL PROPERTY INTERLOCK_LINK_GRAPH)
  file(WRITE ${CMAKE_BINARY_DIR}/link_graph.txt "${graph}")
  get_property(libraries GLOBAL PROPERTY INTERLOCK_LIBRARIES)
  set(archives)
  foreach(library ${libraries})
    string(APPEND archives "$<TARGET_FILE:${library}>\n")
  endforeach()
  if(TARGET interlock)
    string(APPEND archives
      "$<JOIN:$<TARGET_OBJECTS:interlock>,\n>\n")
  endif()
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/archives.txt
    CONTENT "${archives}")
endfunction()
