// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with constraints.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {
namespace {

std::span<const Ident> Idents(Arena& arena,
                              std::span<const std::string_view> names) {
  std::vector<Ident> idents;
  for (std::string_view name : names) idents.push_back({name, {}});
  return arena.CopyAll(idents);
}

ColumnNames Texts(std::span<const Ident> idents) {
  ColumnNames texts;
  for (const Ident& ident : idents) texts.push_back(ident.text);
  return texts;
}

bool SameSet(ColumnNames a, ColumnNames b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

}  // namespace

ConstraintFact* CatalogBuilder::NewConstraint(Relation& relation,
                                              const Constraint& def,
                                              std::string_view name) {
  auto* fact = arena().New<ConstraintFact>();
  fact->thing = Thing::kConstraint;
  fact->born = fact->written = time_;
  fact->name = name;
  fact->def = &def;
  fact->relation = &relation;
  if (!def.not_valid && def.enforced) fact->validated = time_;
  fact->next = relation.constraints;
  relation.constraints = fact;
  CountName(Now().NameOf(relation).schema, name, 1);
  return fact;
}

ConstraintFact* CatalogBuilder::Named(Relation& relation,
                                      std::string_view constraint) {
  const ConstraintFact* fact = Now().FindConstraint(relation, constraint);
  return const_cast<ConstraintFact*>(fact);
}

std::string_view CatalogBuilder::CheckName(Relation& relation,
                                           const Constraint& def) {
  if (!def.name.empty()) return def.name.text;
  QualifiedName table = Now().NameOf(relation);
  std::string_view only;
  for (const Ident& column : def.check().columns()) {
    if (!only.empty() && column.text != only) {
      only = {};
      break;
    }
    only = column.text;
  }
  return ChooseConstraintName(table.schema, table.name, only, "check");
}

void CatalogBuilder::AddCheck(Relation& relation, const Constraint& constraint,
                              std::string_view name, int depth) {
  ConstraintFact* same = Named(relation, name);
  if (same != nullptr && depth == 0) {
    // Stated here, too; the children have it from the parent.
    bool taken = same->parents > 0 && !same->local;
    if (taken && same->def->kind == ConstraintKind::kCheck) {
      same->local = true;
      return;
    }
    same = nullptr;
  }
  if (same != nullptr) {
    ++same->parents;
  } else {
    ConstraintFact* fact = NewConstraint(relation, constraint, name);
    fact->local = depth == 0;
    fact->parents = depth == 0 ? 0 : 1;
    LinkFunctions(constraint.check(), *fact, Bond::kExpression, {}, nullptr);
  }
  if (constraint.no_inherit || depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    AddCheck(child, constraint, name, depth + 1);
  });
}

// The server makes the CHECKs that read a column of another type anew. Those
// that children have from this table alone are made from its own: valid or not
// as that is, and with nothing said of them.
void CatalogBuilder::RemakeChecks(Relation& relation, std::string_view column,
                                  int depth) {
  if (depth > kMaxDepth) return;
  View now = Now();
  std::vector<ConstraintFact*> read;
  now.EachConstraint(relation, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kCheck) return;
    std::span<const Ident> columns =
        fact.columns.empty() ? fact.def->check().columns() : fact.columns;
    bool reads = std::ranges::any_of(columns, [&](const Ident& each) {
      return now.Renamed(relation, each.text, fact.born) == column;
    });
    if (reads) read.push_back(const_cast<ConstraintFact*>(&fact));
  });
  EachChildOf(relation, [&](Relation& child) {
    for (const ConstraintFact* fact : read) {
      ConstraintFact* same = Named(child, Now().NameOf(*fact));
      if (same == nullptr || same->local || same->parents == 0) continue;
      BuryConstraint(*same);
      CopyCheck(*fact, child, true);
      child.constraints->parents = same->parents;
      if (!Now().IsValid(*fact)) child.constraints->validated = kNever;
    }
    RemakeChecks(child, column, depth + 1);
  });
}

// Before 18, a primary key makes its columns NOT NULL without a word; since
// then, they get constraints with names.
void CatalogBuilder::NameKeyNotNulls(Relation& relation,
                                     std::span<const Ident> columns) {
  bool old = catalog_.pg_version_ < 18;
  bool parent =
      relation.parts != nullptr && relation.parts->partitions != nullptr;
  for (const Ident& key : columns) {
    auto column = Now().FindColumn(relation, key.text);
    if (!column) continue;
    bool local = column->rare == nullptr || column->rare->not_null_local;
    // Before 18, children are told again of a column that has it already.
    bool again = old && parent && relation.born != time_;
    if (column->not_null == Answer::kYes && local && !again) continue;
    if (relation.born != time_) {
      if (!old || parent) SetNotNullIn(relation, key.text, nullptr, 0);
      continue;
    }
    if (!local && column->not_null == Answer::kYes) {
      RestateNotNull(relation, *column, {});
      SetColumn(relation, key.text, arena().New<Column>(*column));
      continue;
    }
    if (old) continue;
    column->not_null = Answer::kYes;
    NameNotNull(relation, *column, {});
    if (column->rare != nullptr) {
      SetColumn(relation, key.text, arena().New<Column>(*column));
    }
  }
}

std::string_view CatalogBuilder::KeyName(Relation& relation,
                                         const Constraint& constraint) {
  QualifiedName table = Now().NameOf(relation);
  if (constraint.kind == ConstraintKind::kPrimaryKey) {
    return ChooseRelationName(table.schema, table.name, "", "pkey", true);
  }
  Relation shape;
  ConstraintFact fact{};
  fact.def = &constraint;
  fact.born = time_;
  fact.relation = shape.table = &relation;
  shape.born = time_;
  shape.made_by = &fact;
  std::vector<std::string> labels = Now().KeyLabels(shape);
  std::vector<std::string_view> views(labels.begin(), labels.end());
  bool unique = constraint.kind == ConstraintKind::kUnique;
  return ChooseRelationName(table.schema, table.name, JoinedColumns(views),
                            unique ? "key" : "excl", true);
}

void CatalogBuilder::AddKey(Relation& relation, const Constraint& constraint) {
  QualifiedName table = Now().NameOf(relation);
  std::string_view name = constraint.name.text;
  Relation* index = nullptr;
  if (!constraint.using_index().empty()) {
    index = Find({table.schema, constraint.using_index().text, {}});
    if (name.empty()) name = constraint.using_index().text;
  }
  bool primary = constraint.kind == ConstraintKind::kPrimaryKey;
  if (name.empty()) name = KeyName(relation, constraint);
  std::span<const Ident> columns = constraint.columns;
  if (index != nullptr) columns = Idents(arena(), Now().IndexKeyOf(*index));
  if (primary) NameKeyNotNulls(relation, columns);
  ConstraintFact* fact = NewConstraint(relation, constraint, name);
  if (index == nullptr) {
    index = NewIndex(relation, name, nullptr, fact);
  } else {
    fact->columns = columns;
    index->made_by = fact;
    Move(*index, table.schema, name);
  }
  fact->index = index;
  for (Relation* child : PartitionsInOrder(relation)) {
    GiveIndex(*index, *child, 0);
  }
}

// The table and the key that a foreign key needs.
void CatalogBuilder::PointAt(ConstraintFact& fact) {
  Relation& to = *fact.references;
  Depend(to, {.who = &fact, .bond = Bond::kForeignKey});
  View now = Now();
  auto wanted = now.ReferencedKeyOf(fact);
  Relation* found = nullptr;
  now.EachAnyIndex(to, [&](const Relation& index) {
    bool unique = index.index != nullptr ? index.index->unique : true;
    if (unique && SameSet(now.IndexKeyOf(index), wanted)) {
      found = const_cast<Relation*>(&index);
    }
  });
  if (found == nullptr) return;
  Depend(*found, {.who = &fact, .bond = Bond::kForeignKey});
}

void CatalogBuilder::AddForeignKey(Relation& relation,
                                   const Constraint& constraint) {
  QualifiedName table = Now().NameOf(relation);
  std::string_view name = constraint.name.text;
  if (name.empty()) {
    name =
        ChooseConstraintName(table.schema, table.name,
                             JoinedColumns(Texts(constraint.columns)), "fkey");
  }
  ConstraintFact* fact = NewConstraint(relation, constraint, name);
  fact->references = Need(constraint.references());
  if (constraint.reference->columns.empty()) {
    const ConstraintFact* key = Now().PrimaryKey(*fact->references);
    if (key != nullptr) {
      fact->referenced = Idents(arena(), Now().KeyOf(*key));
    }
  }
  PointAt(*fact);
  // The server keeps a row for each partition that is pointed at.
  if (fact->references->partitioned) HideHalves(*fact, *fact->references, 0);
  EachChildOf(relation, [&](Relation& child) {
    if (child.parent == &relation) GiveForeignKey(*fact, child, 0);
  });
}

void CatalogBuilder::HideHalves(ConstraintFact& fact, Relation& to, int depth) {
  if (depth > kMaxDepth) return;
  QualifiedName table = Now().NameOf(*fact.relation);
  EachChildOf(to, [&](Relation& child) {
    std::string_view name = ChooseConstraintName(
        table.schema, table.name, JoinedColumns(Now().KeyOf(fact)), "fkey");
    CountName(table.schema, name, 1);
    HideHalves(fact, child, depth + 1);
  });
}

void CatalogBuilder::AddConstraintTo(Relation& relation,
                                     const Constraint& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::kCheck:
      return AddCheck(relation, constraint, CheckName(relation, constraint), 0);
    case ConstraintKind::kNotNull:
      for (const Ident& column : constraint.columns) {
        SetNotNullIn(relation, column.text, &constraint, 0);
      }
      return;
    case ConstraintKind::kForeignKey:
      return AddForeignKey(relation, constraint);
    default:
      return AddKey(relation, constraint);
  }
}

void CatalogBuilder::LinkFunctions(const Expr& expr, Object& who, Bond bond,
                                   std::string_view part, const void* proof) {
  if (catalog_.function_names_.size() == 0) return;
  for (const Name& called : expr.functions()) {
    const Overload* at = Now().FindFunctions(called.schema, called.name);
    bool sure = at != nullptr && at->next == nullptr;
    for (; at != nullptr && Spend(); at = at->next) {
      Depend(*at->function, {.who = &who,
                             .part = part,
                             .proof = proof,
                             .bond = bond,
                             .sure = sure});
    }
  }
}

void CatalogBuilder::Validate(Relation& relation, std::string_view name,
                              int depth) {
  if (ConstraintFact* fact = Named(relation, name)) {
    fact->validated = std::min(fact->validated, time_);
    if (fact->def->kind != ConstraintKind::kCheck) return;
  } else {
    auto column = NotNullNamed(relation, name);
    if (column) ValidateNotNull(relation, column->name, depth);
    return;
  }
  if (depth < 0 || depth > kMaxDepth) return;
  EachChildOf(relation,
              [&](Relation& child) { Validate(child, name, depth + 1); });
}

std::optional<Column> CatalogBuilder::NotNullNamed(Relation& relation,
                                                   std::string_view name) {
  View now = Now();
  for (const Column& column : now.Columns(relation)) {
    if (now.IsNotNull(relation, column.name) != Answer::kYes) continue;
    if (now.NotNullName(relation, column) == name) return column;
  }
  return std::nullopt;
}

void CatalogBuilder::DropConstraintOf(Relation& relation,
                                      const DropConstraint& op, int depth) {
  ConstraintFact* fact = Named(relation, op.constraint.text);
  if (fact == nullptr) {
    auto column = NotNullNamed(relation, op.constraint.text);
    if (column) DropNotNullIn(relation, column->name, depth);
    return;
  }
  if (fact->def->kind == ConstraintKind::kCheck && depth <= kMaxDepth) {
    EachChildOf(relation, [&](Relation& child) {
      ConstraintFact* same = Named(child, op.constraint.text);
      if (same == nullptr || same->parents == 0) return;
      --same->parents;
      if (depth < 0) {
        same->local |= same->parents == 0;
      } else if (same->parents == 0 && !same->local) {
        DropConstraintOf(child, op, depth + 1);
      }
    });
  }
  Drop({{.object = fact}}, op.cascade);
}

void CatalogBuilder::Apply(const AlterConstraint& op) {
  Relation* relation = Need(op.table);
  ConstraintFact* fact = Named(*relation, op.constraint.name.text);
  if (fact == nullptr) return;
  std::vector<ConstraintFact*> all = {fact};
  for (size_t i = 0; i < all.size() && Spend(); ++i) {
    Now().EachDependent(*all[i], [&](const Dependent& link) {
      if (link.bond == Bond::kInherits) {
        all.push_back(static_cast<ConstraintFact*>(link.who));
      }
    });
  }
  for (ConstraintFact* one : all) {
    if (op.sets_deferrable) {
      Say(*one, Trait::kDeferrable,
          op.constraint.initially_deferred ? "deferred"
          : op.constraint.deferrable       ? "deferrable"
                                           : "");
    }
    if (op.sets_enforced) {
      Say(*one, Trait::kEnforced, op.constraint.enforced ? "yes" : "no");
      if (op.constraint.enforced) one->validated = time_;
    }
    if (op.sets_inherit) {
      Say(*one, Trait::kNoInherit, op.constraint.no_inherit ? "yes" : "no");
    }
  }
}

// Its columns stay NOT NULL when a primary key goes.
void CatalogBuilder::KeepNotNull(const ConstraintFact& key) {
  View before = catalog_.At(time_);
  for (std::string_view name : before.KeyOf(key)) {
    auto column = Now().FindColumn(*key.relation, name);
    if (!column || column->not_null == Answer::kYes) continue;
    column->not_null = Answer::kYes;
    SetColumn(*key.relation, name, arena().New<Column>(*column));
  }
}

}  // namespace interlock::sql
