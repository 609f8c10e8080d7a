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

// Same bytes on disk: nothing but the catalog changes.
constexpr Pair kBinaryCompatible[] = {
    {"varchar", "text"},   {"text", "varchar"}, {"cidr", "inet"},
    {"xml", "text"},       {"xml", "varchar"},  {"int4", "oid"},
    {"oid", "int4"},       {"bit", "varbit"},   {"citext", "text"},
    {"citext", "varchar"}, {"text", "citext"},  {"varchar", "citext"},
};

// Names of objects, stored as their numbers.
constexpr std::string_view kObjectNumbers[] = {
    "regclass",     "regtype",     "regproc",       "regprocedure",
    "regoper",      "regoperator", "regrole",       "regnamespace",
    "regcollation", "regconfig",   "regdictionary",
};

bool IsObjectNumber(std::string_view type) {
  return std::ranges::find(kObjectNumbers, type) != std::end(kObjectNumbers);
}

bool IsCompatible(std::string_view from, std::string_view to) {
  bool numbers = from == "int4" || from == "oid" || IsObjectNumber(from);
  bool to_number = to == "int4" || to == "oid" || IsObjectNumber(to);
  bool same_kind = IsObjectNumber(from) && IsObjectNumber(to);
  if (numbers && to_number && !same_kind) return true;
  for (const Pair& pair : kBinaryCompatible) {
    if (pair.from == from && pair.to == to) return true;
  }
  return false;
}

// Types that the same operators compare.
std::string_view OperatorsOf(std::string_view type) {
  if (type == "varchar") return "text";
  if (type == "cidr") return "inet";
  if (IsObjectNumber(type)) return "oid";
  return type;
}

constexpr int32_t kMaxFraction = 6;
constexpr int32_t kAllFields = 0x7fff;

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

// The smallest unit that fields such as "DAY TO HOUR" keep: 0 for seconds.
int SmallestField(int32_t fields) {
  constexpr int kBits[] = {12, 11, 10, 3, 1, 2};  // second ... month, year
  if (fields < 0 || fields == kAllFields) return 0;
  for (int unit = 0; unit < 6; ++unit) {
    if ((fields & (1 << kBits[unit])) != 0) return unit;
  }
  return 0;
}

Work CostOfInterval(const TypeName& from, const TypeName& to) {
  if (Modifier(to, 0) < 0) return Work::kInstant;
  int old_unit = SmallestField(Modifier(from, 0));
  int unit = SmallestField(Modifier(to, 0));
  int32_t fraction = Modifier(to, 1);
  int32_t old_fraction = Modifier(from, 1);
  bool precise = old_unit > 0 || fraction < 0 || fraction >= kMaxFraction ||
                 (old_fraction >= 0 && fraction >= old_fraction);
  bool same = Modifier(from, 0) == Modifier(to, 0) && old_fraction == fraction;
  return same || (unit <= old_unit && precise) ? Work::kInstant
                                               : Work::kRewrite;
}

Work CostOfFraction(const TypeName& from, const TypeName& to) {
  int32_t wanted = Modifier(to, 0);
  bool wide = wanted >= kMaxFraction || Wider(Modifier(from, 0), wanted);
  return wide ? Work::kInstant : Work::kRewrite;
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
    return CostOfFraction(from, to);
  }
  if (name == "interval") return CostOfInterval(from, to);
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

Work CostOfTypeChange(const TypeName* from, const TypeName& to, Answer utc,
                      int pg_version) {
  if (from == nullptr) return Work::kUnknown;
  std::string_view old = Stored(from->name());
  std::string_view now = Stored(to.name());
  if (from->array_dims() != 0 || to.array_dims() != 0) {
    bool same = from->array_dims() != 0 && to.array_dims() != 0 && old == now &&
                from->schema() == to.schema();
    if (!same) return Work::kRewrite;
    // A limit on elements is checked one by one, a wider one too.
    bool limit =
        to.modifier_count() > 0 && (Modifier(*from, 0) != Modifier(to, 0) ||
                                    Modifier(*from, 1) != Modifier(to, 1));
    return limit ? Work::kRewrite : Work::kInstant;
  }
  if (old == now && from->schema() == to.schema()) {
    return CostOfSameType(*from, to);
  }
  // What is cast has no limit that the new one could be compared with.
  if (IsCompatible(old, now)) {
    bool keeps = old == "varchar" && now == "text";
    return keeps || Modifier(to, 0) < 0 ? Work::kInstant : Work::kRewrite;
  }
  bool zones = (old == "timestamp" && now == "timestamptz") ||
               (old == "timestamptz" && now == "timestamp");
  bool keeps = Modifier(to, 0) < 0 || Modifier(to, 0) >= kMaxFraction;
  if (zones && keeps && utc != Answer::kNo && pg_version >= 12) {
    return utc == Answer::kYes ? Work::kInstant : Work::kUnknown;
  }
  // A type of the user's may be anything.
  return IsBuiltIn(old) && IsBuiltIn(now) ? Work::kRewrite : Work::kUnknown;
}

bool SharesOperators(const TypeName& from, const TypeName& to) {
  if (from.array_dims() != to.array_dims()) return false;
  return OperatorsOf(Stored(from.name())) == OperatorsOf(Stored(to.name()));
}

}  // namespace interlock::sql
