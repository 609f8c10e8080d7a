// SPDX-License-Identifier: Apache-2.0
// Questions on types, functions, schemas and extensions.
#include <algorithm>
#include <array>
#include <span>

#include "analyzers/sql/catalog.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// Built-in functions that give another value at each call.
constexpr std::string_view kVolatile[] = {
    "clock_timestamp",  "currval",
    "gen_random_bytes", "gen_random_uuid",
    "gen_salt",         "lastval",
    "nextval",          "pg_current_wal_lsn",
    "random",           "random_normal",
    "setseed",          "setval",
    "timeofday",        "txid_current",
    "uuid_generate_v1", "uuid_generate_v1mc",
    "uuid_generate_v4", "uuidv4",
    "uuidv7",
};

// Built-in functions that are certainly stable or immutable and common in
// defaults; anything else that the history does not define is not known.
constexpr std::string_view kSteady[] = {
    "abs",
    "array_fill",
    "chr",
    "coalesce",
    "concat",
    "concat_ws",
    "current_database",
    "current_schema",
    "current_setting",
    "current_user",
    "date_part",
    "date_trunc",
    "decode",
    "encode",
    "extract",
    "floor",
    "format",
    "greatest",
    "initcap",
    "json_build_array",
    "json_build_object",
    "jsonb_build_array",
    "jsonb_build_object",
    "least",
    "left",
    "length",
    "localtime",
    "localtimestamp",
    "lower",
    "lpad",
    "make_date",
    "make_interval",
    "make_timestamptz",
    "md5",
    "now",
    "nullif",
    "repeat",
    "replace",
    "right",
    "round",
    "rpad",
    "session_user",
    "statement_timestamp",
    "string_to_array",
    "substring",
    "timezone",
    "to_char",
    "to_date",
    "to_jsonb",
    "to_timestamp",
    "to_tsvector",
    "transaction_timestamp",
    "trim",
    "upper",
    "date",
    "current_date",
    "current_time",
    "current_timestamp",
    "int4range",
    "tstzrange",
};

template <size_t kSize>
bool Contains(const std::string_view (&list)[kSize], std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

// Types that names mean before any schema of the search path is looked at.
constexpr std::string_view kBuiltIn[] = {
    "_text",       "aclitem",       "any",
    "anyarray",    "anyelement",    "bigserial",
    "bit",         "bool",          "box",
    "bpchar",      "bytea",         "char",
    "cid",         "cidr",          "circle",
    "cstring",     "date",          "datemultirange",
    "daterange",   "event_trigger", "float4",
    "float8",      "inet",          "int2",
    "int2vector",  "int4",          "int4range",
    "int8",        "int8range",     "internal",
    "interval",    "json",          "jsonb",
    "jsonpath",    "line",          "lseg",
    "macaddr",     "macaddr8",      "money",
    "name",        "numeric",       "numrange",
    "oid",         "oidvector",     "path",
    "pg_lsn",      "point",         "polygon",
    "record",      "refcursor",     "regclass",
    "regproc",     "regrole",       "regtype",
    "serial",      "serial2",       "serial4",
    "serial8",     "smallserial",   "text",
    "tid",         "time",          "timestamp",
    "timestamptz", "timetz",        "trigger",
    "tsquery",     "tsrange",       "tstzrange",
    "tsvector",    "txid_snapshot", "uuid",
    "varbit",      "varchar",       "void",
    "xid",         "xid8",          "xml",
};

static_assert(std::ranges::is_sorted(kBuiltIn));

// Where those that begin with each byte from '_' to 'z' begin in the list.
constexpr size_t kInitials = 'z' - '_' + 1;
constexpr auto kStarts = [] {
  std::array<uint8_t, kInitials + 1> starts{};
  for (std::string_view name : kBuiltIn) {
    for (size_t at = static_cast<size_t>(name[0] - '_') + 1; at <= kInitials;
         ++at)
      ++starts[at];
  }
  return starts;
}();

bool Lists(std::span<const Ident> idents, std::string_view text) {
  return std::ranges::any_of(idents,
                             [&](const Ident& i) { return i.text == text; });
}

bool IsBuiltIn(std::string_view type) {
  if (type.empty() || type[0] < '_' || type[0] > 'z') return false;
  auto initial = static_cast<size_t>(type[0] - '_');
  auto list = std::span(kBuiltIn).subspan(
      kStarts[initial], kStarts[initial + 1] - kStarts[initial]);
  return std::ranges::any_of(
      list, [&](std::string_view name) { return Same(name, type); });
}

}  // namespace

const TypeFact* View::FindType(std::string_view schema,
                               std::string_view name) const {
  return static_cast<const TypeFact*>(
      catalog_->Resolve(catalog_->type_names_, schema, name, time_));
}

bool View::HasLabel(const TypeFact& type, std::string_view label) const {
  int left = kMaxParts;
  for (const EnumLabel* at = type.labels; at != nullptr; at = at->next) {
    if (--left == 0) return true;
    if (at->text != label) continue;
    if (at->born < time_) return at->died >= time_;
  }
  return type.enumeration != nullptr && Lists(type.enumeration->labels, label);
}

std::vector<std::string_view> View::Labels(const TypeFact& type) const {
  struct Placed {
    double order;
    std::string_view text;
  };
  std::vector<Placed> placed;
  if (type.enumeration != nullptr) {
    double order = 0;
    for (const Ident& label : type.enumeration->labels) {
      order += 1;
      if (HasLabel(type, label.text)) placed.push_back({order, label.text});
    }
  }
  // A label that took a made one's name back stands there already.
  size_t made = placed.size();
  for (const EnumLabel* at = type.labels; at != nullptr; at = at->next) {
    if (at->born >= time_ || at->died < time_) continue;
    auto same = std::ranges::find(placed.begin(),
                                  placed.begin() + static_cast<ptrdiff_t>(made),
                                  at->text, &Placed::text);
    if (same == placed.begin() + static_cast<ptrdiff_t>(made)) {
      placed.push_back({at->order, at->text});
    } else {
      same->order = at->order;
    }
  }
  std::ranges::stable_sort(placed, {}, &Placed::order);
  std::vector<std::string_view> labels;
  for (const Placed& label : placed) labels.push_back(label.text);
  return labels;
}

Answer View::IsConstrainedDomain(const TypeName& type) const {
  const TypeFact* fact = FindType(type.schema(), type.name());
  if (fact == nullptr) return Answer::kUnknown;
  if (fact->kind != TypeKind::kDomain) return Answer::kNo;
  return fact->constrained < time_ ? Answer::kYes : Answer::kNo;
}

const Overload* View::FindFunctions(std::string_view schema,
                                    std::string_view name) const {
  return static_cast<const Overload*>(
      catalog_->Resolve(catalog_->function_names_, schema, name, time_));
}

bool View::SameTypes(const FunctionFact& function,
                     const Identity& identity) const {
  const FunctionVersion* version = VersionOf(function);
  if (version == nullptr) return false;
  const auto& own = version->def->arguments;
  if (own.size() != identity.types.size()) return false;
  for (size_t i = 0; i < own.size(); ++i) {
    if (!SameType(own[i], version->when, identity.types[i], time_)) {
      return false;
    }
  }
  return true;
}

bool View::SameType(const TypeName& a, Time at_a, const TypeName& b,
                    Time at_b) const {
  if ((a.array_dims() > 0) != (b.array_dims() > 0)) return false;
  const Object* x = TypeOf(a, at_a);
  const Object* y = TypeOf(b, at_b);
  if (x != nullptr || y != nullptr) return x == y;
  return a.name() == b.name();
}

const FunctionFact* View::FindFunction(const Name& name,
                                       const Identity& identity) const {
  if (name.schema.empty() && identity.has_types) {
    // A schema whose functions of the name all take others is passed over.
    for (std::string_view schema : catalog_->PathAt(time_)) {
      if (schema.empty()) continue;
      const FunctionFact* found =
          FindFunction({schema, name.name, name.span}, identity);
      if (found != nullptr) return found;
    }
    return nullptr;
  }
  const Overload* at = FindFunctions(name.schema, name.name);
  int left = kMaxParts;
  for (; at != nullptr && --left > 0; at = at->next) {
    if (!identity.has_types) {
      return at->next == nullptr ? at->function : nullptr;
    }
    if (SameTypes(*at->function, identity)) return at->function;
  }
  return nullptr;
}

const FunctionVersion* View::VersionOf(const FunctionFact& function) const {
  const FunctionVersion* at = function.versions;
  while (at != nullptr && at->when >= time_) at = at->next;
  return at;
}

Volatility View::VolatilityOf(const FunctionFact& function) const {
  const FunctionVersion* version = VersionOf(function);
  const Note* said = Said(function, Trait::kVolatility);
  if (version == nullptr) return Volatility::kVolatile;
  if (said == nullptr || said->when < version->when) {
    return version->def->volatility;
  }
  if (said->value == "i") return Volatility::kImmutable;
  return said->value == "s" ? Volatility::kStable : Volatility::kVolatile;
}

// Overloads are told apart by types that a call does not show: the most
// volatile speaks for all.
Answer View::IsVolatile(const Name& function) const {
  const Overload* at = FindFunctions(function.schema, function.name);
  if (at != nullptr) {
    int left = kMaxParts;
    for (; at != nullptr && --left > 0; at = at->next) {
      if (VolatilityOf(*at->function) == Volatility::kVolatile) {
        return Answer::kYes;
      }
    }
    return Answer::kNo;
  }
  if (Contains(kVolatile, function.name)) return Answer::kYes;
  if (Contains(kSteady, function.name)) return Answer::kNo;
  return Answer::kUnknown;
}

const Object* View::TypeOf(const TypeName& type, Time written) const {
  if (type.empty() || type.schema() == "pg_catalog") return nullptr;
  if (type.schema().empty() && IsBuiltIn(type.name())) return nullptr;
  const void* found = catalog_->Resolve(catalog_->type_names_, type.schema(),
                                        type.name(), written);
  if (found != nullptr) return static_cast<const TypeFact*>(found);
  // Every table is a type, too; built-in names come first in search_path.
  const Relation* row = Just(written).Find(type.schema(), type.name());
  if (row == nullptr || row->kind > RelationKind::kMaterializedView) {
    return nullptr;
  }
  return row;
}

const Object* View::FindSchema(std::string_view name) const {
  const Slot* slot =
      catalog_->object_names_.Find(&catalog_->schemas_, {}, name);
  return slot == nullptr ? nullptr : static_cast<Object*>(slot->At(time_));
}

const Object* View::FindExtension(std::string_view name) const {
  const Slot* slot =
      catalog_->object_names_.Find(&catalog_->extensions_, {}, name);
  return slot == nullptr ? nullptr : static_cast<Object*>(slot->At(time_));
}

}  // namespace interlock::sql
