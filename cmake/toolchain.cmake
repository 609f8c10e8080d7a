# SPDX-License-Identifier: Apache-2.0
# Language level, warnings, linker, compiler cache and static C++ runtime.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion
                    -Wno-sign-conversion -Wno-missing-field-initializers
                    -fno-plt -ffunction-sections -fdata-sections)
add_link_options(-Wl,--gc-sections)
if(NOT INTERLOCK_COVERAGE)
  # No path of the machine that built it in the binary.
  add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.
                      -ffile-prefix-map=${CMAKE_BINARY_DIR}=.)
endif()

# The sloppiness lets the cache serve files that use a precompiled header, the
# base folder other checkouts and build folders of the same sources.
find_program(INTERLOCK_CCACHE ccache)
if(INTERLOCK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${INTERLOCK_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${INTERLOCK_CCACHE})
endif()

# mold, else lld, else the system's linker. Link-time optimisation needs the
# last one: lld cannot read what g++ emits for it, and mold 1.10 crashes when
# libpg_query's archive stands beside it.
if(NOT CMAKE_INTERPROCEDURAL_OPTIMIZATION)
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=mold INTERLOCK_HAVE_MOLD)
  if(INTERLOCK_HAVE_MOLD)
    add_link_options(-fuse-ld=mold)
  else()
    check_linker_flag(CXX -fuse-ld=lld INTERLOCK_HAVE_LLD)
    if(INTERLOCK_HAVE_LLD)
      add_link_options(-fuse-ld=lld)
    endif()
  endif()
endif()

# INTERLOCK_SANITIZE: a comma-separated list for -fsanitize=.
if(INTERLOCK_SANITIZE)
  add_compile_options(-fsanitize=${INTERLOCK_SANITIZE}
                      -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${INTERLOCK_SANITIZE})
else()
  # The binary then needs libc and libm alone.
  add_link_options(-static-libgcc -static-libstdc++)
endif()
if(INTERLOCK_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
# Each library is instrumented, so that the fuzzer sees its branches.
if(INTERLOCK_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
