# SPDX-License-Identifier: Apache-2.0
# PostgreSQL's grammar: a static libpg_query 17 or 18 and its node headers.
# PGQUERY_ROOT is a folder that holds usr/include/pg_query.h, or include/...,
# and the archive somewhere below. Without it: what scripts/setup left below
# build/deps, else the system's own.
if(NOT PGQUERY_ROOT)
  if(DEFINED ENV{PGQUERY_ROOT})
    set(PGQUERY_ROOT $ENV{PGQUERY_ROOT})
  elseif(EXISTS ${CMAKE_SOURCE_DIR}/build/deps/pgquery)
    set(PGQUERY_ROOT ${CMAKE_SOURCE_DIR}/build/deps/pgquery)
  else()
    set(PGQUERY_ROOT /)
  endif()
endif()

# A changed root must not keep what the last one gave.
if(NOT "${PGQUERY_FOUND_BELOW}" STREQUAL "${PGQUERY_ROOT}")
  unset(PGQUERY_INCLUDE CACHE)
  unset(PGQUERY_LIBRARY CACHE)
  set(PGQUERY_FOUND_BELOW "${PGQUERY_ROOT}" CACHE INTERNAL "")
endif()
find_path(PGQUERY_INCLUDE pg_query.h
  HINTS ${PGQUERY_ROOT} PATH_SUFFIXES usr/include include . NO_DEFAULT_PATH)
find_library(PGQUERY_LIBRARY libpg_query.a
  HINTS ${PGQUERY_ROOT}
  PATH_SUFFIXES usr/lib/${CMAKE_LIBRARY_ARCHITECTURE} usr/lib64 usr/lib lib64
                lib . NO_DEFAULT_PATH)
if(NOT PGQUERY_INCLUDE OR NOT PGQUERY_LIBRARY)
  message(FATAL_ERROR "libpg_query 17 or 18 not found below '${PGQUERY_ROOT}'. "
    "Run scripts/setup, or pass -DPGQUERY_ROOT=<folder of your own build>.")
endif()

# Packages keep PostgreSQL's headers in pg_query/, its own make install in
# pg_query/postgres, a build folder in src/postgres/include.
set(PGQUERY_NODES)
foreach(folder pg_query/postgres pg_query src/postgres/include)
  if(EXISTS ${PGQUERY_INCLUDE}/${folder}/nodes/parsenodes.h)
    list(APPEND PGQUERY_NODES ${PGQUERY_INCLUDE}/${folder})
  endif()
endforeach()
if(NOT PGQUERY_NODES)
  message(FATAL_ERROR "'${PGQUERY_INCLUDE}' has no PostgreSQL node headers: "
    "libpg_query 17 or newer is needed. Run scripts/setup, or pass "
    "-DPGQUERY_ROOT=<folder of your own build>.")
endif()

add_library(pgquery INTERFACE)
target_include_directories(pgquery SYSTEM INTERFACE ${PGQUERY_NODES})
if(NOT PGQUERY_INCLUDE STREQUAL "/usr/include")
  target_include_directories(pgquery SYSTEM INTERFACE
    ${PGQUERY_INCLUDE} ${PGQUERY_INCLUDE}/pg_query)
endif()
target_link_libraries(pgquery INTERFACE ${PGQUERY_LIBRARY})

# An archive built for a newer libc may want what this one lacks.
include(CheckFunctionExists)
check_function_exists(strlcpy INTERLOCK_HAVE_STRLCPY)
check_function_exists(__isoc23_strtoul INTERLOCK_HAVE_ISOC23_STRTOUL)
set(pgquery_compat ${CMAKE_SOURCE_DIR}/parsers/sql/libc_compat.c)
if(NOT INTERLOCK_HAVE_STRLCPY OR NOT INTERLOCK_HAVE_ISOC23_STRTOUL)
  add_library(pgquery_compat STATIC ${pgquery_compat})
  foreach(function STRLCPY ISOC23_STRTOUL)
    if(INTERLOCK_HAVE_${function})
      target_compile_definitions(pgquery_compat PRIVATE HAVE_${function})
    endif()
  endforeach()
  target_link_libraries(pgquery INTERFACE pgquery_compat)
endif()
target_link_libraries(pgquery INTERFACE m Threads::Threads)
