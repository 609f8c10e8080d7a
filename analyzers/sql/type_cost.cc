// SPDX-License-Identifier: Apache-2.0
// What ALTER COLUMN TYPE costs, by the old type and the new.
#include <algorithm>

#include "analyzers/sql/effects.h"

namespace interlock::sql {
namespace {

struct Pair {
  std::string_view from;
  std::string_view to;
};

// Same bytes on disk, any modifiers: nothing but the catalog changes.
constexpr Pair kBinaryCompatible[] = {
    {"varchar", "text"}, {"cidr", "inet"}, {"xml", "text"},
    {"int4", "oid"},     {"oid", "int4"},
};

int32_t Modifier(const TypeName& type, int at) {
  return at < type.modifier_count() ? type.modifier(at) : -1;
}

// Bytes that a serial column holds.
std::string_view Stored(std::string_view type) {
  if (type == "serial" || type == "serial4") return "int4";
  if (type == "bigserial" || type == "serial8") return "int8";
  if (type == "smallserial" || type == "serial2") return "int2";
  return type;
}

// A limit that grows or goes: no value can violate it.
bool Wider(int32_t from, int32_t to) {
  return to < 0 || (from >= 0 && to >= from);
}

Work CostOfNumeric(const TypeName& from, const TypeName& to) {
  int32_t precision = Modifier(to, 0);
  if (precision < 0) return Work::kInstant;
  int32_t scale = std::max(Modifier(to, 1), 0);
  int32_t old_scale = std::max(Modifier(from, 1), 0);
  bool same = Modifier(from, 0) >= 0 && old_scale == scale;
  return same && precision >= Modifier(from, 0) ? Work::kInstant
                                                : Work::kRewrite;
}

Work CostOfSameType(const TypeName& from, const TypeName& to) {
  std::string_view name = to.name();
  if (name == "varchar" || name == "varbit") {
    return Wider(Modifier(from, 0), Modifier(to, 0)) ? Work::kInstant
                                                     : Work::kRewrite;
  }
  if (name == "numeric") return CostOfNumeric(from, to);
  if (name == "timestamp" || name == "timestamptz" || name == "time" ||
      name == "timetz") {
    return Wider(Modifier(from, 0), Modifier(to, 0)) ? Work::kInstant
                                                     : Work::kRewrite;
  }
  bool equal = Modifier(from, 0) == Modifier(to, 0) &&
               Modifier(from, 1) == Modifier(to, 1);
  return equal ? Work::kInstant : Work::kRewrite;
}

bool IsBuiltIn(std::string_view type) {
  constexpr std::string_view kTypes[] = {
      "bit",       "bool",        "bpchar",   "bytea",    "char",  "cidr",
      "citext",    "date",        "float4",   "float8",   "inet",  "int2",
      "int4",      "int8",        "interval", "json",     "jsonb", "macaddr",
      "money",     "name",        "numeric",  "oid",      "text",  "time",
      "timestamp", "timestamptz", "timetz",   "tsvector", "uuid",  "varbit",
      "varchar",   "xml"};
  return std::ranges::find(kTypes, type) != std::end(kTypes);
}

}  // namespace

Work CostOfTypeChange(const TypeName* from, const TypeName& to, bool utc,
                      int pg_version) {
  if (from == nullptr) return Work::kUnknown;
  std::string_view old = Stored(from->name());
  std::string_view now = Stored(to.name());
  if (from->array_dims() != 0 || to.array_dims() != 0) {
    bool same = from->array_dims() != 0 && to.array_dims() != 0 && old == now;
    return same ? CostOfSameType(*from, to) : Work::kRewrite;
  }
  if (old == now && from->schema() == to.schema())
    return CostOfSameType(*from, to);
  if (old == "text" && now == "varchar") {
    return Modifier(to, 0) < 0 ? Work::kInstant : Work::kRewrite;
  }
  for (const Pair& pair : kBinaryCompatible) {
    if (pair.from != old || pair.to != now) continue;
    return Wider(Modifier(*from, 0), Modifier(to, 0)) ? Work::kInstant
                                                      : Work::kRewrite;
  }
  bool zones = (old == "timestamp" && now == "timestamptz") ||
               (old == "timestamptz" && now == "timestamp");
  if (zones && utc && pg_version >= 12) return Work::kInstant;
  // A domain may be its base in disguise.
  return IsBuiltIn(old) && IsBuiltIn(now) ? Work::kRewrite : Work::kUnknown;
}

}  // namespace interlock::sql
