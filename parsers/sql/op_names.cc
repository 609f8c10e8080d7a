// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/ops.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kOpNames[] = {
#define INTERLOCK_OP(name) #name,
#include "parsers/sql/ops.def"
#undef INTERLOCK_OP
};

constexpr std::string_view kObjectNames[] = {
    "table",
    "column",
    "index",
    "view",
    "materialized view",
    "sequence",
    "schema",
    "type",
    "domain",
    "function",
    "procedure",
    "aggregate",
    "trigger",
    "policy",
    "rule",
    "constraint",
    "domain constraint",
    "extension",
    "database",
    "tablespace",
    "role",
    "publication",
    "subscription",
    "statistics",
    "collation",
    "operator",
    "cast",
    "foreign table",
    "server",
    "event trigger",
    "language",
    "enum value",
    "attribute",
    "routine",
    "foreign-data wrapper",
    "user mapping",
    "access method",
    "operator class",
    "operator family",
    "conversion",
    "transform",
    "text search parser",
    "text search dictionary",
    "text search template",
    "text search configuration",
    "large object",
    "parameter",
    "object",
};
static_assert(std::size(kObjectNames) ==
              static_cast<size_t>(ObjectKind::kOther) + 1);

}  // namespace

std::string_view NameOf(OpKind kind) {
  return kOpNames[static_cast<size_t>(kind)];
}

std::string_view NameOf(ObjectKind kind) {
  return kObjectNames[static_cast<size_t>(kind)];
}

}  // namespace interlock::sql
