// SPDX-License-Identifier: Apache-2.0
// Questions on columns and constraints.
#include <algorithm>

#include "analyzers/sql/catalog.h"
#include "analyzers/sql/chosen_names.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

bool Holds(std::span<const ColumnDef> columns, std::string_view name) {
  return std::ranges::any_of(
      columns, [&](const ColumnDef& def) { return Same(def.name.text, name); });
}

}  // namespace

std::optional<Column> View::BaseColumn(const Relation& relation,
                                       std::string_view name) const {
  if (!relation.listed) return std::nullopt;
  uint16_t position = 0;
  for (const ColumnDef& def : relation.def->columns) {
    ++position;
    if (!Same(def.name.text, name)) continue;
    Column column = Column::From(def, relation.born);
    column.position = position;
    return column;
  }
  return std::nullopt;
}

const Version* View::ColumnVersion(const Relation& relation,
                                   std::string_view name) const {
  if (relation.changed == nullptr) return nullptr;
  const Slot* slot = catalog_->columns_.Find(&relation, {}, name);
  return slot == nullptr ? nullptr : Version::Before(slot->newest, time_);
}

std::optional<Column> View::FindColumn(const Relation& relation,
                                       std::string_view name) const {
  const Version* version = ColumnVersion(relation, name);
  if (version == nullptr) return BaseColumn(relation, name);
  if (version->value == nullptr) return std::nullopt;
  return *static_cast<const Column*>(version->value);
}

Answer View::HasColumn(const Relation& relation, std::string_view name) const {
  const Version* version = ColumnVersion(relation, name);
  bool has = version != nullptr
                 ? version->value != nullptr
                 : relation.listed && Holds(relation.def->columns, name);
  if (has) return Answer::kYes;
  return relation.complete && Trusts(relation) ? Answer::kNo : Answer::kUnknown;
}

std::string_view View::Renamed(const Relation& relation,
                               std::string_view column, Time when) const {
  // Renames are newest first: collect those since, follow the name forwards.
  std::vector<const ColumnRename*> chain;
  for (auto* at = relation.renames; at != nullptr && at->when >= when;
       at = at->next) {
    if (chain.size() == size_t{kMaxParts}) break;
    if (at->when < time_) chain.push_back(at);
  }
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    if ((*at)->from == column) {
      column = (*at)->to;
    } else if ((*at)->to == column && (*at)->when > when) {
      return {};  // another takes the name: its column was dropped
    }
  }
  return column;
}

Answer View::IsNotNull(const Relation& relation, std::string_view name) const {
  std::optional<Column> column = FindColumn(relation, name);
  if (!column) return HasColumn(relation, name);
  if (column->not_null == Answer::kYes) return Answer::kYes;
  if (column->generated == Generated::kIdentityAlways ||
      column->generated == Generated::kIdentityByDefault) {
    return Answer::kYes;
  }
  Answer answer = column->not_null;
  bool whole = EachConstraint(relation, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kPrimaryKey) return;
    for (std::string_view key : KeyOf(fact)) {
      if (key == name) answer = Answer::kYes;
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
    if (found == nullptr && NameOf(fact) == name) found = &fact;
  });
  return found;
}

std::vector<Column> View::Columns(const Relation& relation) const {
  std::vector<Column> columns;
  bool listed = relation.listed;
  size_t changed = relation.changed == nullptr ? 0 : relation.changed->size();
  columns.reserve(changed + (listed ? relation.def->columns.size() : 0));
  if (listed) {
    uint16_t position = 0;
    for (const ColumnDef& def : relation.def->columns) {
      ++position;
      const Version* version = ColumnVersion(relation, def.name.text);
      if (version == nullptr) {
        columns.push_back(Column::From(def, relation.born));
        columns.back().position = position;
      } else if (version->value != nullptr) {
        columns.push_back(*static_cast<const Column*>(version->value));
      }
    }
  }
  if (changed == 0) return columns;
  for (const Slot* slot : *relation.changed) {
    const auto* column = static_cast<const Column*>(slot->At(time_));
    if (column == nullptr) continue;
    if (listed && Holds(relation.def->columns, slot->name)) continue;
    columns.push_back(*column);
  }
  if (!std::ranges::is_sorted(columns, {}, &Column::position)) {
    std::ranges::stable_sort(columns, {}, &Column::position);
  }
  return columns;
}

ColumnNames View::KeyOf(const ConstraintFact& fact) const {
  ColumnNames key;
  std::span<const Ident> written = fact.columns;
  if (written.empty()) {
    written = fact.def->kind == ConstraintKind::kCheck
                  ? fact.def->check().columns()
                  : fact.def->columns;
  }
  for (const Ident& column : written) {
    std::string_view now = column.text;
    if (fact.relation != nullptr) {
      now = Renamed(*fact.relation, column.text, fact.born);
    }
    bool check = fact.def->kind == ConstraintKind::kCheck;
    if (!check || std::ranges::find(key, now) == key.end()) key.push_back(now);
  }
  return key;
}

ColumnNames View::ReferencedKeyOf(const ConstraintFact& fact) const {
  ColumnNames key;
  std::span<const Ident> written = fact.referenced;
  if (written.empty()) written = fact.def->reference->columns;
  for (const Ident& column : written) {
    key.push_back(fact.references == nullptr
                      ? column.text
                      : Renamed(*fact.references, column.text, fact.born));
  }
  return key;
}

const ConstraintFact* View::PrimaryKey(const Relation& relation) const {
  const ConstraintFact* found = nullptr;
  EachConstraint(relation, [&](const ConstraintFact& fact) {
    if (fact.def->kind == ConstraintKind::kPrimaryKey) found = &fact;
  });
  return found;
}

bool View::IsDeferrable(const ConstraintFact& fact) const {
  const Note* said = Said(fact, Trait::kDeferrable);
  return said == nullptr ? fact.def->deferrable : !said->value.empty();
}

bool View::IsDeferred(const ConstraintFact& fact) const {
  const Note* said = Said(fact, Trait::kDeferrable);
  return said == nullptr ? fact.def->initially_deferred
                         : said->value == "deferred";
}

bool View::IsEnforced(const ConstraintFact& fact) const {
  const Note* said = Said(fact, Trait::kEnforced);
  return said == nullptr ? fact.def->enforced : said->value == "yes";
}

std::string View::NotNullName(const Relation& relation,
                              const Column& column) const {
  if (column.rare != nullptr && !column.rare->not_null_name.empty()) {
    return std::string(column.rare->not_null_name);
  }
  // Chosen when the table was made, whatever it is called now.
  std::string_view made = column.def != nullptr && column.added == relation.born
                              ? column.def->name.text
                              : column.name;
  return ChosenName(relation.name, {&made, 1}, "not_null");
}

const Expr* View::GeneratedAs(const Column& column) const {
  if (column.generated != Generated::kStored &&
      column.generated != Generated::kVirtual) {
    return nullptr;
  }
  if (column.rare != nullptr && column.rare->generated_as != nullptr) {
    return column.rare->generated_as;
  }
  return column.def == nullptr ? nullptr : &column.def->generated_as();
}

std::vector<std::string_view> View::GeneratedFrom(const Relation& relation,
                                                  const Column& column) const {
  const Expr* made = GeneratedAs(column);
  if (made == nullptr) return {};
  bool told = column.rare != nullptr && column.rare->generated_as != nullptr;
  std::span<const Ident> reads = told ? column.rare->reads : made->columns();
  Time when = told ? column.rare->generated : column.added;
  std::vector<std::string_view> from;
  for (const Ident& read : reads) {
    from.push_back(Renamed(relation, read.text, when));
  }
  return from;
}

const Relation* View::SequenceOf(const Relation& relation,
                                 std::string_view column) const {
  const Relation* found = nullptr;
  auto now = FindColumn(relation, column);
  bool identity = now && IsIdentity(now->generated);
  EachDependent(relation, [&](const Dependent& link) {
    if (link.bond != Bond::kOwned ||
        Renamed(relation, link.column, link.since) != column) {
      return;
    }
    // An identity column may own another one from before.
    const auto* own = static_cast<const Relation*>(link.who);
    bool fits = own->parts != nullptr && own->parts->identity == identity;
    if (fits || found == nullptr) found = own;
  });
  return found;
}

Answer View::HasUniqueKey(const Relation& relation) const {
  bool found = false;
  bool whole = EachConstraint(relation, [&](const ConstraintFact& fact) {
    ConstraintKind kind = fact.def->kind;
    found |= kind == ConstraintKind::kUnique ||
             kind == ConstraintKind::kPrimaryKey ||
             kind == ConstraintKind::kExclude;
  });
  whole &= EachIndex(relation, [&](const Relation& at) {
    found |= at.index != nullptr && at.index->unique;
  });
  if (found) return Answer::kYes;
  bool known = whole && relation.complete && Trusts(relation);
  return known ? Answer::kNo : Answer::kUnknown;
}

}  // namespace interlock::sql
