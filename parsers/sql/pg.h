// SPDX-License-Identifier: Apache-2.0
#pragma once
// PostgreSQL's own headers, for this folder's .cc files alone. They define
// macros with short names: include this after every other header. Their types
// live in the global namespace: ::Constraint is theirs, Constraint is ours.
// Node tags differ between versions: always compare by name.
extern "C" {
// clang-format off
#include "pg_query.h"
#include "pg_query_internal.h"
#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "nodes/primnodes.h"
// clang-format on
}
#undef printf
#undef snprintf
#undef Min
#undef Max
