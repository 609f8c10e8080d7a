// SPDX-License-Identifier: Apache-2.0
// ALTER COLUMN TYPE: the table, its indexes, checks and foreign keys.
#include <algorithm>

#include "analyzers/sql/meter.h"

namespace interlock::sql {
namespace {

bool IsPlain(const AlterColumnType& op) {
  const Expr& value = op.using_expr;
  if (!value.present()) return true;
  return value.functions().empty() && !value.has_subquery &&
         value.columns().size() == 1 &&
         value.columns()[0].text == op.column.text;
}

constexpr int kMaxDomains = 32;  // and levels of partitions

}  // namespace

// A domain is its base when it checks nothing, or is left.
// Long: what tells the two types apart, one thing after the other.
Meter::TypeChange Meter::ChangeOf(const AlterColumnType& op,
                                  const Relation& table) const {
  TypeChange change;
  change.column = op.column.text;
  std::optional<Column> column = view_.FindColumn(table, op.column.text);
  if (!column || column->type == nullptr) return change;
  change.from = column->type;
  change.to = &op.type;
  const Object* from = view_.TypeOf(*column);
  const Object* to = view_.TypeOf(op.type, view_.time());
  std::string_view old;
  if (column->rare != nullptr) old = column->rare->collation;
  bool as_added = column->def != nullptr && column->typed <= column->added;
  if (old.empty() && as_added) old = column->def->collation().text;
  std::string_view now = op.collation.text;
  if (old == "default") old = {};
  if (now == "default") now = {};
  change.new_collation = old != now;
  if (from != nullptr && from == to &&
      change.from->array_dims() == change.to->array_dims()) {
    change.cost = Work::kInstant;
    change.same_operators = true;
    return change;
  }
  auto base = [&](const Object* object, const TypeName*& type) {
    for (int left = kMaxDomains; left > 0 && object != nullptr; --left) {
      if (object->thing != Thing::kType || type->array_dims() != 0) return;
      const auto& fact = static_cast<const TypeFact&>(*object);
      if (fact.kind != TypeKind::kDomain || fact.domain == nullptr) return;
      type = &fact.domain->base;
      object = view_.TypeOf(*type, fact.born);
    }
  };
  bool checked = view_.IsConstrainedDomain(op.type) == Answer::kYes;
  base(from, change.from);
  base(to, change.to);
  change.cost = CostOfTypeChange(change.from, *change.to,
                                 setting_.settings.utc(), version());
  // Two types of the user's, although one may have had the other's name.
  bool apart = from != nullptr && to != nullptr && from != to &&
               change.from == column->type && change.to == &op.type;
  if (apart) change.cost = Work::kRewrite;
  if (checked) change.cost = Work::kRewrite;
  change.same_operators = SharesOperators(*change.from, *change.to);
  return change;
}

bool Meter::IsChecked(const Relation& table, std::string_view column) const {
  bool checked = false;
  view_.EachConstraint(table, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kCheck) return;
    if (!fact.ValidAt(view_.time()) || DroppedHere(table, fact)) return;
    for (const Ident& used : fact.def->check().columns()) {
      checked |= view_.Renamed(table, used.text, fact.born) == column;
    }
  });
  return checked;
}

bool Meter::KeepsIndex(const Relation& index, const TypeChange& change) const {
  const CreateIndex* def = index.index;
  if (!view_.IsValid(index)) return false;
  if (def == nullptr) {
    bool exclude = index.made_by != nullptr &&
                   index.made_by->def->kind == ConstraintKind::kExclude;
    return change.same_operators && !change.new_collation && !exclude;
  }
  if (def->where.present()) return false;
  for (const IndexColumn& key : def->columns) {
    if (key.column.empty()) return false;
    if (view_.IndexColumnOf(index, key.column.text) != change.column) continue;
    if (!change.same_operators && key.opclass.empty()) return false;
    bool collated = !key.extras->collation.empty();
    if (change.new_collation && !collated) return false;
    // Operators over any array or enum are bound to the very type.
    if (change.from->array_dims() != 0 &&
        change.from->name() != change.to->name()) {
      return false;
    }
  }
  return true;
}

// Foreign keys on either side are made again, and looked up again when other
// operators compare them.
void Meter::RemakeKeys(const Relation& table, const TypeChange& change,
                       RelationEffect& item) {
  auto uses = [&](std::span<const std::string_view> names) {
    return std::ranges::find(names, change.column) != names.end();
  };
  bool checks = !change.same_operators;
  auto work = [&](const ConstraintFact& fact) {
    return checks && view_.IsValid(fact) ? Work::kScan : Work::kInstant;
  };
  view_.EachConstraint(table, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kForeignKey || fact.hidden) return;
    if (!uses(view_.KeyOf(fact)) || fact.references == nullptr) return;
    if (DroppedHere(table, fact)) return;
    item.work = std::max(item.work, work(fact));
    if (full()) {
      AddRelation(*fact.references, Fact::kAlterTypeKey, item.name.span).work =
          work(fact);
    }
  });
  view_.EachForeignKeyTo(table, [&](const ConstraintFact& fact) {
    if (fact.relation == nullptr || fact.relation == &table) return;
    if (!uses(view_.ReferencedKeyOf(fact)) || fact.hidden) return;
    item.work = std::max(item.work, work(fact));
    if (full()) {
      AddRelation(*fact.relation, Fact::kAlterTypeKey, item.name.span).work =
          work(fact);
    }
  });
}

void Meter::Measure(const AlterColumnType& op) {
  const Relation* table = view_.Find(op.table);
  AddTo(op.table, table, Fact::kAlterTypeRewrite);
  std::vector<const Relation*> tables;
  if (table != nullptr) tables.push_back(table);
  if (full() && table != nullptr && !op.only) {
    for (const Relation* child : Below(*table)) tables.push_back(child);
  }
  if (table == nullptr) {
    effects_.list.all().front().Assume(Doubt::kTable);
    return;
  }
  for (const Relation* each : tables) {
    QualifiedName name = view_.NameOf(*each);
    RelationEffect item = effects_.list.all().front();
    if (each != table) item.name = {name.schema, name.name, op.table.span};
    item.relation = each;
    ChangeType(op, *each, item);
  }
}

bool Meter::Uses(const Relation& index, std::string_view column) const {
  auto lists = [&](const ColumnNames& names) {
    return std::ranges::find(names, column) != names.end();
  };
  if (lists(view_.IndexKeyOf(index)) || lists(view_.IncludedIn(index))) {
    return true;
  }
  if (index.index == nullptr) return false;
  auto reads = [&](const Expr& expr) {
    return std::ranges::any_of(expr.columns(), [&](const Ident& used) {
      return view_.IndexColumnOf(index, used.text) == column;
    });
  };
  return reads(index.index->where) ||
         std::ranges::any_of(index.index->columns, [&](const IndexColumn& key) {
           return reads(key.expression);
         });
}

// Another action of the statement remade it already, as a part of an index of
// the partitioned table that stays.
bool Meter::IsRemade(const Relation& index) const {
  const Relation* at = &index;
  for (int left = kMaxDomains; left > 0 && !at->AliveAt(view_.time()); --left) {
    if (at->parts == nullptr || at->parts->index_parent == nullptr) {
      return false;
    }
    at = at->parts->index_parent;
  }
  return at != &index && at->AliveAt(view_.time());
}

void Meter::ChangeType(const AlterColumnType& op, const Relation& table,
                       RelationEffect item) {
  TypeChange change = ChangeOf(op, table);
  item.fact = Fact::kAlterTypeWider;
  item.assumed = false;
  if (!IsPlain(op)) change.cost = Work::kRewrite;
  if (change.cost == Work::kUnknown) {
    bool zones = change.from != nullptr &&
                 change.from->name().starts_with("timestamp") &&
                 change.to->name().starts_with("timestamp");
    item.Assume(change.from == nullptr ? Doubt::kColumn
                : zones                ? Doubt::kZone
                                       : Doubt::kType);
    change.cost = Work::kRewrite;
  }
  if (change.cost == Work::kRewrite) {
    item.fact = Fact::kAlterTypeRewrite;
  } else if (IsChecked(table, op.column.text)) {
    item.fact = Fact::kAlterTypeChecked;
  }
  item.work = InfoOf(item.fact).work;
  if (change.from != nullptr) {
    setting_.start.EachAnyIndex(table, [&](const Relation& index) {
      bool there = index.AliveAt(view_.time()) || IsRemade(index);
      if (!there || !Uses(index, op.column.text)) return;
      bool rebuilt =
          change.cost == Work::kRewrite || !KeepsIndex(index, change);
      AddIndex(index, Lock::kAccessExclusive, rebuilt && !table.partitioned);
      if (!rebuilt || item.work >= Work::kIndexBuild) return;
      item.fact = Fact::kAlterTypeIndexed;
      item.work = Work::kIndexBuild;
    });
    RemakeKeys(table, change, item);
  }
  RelationEffect& first = effects_.list.all().front();
  if (first.relation == item.relation) {
    first = item;
  } else {
    effects_.list.Add(item);
  }
}

}  // namespace interlock::sql
