# SPDX-License-Identifier: Apache-2.0
# Libraries of the distribution, linked so that the binary needs none of them
# at run time. libpg_query has a file of its own.
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)

# The distribution's own target names the shared library: ours the archive.
find_path(INTERLOCK_YAML_INCLUDE yaml-cpp/yaml.h)
find_library(INTERLOCK_YAML_LIBRARY NAMES libyaml-cpp.a yaml-cpp)
if(NOT INTERLOCK_YAML_INCLUDE OR NOT INTERLOCK_YAML_LIBRARY)
  message(FATAL_ERROR "yaml-cpp not found: run scripts/setup, or install "
    "libyaml-cpp-dev (yaml-cpp-devel).")
endif()
add_library(yaml-cpp UNKNOWN IMPORTED)
set_target_properties(yaml-cpp PROPERTIES
  IMPORTED_LOCATION ${INTERLOCK_YAML_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${INTERLOCK_YAML_INCLUDE})

# interlock_fmt: {fmt} compiled once where its version allows it, else its
# headers alone. The difference is two seconds for each file that formats.
get_target_property(fmt_include fmt::fmt-header-only
  INTERFACE_INCLUDE_DIRECTORIES)
if(NOT DEFINED INTERLOCK_FMT_COMPILES)
  try_compile(INTERLOCK_FMT_COMPILES ${CMAKE_BINARY_DIR}/fmt-probe
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/fmt/probe.cc
            ${CMAKE_CURRENT_LIST_DIR}/fmt/library.cc
    CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${fmt_include}"
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
endif()
if(INTERLOCK_FMT_COMPILES)
  add_library(interlock_fmt STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt/library.cc)
  target_include_directories(interlock_fmt SYSTEM PUBLIC ${fmt_include})
else()
  message(STATUS "This {fmt} is used as headers alone: slower to compile")
  add_library(interlock_fmt INTERFACE)
  target_link_libraries(interlock_fmt INTERFACE fmt::fmt-header-only)
endif()
