// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog.h"

#include <algorithm>
#include <array>

namespace interlock::sql {
namespace {

constexpr std::string_view kPublic[] = {"public"};

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

bool Lists(std::span<const Ident> idents, std::string_view text) {
  return std::ranges::any_of(idents,
                             [&](const Ident& i) { return i.text == text; });
}

}  // namespace

std::string_view NameOf(RelationKind kind) {
  constexpr std::array<std::string_view, 6> kNames = {
      "table",    "foreign table", "view", "materialized view",
      "sequence", "index"};
  return kNames[static_cast<size_t>(kind)];
}

Column Column::From(const ColumnDef& def, Time when) {
  const Expr* value =
      def.default_value().present() ? &def.default_value() : nullptr;
  return {.name = def.name.text,
          .type = &def.type,
          .default_value = value,
          .def = &def,
          .not_null = def.not_null ? Answer::kYes : Answer::kNo,
          .generated = def.generated,
          .added = when,
          .typed = when};
}

Catalog::~Catalog() {
  for (Relation* relation : relations_) delete relation->changed;
}

std::span<const std::string_view> Catalog::PathAt(Time time) const {
  auto at = std::ranges::lower_bound(paths_, time, {}, &PathChange::when);
  if (at == paths_.begin()) return kPublic;
  const PathChange& change = *(at - 1);
  if (change.schemas.empty()) return kPublic;
  return change.schemas;
}

void* Catalog::Resolve(const SlotTable& table, std::string_view schema,
                       std::string_view name, Time time) const {
  if (!schema.empty()) {
    const Slot* slot = table.Find(nullptr, schema, name);
    return slot == nullptr ? nullptr : slot->At(time);
  }
  if (has_temporary_) {
    const Slot* slot = table.Find(nullptr, kTemporarySchema, name);
    void* found = slot == nullptr ? nullptr : slot->At(time);
    if (found != nullptr) return found;
  }
  for (std::string_view searched : PathAt(time)) {
    const Slot* slot = table.Find(nullptr, searched, name);
    void* found = slot == nullptr ? nullptr : slot->At(time);
    if (found != nullptr) return found;
  }
  return nullptr;
}

const Relation* View::Find(std::string_view schema,
                           std::string_view name) const {
  return static_cast<const Relation*>(
      catalog_->Resolve(catalog_->names_, schema, name, time_));
}

const Relation* View::Find(const Name& name) const {
  return Find(name.schema, name.name);
}

Answer View::Absent() const {
  if (!catalog_->starts_empty_) return Answer::kUnknown;
  const auto& opaque = catalog_->opaque_;
  return opaque.empty() || opaque.front() >= time_ ? Answer::kNo
                                                   : Answer::kUnknown;
}

Time View::GoneSince(const Name& name) const {
  return catalog_->GoneSince(catalog_->names_, name.schema, name.name, time_);
}

Time View::TypeGoneSince(std::string_view schema, std::string_view name) const {
  return catalog_->GoneSince(catalog_->type_names_, schema, name, time_);
}

Time Catalog::GoneSince(const SlotTable& table, std::string_view schema,
                        std::string_view name, Time time) const {
  Time gone = kBeforeAll;
  auto look = [&](std::string_view searched) {
    const Slot* slot = table.Find(nullptr, searched, name);
    const Version* version =
        slot == nullptr ? nullptr : Version::Before(slot->newest, time);
    if (version == nullptr) return;
    if (version->value != nullptr) gone = kNever;
    gone = std::max(gone, version->born);
  };
  if (!schema.empty()) {
    look(schema);
  } else {
    for (std::string_view searched : PathAt(time)) look(searched);
  }
  return gone == kNever ? kBeforeAll : gone;
}

bool View::SeesSince(Time from) const {
  const auto& opaque = catalog_->opaque_;
  auto at = std::ranges::lower_bound(opaque, from);
  return at == opaque.end() || *at >= time_;
}

bool View::SeesEverything() const {
  return Absent() == Answer::kNo && catalog_->first_made_ < time_ &&
         catalog_->first_alien_ >= time_;
}

bool View::IsNamedElsewhere(std::string_view name) const {
  return catalog_->names_.Find(nullptr, {}, name) != nullptr;
}

Answer View::Exists(const Name& name) const {
  const Relation* relation = Find(name);
  if (relation == nullptr) return Absent();
  return relation->tainted < time_ ? Answer::kUnknown : Answer::kYes;
}

bool View::Trusts(const Relation& relation) const {
  if (relation.tainted < time_) return false;
  const auto& taints = catalog_->taints_;
  auto at = std::ranges::lower_bound(taints, relation.born);
  return at == taints.end() || *at >= time_;
}

std::optional<Column> View::BaseColumn(const Relation& relation,
                                       std::string_view name) const {
  if (relation.def == nullptr) return std::nullopt;
  if (relation.def->columns.size() > kMaxListedColumns) return std::nullopt;
  for (const ColumnDef& def : relation.def->columns) {
    if (def.name.text != name) continue;
    return Column::From(def, relation.born);
  }
  return std::nullopt;
}

std::optional<Column> View::FindColumn(const Relation& relation,
                                       std::string_view name) const {
  if (relation.changed != nullptr) {
    const Slot* slot = catalog_->columns_.Find(&relation, {}, name);
    const Version* version =
        slot == nullptr ? nullptr : Version::Before(slot->newest, time_);
    if (version != nullptr) {
      if (version->value == nullptr) return std::nullopt;
      return *static_cast<const Column*>(version->value);
    }
  }
  return BaseColumn(relation, name);
}

Answer View::HasColumn(const Relation& relation, std::string_view name) const {
  if (FindColumn(relation, name)) return Answer::kYes;
  return relation.complete && Trusts(relation) ? Answer::kNo : Answer::kUnknown;
}

std::string_view View::Renamed(const Relation& relation,
                               std::string_view column, Time when) const {
  if (relation.renames == nullptr) return column;
  // Renames are newest first: follow the name forwards from `when`.
  const ColumnRename* chain[64];
  int count = 0;
  int left = kMaxParts;
  for (auto* at = relation.renames; at != nullptr && at->when >= when;
       at = at->next) {
    if (--left == 0) break;
    if (at->when < time_ && count < 64) chain[count++] = at;
  }
  while (count > 0) {
    const ColumnRename& rename = *chain[--count];
    if (rename.from == column) column = rename.to;
  }
  return column;
}

Answer View::IsNotNull(const Relation& relation, std::string_view name) const {
  std::optional<Column> column = FindColumn(relation, name);
  if (column && column->not_null == Answer::kYes) return Answer::kYes;
  if (column && column->generated != Generated::kNo &&
      column->generated <= Generated::kIdentityByDefault) {
    return Answer::kYes;
  }
  Answer answer = column ? column->not_null : HasColumn(relation, name);
  bool whole = EachConstraint(relation, [&](const ConstraintFact& fact) {
    ConstraintKind kind = fact.def->kind;
    bool states = kind == ConstraintKind::kPrimaryKey ||
                  (kind == ConstraintKind::kNotNull && fact.ValidAt(time_));
    if (!states) return;
    for (const Ident& key : fact.def->columns) {
      if (Renamed(relation, key.text, fact.born) == name) {
        answer = Answer::kYes;
      }
    }
  });
  return whole || answer == Answer::kYes ? answer : Answer::kUnknown;
}

const ConstraintFact* View::ProofOfNotNull(const Relation& relation,
                                           std::string_view name) const {
  const ConstraintFact* proof = nullptr;
  EachConstraint(relation, [&](const ConstraintFact& fact) {
    ConstraintKind kind = fact.def->kind;
    if (kind == ConstraintKind::kCheck && fact.ValidAt(time_)) {
      for (const Ident& column : fact.def->check().proves_not_null()) {
        if (Renamed(relation, column.text, fact.born) == name) proof = &fact;
      }
    }
  });
  return proof;
}

const ConstraintFact* View::FindConstraint(const Relation& relation,
                                           std::string_view name) const {
  const ConstraintFact* found = nullptr;
  EachConstraint(relation, [&](const ConstraintFact& fact) {
    if (found == nullptr && fact.name == name) found = &fact;
  });
  return found;
}

std::vector<Column> View::Columns(const Relation& relation) const {
  std::vector<Column> columns;
  bool listed = relation.def != nullptr &&
                relation.def->columns.size() <= kMaxListedColumns;
  if (listed) {
    for (const ColumnDef& def : relation.def->columns) {
      auto column = FindColumn(relation, def.name.text);
      if (column) columns.push_back(*column);
    }
  }
  if (relation.changed == nullptr) return columns;
  for (const Slot* slot : *relation.changed) {
    const auto* column = static_cast<const Column*>(slot->At(time_));
    bool base = listed && BaseColumn(relation, slot->name);
    if (column != nullptr && !base) columns.push_back(*column);
  }
  return columns;
}

Answer View::HasUniqueKey(const Relation& relation) const {
  bool found = false;
  bool whole = EachConstraint(relation, [&](const ConstraintFact& fact) {
    ConstraintKind kind = fact.def->kind;
    found |= kind == ConstraintKind::kUnique ||
             kind == ConstraintKind::kPrimaryKey ||
             kind == ConstraintKind::kExclude;
  });
  whole &= EachIndex(relation,
                     [&](const Relation& at) { found |= at.index->unique; });
  if (found) return Answer::kYes;
  bool known = whole && relation.complete && Trusts(relation);
  return known ? Answer::kNo : Answer::kUnknown;
}

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
  std::vector<std::string_view> labels;
  if (type.enumeration != nullptr) {
    for (const Ident& label : type.enumeration->labels) {
      if (HasLabel(type, label.text)) labels.push_back(label.text);
    }
  }
  size_t first_added = labels.size();
  for (const EnumLabel* at = type.labels; at != nullptr; at = at->next) {
    if (at->born < time_ && at->died >= time_) labels.push_back(at->text);
  }
  std::reverse(labels.begin() + static_cast<ptrdiff_t>(first_added),
               labels.end());
  return labels;
}

Answer View::IsConstrainedDomain(const TypeName& type) const {
  const TypeFact* fact = FindType(type.schema(), type.name());
  if (fact == nullptr) return Answer::kUnknown;
  if (fact->kind != TypeKind::kDomain) return Answer::kNo;
  return fact->constrained < time_ ? Answer::kYes : Answer::kNo;
}

Answer View::IsVolatile(const Name& function) const {
  const auto* fact = static_cast<const FunctionFact*>(catalog_->Resolve(
      catalog_->function_names_, function.schema, function.name, time_));
  if (fact != nullptr) {
    return fact->volatility == Volatility::kVolatile ? Answer::kYes
                                                     : Answer::kNo;
  }
  if (Contains(kVolatile, function.name)) return Answer::kYes;
  if (Contains(kSteady, function.name)) return Answer::kNo;
  return Answer::kUnknown;
}

}  // namespace interlock::sql
