# SPDX-License-Identifier: Apache-2.0
# PostgreSQL's grammar: a static libpg_query 17 or 18 and its node headers.
# PGQUERY_ROOT is a folder that holds usr/include/pg_query.h, or include/...,
# and the archive somewhere below. scripts/setup leaves one below build/deps.
if(NOT PGQUERY_ROOT)
  set(PGQUERY_ROOT ${CMAKE_SOURCE_DIR}/build/deps/pgquery)
endif()
find_path(PGQUERY_INCLUDE pg_query.h
  HINTS ${PGQUERY_ROOT} PATH_SUFFIXES usr/include include NO_DEFAULT_PATH)
find_library(PGQUERY_LIBRARY libpg_query.a
  HINTS ${PGQUERY_ROOT}
  PATH_SUFFIXES usr/lib/x86_64-linux-gnu usr/lib/aarch64-linux-gnu lib usr/lib
  NO_DEFAULT_PATH)
if(NOT PGQUERY_INCLUDE OR NOT PGQUERY_LIBRARY)
  message(FATAL_ERROR "libpg_query 17 or 18 not found below '${PGQUERY_ROOT}'. "
    "Run scripts/setup, or pass -DPGQUERY_ROOT=<folder of your own build>.")
endif()
if(NOT EXISTS ${PGQUERY_INCLUDE}/pg_query/nodes/parsenodes.h AND
   NOT EXISTS ${PGQUERY_INCLUDE}/pg_query/postgres/nodes/parsenodes.h)
  message(FATAL_ERROR "'${PGQUERY_INCLUDE}' has no PostgreSQL node headers: "
    "libpg_query 17 or newer is needed.")
endif()
add_library(pgquery INTERFACE)
target_include_directories(pgquery SYSTEM INTERFACE ${PGQUERY_INCLUDE}
  ${PGQUERY_INCLUDE}/pg_query ${PGQUERY_INCLUDE}/pg_query/postgres)
target_link_libraries(pgquery INTERFACE ${PGQUERY_LIBRARY} m)
