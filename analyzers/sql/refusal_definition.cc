// SPDX-License-Identifier: Apache-2.0
// Keys, identity and generated columns: definitions that contradict the table.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/refusal_keys.h"
#include "analyzers/sql/replica_identity.h"
#include "analyzers/sql/type_casts.h"

namespace interlock::sql::refusal {
namespace {

bool IsComputed(Generated generated) {
  return generated == Generated::kStored || generated == Generated::kVirtual;
}

Refusal SecondKey(const Case& c, const Name& table, Span span) {
  return c.Refuse(Cause::kInvalidDefinition, "42P16", span,
                  "{} cannot have two primary keys", table.name);
}

// --- Foreign keys ---

// What can be compared with one another without a cast that must be asked for.
enum class Family : uint8_t { kOther, kInteger, kString, kUuid, kBool, kBytes };
Family FamilyOf(std::string_view type) {
  struct Pair {
    std::string_view type;
    Family family;
  };
  constexpr Pair kPairs[] = {
      {"int2", Family::kInteger},        {"int4", Family::kInteger},
      {"int8", Family::kInteger},        {"serial", Family::kInteger},
      {"serial2", Family::kInteger},     {"serial4", Family::kInteger},
      {"serial8", Family::kInteger},     {"bigserial", Family::kInteger},
      {"smallserial", Family::kInteger}, {"text", Family::kString},
      {"varchar", Family::kString},      {"bpchar", Family::kString},
      {"uuid", Family::kUuid},           {"bool", Family::kBool},
      {"bytea", Family::kBytes},
  };
  for (const Pair& pair : kPairs) {
    if (pair.type == type) return pair.family;
  }
  return Family::kOther;
}

// Types of the server that the first key would have to be cast to, and is not.
bool NeedsCast(const Case& c, const TypeName& from, const TypeName& to) {
  constexpr std::string_view kFamilies[][4] = {
      {"int2", "int4", "int8", ""},
      {"float4", "float8", "", ""},
      {"text", "varchar", "name", "bpchar"},
      {"date", "timestamp", "timestamptz", ""},
  };
  TypeAt a{&from, c.view().time()};
  TypeAt b{&to, c.view().time()};
  const std::string_view x = PlainType(c.view(), a).name;
  const std::string_view y = PlainType(c.view(), b).name;
  for (const auto& family : kFamilies) {
    bool both = std::ranges::find(family, x) != std::end(family) &&
                std::ranges::find(family, y) != std::end(family);
    if (both) return false;
  }
  bool numbers = x == "numeric" && (y == "int2" || y == "int4" || y == "int8");
  return numbers &&
         IsCastBy(CastWhen::kImplicit, c.view(), a, b) == Answer::kNo;
}

bool Differ(const TypeName* a, const TypeName* b) {
  if (a == nullptr || b == nullptr) return false;
  Family x = FamilyOf(a->name());
  Family y = FamilyOf(b->name());
  if (x == Family::kOther || y == Family::kOther) return false;
  return x != y || (a->array_dims() != 0) != (b->array_dims() != 0);
}

// One end of a foreign key: a table that is there, or the one being created.
class End {
 public:
  End(const Case& c, const Relation* table, const CreateTable* created)
      : c_(c), table_(table), created_(created) {}
  bool known() const { return table_ != nullptr || created_ != nullptr; }
  Keys keys() const {
    return created_ != nullptr ? KeysOf(*created_) : KeysOf(c_, *table_);
  }
  const TypeName* TypeOf(std::string_view column) const {
    if (created_ != nullptr) {
      for (const ColumnDef& def : created_->columns) {
        if (def.name.text == column) return &def.type;
      }
      return nullptr;
    }
    auto found = c_.FindColumn(*table_, column);
    return found ? found->type : nullptr;
  }

 private:
  const Case& c_;
  const Relation* table_;
  const CreateTable* created_;
};

// Long: the server's checks of a key, in its order.
Verdict CheckForeignKey(const Case& c, const Name& table,
                        const CreateTable* created, const Constraint& key,
                        std::span<const Ident> from,
                        const TypeName* from_type) {
  const Name& other = key.references();
  bool itself = created != nullptr && other.name == created->table.name &&
                other.schema == created->table.schema;
  const Relation* found = itself ? nullptr : c.Sure(other);
  if (found != nullptr && found->kind != RelationKind::kTable) {
    return c.Refuse(Cause::kWrongKind, "42809", other.span,
                    "{} is {}, not a table", other.name,
                    WithArticle(NameOf(found->kind)));
  }
  End to(c, itself ? nullptr : c.Sure(other), itself ? created : nullptr);
  if (!to.known()) return {};
  Keys keys = to.keys();
  ColumnNames columns = TextsOf(key.reference->columns);
  if (columns.empty()) {
    const Key* primary = keys.Primary();
    if (primary == nullptr) {
      if (!keys.whole || !c.IsAlone()) return {};
      return c.Refuse(Cause::kTargetNotUnique, "42704", other.span,
                      "{} has no primary key to refer to", other.name);
    }
    columns = primary->columns;
    if (columns.empty()) return {};
  }
  if (!from.empty() && from.size() != columns.size()) {
    return c.Refuse(Cause::kInvalidDefinition, "42830", key.span,
                    "the foreign key has {} columns, its target {}",
                    from.size(), columns.size());
  }
  const Key* target = keys.Over(columns);
  if (target == nullptr) {
    if (!keys.whole || !c.IsAlone()) return {};
    Refusal out = c.Refuse(
        Cause::kTargetNotUnique, "42830", other.span,
        "no unique key of {} is over just the columns that the foreign key "
        "refers to",
        other.name);
    return out;
  }
  if (target->deferrable) {
    return c.Refuse(Cause::kTargetNotUnique, "55000", other.span,
                    "the unique key of {} is deferrable: a foreign key cannot "
                    "refer to it",
                    other.name);
  }
  End own(c, created == nullptr ? c.Sure(table) : nullptr, created);
  for (size_t i = 0; i < columns.size(); ++i) {
    const TypeName* type = from_type;
    if (type == nullptr && own.known() && i < from.size()) {
      type = own.TypeOf(from[i].text);
    }
    const TypeName* target_type = to.TypeOf(columns[i]);
    bool differ = Differ(type, target_type) ||
                  (type != nullptr && target_type != nullptr &&
                   NeedsCast(c, *type, *target_type));
    if (!differ) continue;
    return c.Refuse(Cause::kInvalidDefinition, "42804", key.span,
                    "the foreign key compares {} with {}", type->name(),
                    to.TypeOf(columns[i])->name());
  }
  return {};
}

// --- By op ---

Verdict Check(const Case& c, const CreateTable& op) {
  if (op.if_not_exists && c.view().Find(op.table) != nullptr) return {};
  bool primary = false;
  auto second = [&](const Constraint& one) {
    if (one.kind != ConstraintKind::kPrimaryKey) return false;
    return std::exchange(primary, true);
  };
  for (const ColumnDef& column : op.columns) {
    for (const Constraint& one : column.constraints()) {
      if (second(one)) return SecondKey(c, op.table, one.span);
      if (one.kind != ConstraintKind::kForeignKey) continue;
      auto verdict = CheckForeignKey(c, op.table, &op, one, {}, &column.type);
      if (verdict) return verdict;
    }
  }
  for (const Constraint& one : op.constraints) {
    if (second(one)) return SecondKey(c, op.table, one.span);
    if (one.kind != ConstraintKind::kForeignKey) continue;
    auto verdict = CheckForeignKey(c, op.table, &op, one, one.columns, nullptr);
    if (verdict) return verdict;
  }
  return {};
}

bool HasPrimaryKey(const Case& c, const Relation& table) {
  bool found = false;
  c.view().EachConstraint(table, [&](const ConstraintFact& fact) {
    found |= fact.def->kind == ConstraintKind::kPrimaryKey;
  });
  return found;
}

bool InPrimaryKey(const Case& c, const Relation& table,
                  std::string_view column) {
  bool found = false;
  c.view().EachConstraint(table, [&](const ConstraintFact& fact) {
    if (fact.def->kind != ConstraintKind::kPrimaryKey) return;
    for (std::string_view key : c.view().KeyOf(fact)) found |= key == column;
  });
  return found;
}

// Of the index that REPLICA IDENTITY named, while it stands.
bool InReplicaIdentity(const Case& c, const Relation& table,
                       std::string_view column) {
  const Relation* index = ReplicaIndexOf(c.view(), table);
  if (index == nullptr) return false;
  auto key = c.view().IndexKeyOf(*index);
  return std::ranges::find(key, column) != key.end();
}

// Drops in the same statement come first.
bool DropsConstraint(const Case& c) {
  if (c.statement().size() > 1000) return true;
  return std::ranges::any_of(c.statement(), [](const Op* op) {
    return op->kind == OpKind::kDropConstraint ||
           op->kind == OpKind::kDropColumn;
  });
}

bool IsPrimary(const Constraint& constraint) {
  return constraint.kind == ConstraintKind::kPrimaryKey;
}

// Drops have run by then.
bool AddsPrimaryKeyBefore(const Case& c) {
  if (c.IsAlone() || c.statement().size() > kMaxActions) return false;
  for (size_t i = 0; i < c.statement().size(); ++i) {
    const Op* op = c.statement()[i];
    if (op == &c.op() || !c.RunsBefore(i)) continue;
    const auto* add = As<AddConstraint>(*op);
    if (add != nullptr && IsPrimary(add->constraint)) return true;
    const auto* column = As<AddColumn>(*op);
    if (column == nullptr || column->if_not_exists) continue;
    if (std::ranges::any_of(column->column.constraints(), IsPrimary)) {
      return true;
    }
  }
  return false;
}

bool IsSecondKey(const Case& c, const Relation& table) {
  return AddsPrimaryKeyBefore(c) ||
         (HasPrimaryKey(c, table) && !DropsConstraint(c));
}

// ADD ... USING INDEX takes a plain unique index of the table.
Verdict CheckIndex(const Case& c, const Relation& table, const Ident& ident) {
  Name name{c.view().NameOf(table).schema, ident.text, ident.span};
  Sight sight = c.Look(name);
  if (sight.there == Answer::kNo) {
    return c.Missing("index", "42704", name, sight);
  }
  if (sight.there != Answer::kYes) return {};
  const Relation& index = *sight.relation;
  if (index.kind != RelationKind::kIndex) return {};
  auto fault = [&](std::string_view state, std::string_view what) {
    return c.Refuse(Cause::kInvalidDefinition, state, ident.span, "{} {}",
                    ident.text, what);
  };
  if (index.table != &table) {
    return fault("55000", "is an index of another table");
  }
  const CreateIndex* def = index.index;
  if (def == nullptr) return fault("55000", "belongs to a constraint already");
  if (!def->unique) return fault("42809", "is not unique");
  if (def->where.present()) return fault("42809", "is partial");
  for (const IndexColumn& column : def->columns) {
    if (column.column.empty()) return fault("42809", "holds an expression");
    if (column.descending) return fault("42809", "is not in default order");
  }
  return {};
}

Verdict Check(const Case& c, const AddConstraint& op) {
  const Constraint& added = op.constraint;
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  bool key = added.kind == ConstraintKind::kPrimaryKey ||
             added.kind == ConstraintKind::kUnique;
  if (key && added.not_valid) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", added.span,
                    "a unique key cannot be NOT VALID: its index is built at "
                    "once");
  }
  bool second =
      added.kind == ConstraintKind::kPrimaryKey && IsSecondKey(c, *table);
  if (second) return SecondKey(c, op.table, added.span);
  if (!added.using_index().empty()) {
    return CheckIndex(c, *table, added.using_index());
  }
  if (added.kind == ConstraintKind::kCheck && added.check().has_subquery) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", added.span,
                    "a CHECK cannot hold a subquery");
  }
  if (added.kind != ConstraintKind::kForeignKey) return {};
  return CheckForeignKey(c, op.table, nullptr, added, added.columns, nullptr);
}

Verdict Check(const Case& c, const AddColumn& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || op.if_not_exists) return {};
  for (const Constraint& one : op.column.constraints()) {
    bool second =
        one.kind == ConstraintKind::kPrimaryKey && IsSecondKey(c, *table);
    if (second) return SecondKey(c, op.table, one.span);
    if (one.kind != ConstraintKind::kForeignKey) continue;
    auto verdict =
        CheckForeignKey(c, op.table, nullptr, one, {}, &op.column.type);
    if (verdict) return verdict;
  }
  return {};
}

Verdict Check(const Case& c, const DropNotNull& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || !c.IsAlone()) return {};
  auto column = c.FindColumn(*table, op.column.text);
  if (column && IsIdentity(column->generated)) {
    return c.Refuse(Cause::kInvalidDefinition, "42601", op.column.span,
                    "{} is an identity column, which is always NOT NULL",
                    op.column.text);
  }
  if (InReplicaIdentity(c, *table, op.column.text)) {
    return c.Refuse(Cause::kInvalidDefinition, "42P16", op.column.span,
                    "{} is in the index that is the replica identity of {}",
                    op.column.text, op.table.name);
  }
  if (!InPrimaryKey(c, *table, op.column.text)) return {};
  return c.Refuse(Cause::kInvalidDefinition, "42P16", op.column.span,
                  "{} is part of the primary key of {}", op.column.text,
                  op.table.name);
}

Verdict CheckDefault(const Case& c, const Name& name, const Ident& ident) {
  const Relation* table = c.Sure(name);
  if (table == nullptr || !c.IsAlone()) return {};
  auto column = c.FindColumn(*table, ident.text);
  if (!column) return {};
  std::string_view what = IsIdentity(column->generated)   ? "an identity"
                          : IsComputed(column->generated) ? "a generated"
                                                          : "";
  if (what.empty()) return {};
  return c.Refuse(Cause::kInvalidDefinition, "42601", ident.span,
                  "{} is {} column: it has no default of its own", ident.text,
                  what);
}

Verdict Check(const Case& c, const AlterGenerated& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || !c.IsAlone()) return {};
  auto column = c.FindColumn(*table, op.column.text);
  if (!column) return {};
  std::string_view fault;
  switch (op.change) {
    case GeneratedChange::kAddIdentity:
      if (IsIdentity(column->generated))
        fault = "is an identity column already";
      else if (IsComputed(column->generated)) {
        if (c.view().IsNotNull(*table, op.column.text) != Answer::kNo)
          return {};
        fault = "is not declared NOT NULL";
      } else if (column->type != nullptr &&
                 FamilyOf(column->type->name()) == Family::kString)
        return c.Refuse(Cause::kInvalidDefinition, "22023", op.column.span,
                        "{} is no integer: it cannot be an identity column",
                        op.column.text);
      else if (column->default_value != nullptr)
        fault = "has a default";
      else if (c.view().IsNotNull(*table, op.column.text) == Answer::kNo)
        fault = "is not declared NOT NULL";
      break;
    case GeneratedChange::kDropIdentity:
      if (op.if_exists) return {};
      [[fallthrough]];
    case GeneratedChange::kSetIdentity:
      if (!IsIdentity(column->generated)) fault = "is no identity column";
      break;
    case GeneratedChange::kDropExpression:
      if (op.if_exists) return {};
      [[fallthrough]];
    case GeneratedChange::kSetExpression:
      if (!IsComputed(column->generated)) fault = "is no generated column";
      break;
  }
  if (fault.empty()) return {};
  return c.Refuse(Cause::kInvalidDefinition, "55000", op.column.span, "{} {}",
                  op.column.text, fault);
}

Verdict Check(const Case& c, const Insert& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || !op.has_conflict_target) return {};
  if (op.conflict_columns.empty() || table->kind != RelationKind::kTable) {
    return {};
  }
  Keys keys = KeysOf(c, *table);
  if (!keys.whole) return {};
  ColumnNames columns = TextsOf(op.conflict_columns);
  if (const Key* key = keys.Over(columns)) {
    auto other = std::ranges::count_if(keys.list, [&](const Key& one) {
      return one.columns.size() == columns.size();
    });
    if (!key->deferrable || other > 1) return {};
    return c.Refuse(Cause::kNoConflictKey, "55000", op.conflict_columns[0].span,
                    "the key of {} over these columns is deferrable: ON "
                    "CONFLICT cannot use it",
                    op.table.name);
  }
  // A partial index, or one over expressions, may match too.
  bool maybe = false;
  c.view().EachIndex(*table, [&](const Relation& index) {
    maybe |= index.index != nullptr && index.index->unique;
  });
  if (maybe) return {};
  return c.Refuse(Cause::kNoConflictKey, "42P10", op.conflict_columns[0].span,
                  "no unique key of {} is over just these columns",
                  op.table.name);
}

}  // namespace

Verdict CheckDefinition(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Check(c, static_cast<const CreateTable&>(op));
    case OpKind::kAddConstraint:
      return Check(c, static_cast<const AddConstraint&>(op));
    case OpKind::kAddColumn:
      return Check(c, static_cast<const AddColumn&>(op));
    case OpKind::kDropNotNull:
      return Check(c, static_cast<const DropNotNull&>(op));
    case OpKind::kSetDefault:
      return CheckDefault(c, static_cast<const SetDefault&>(op).table,
                          static_cast<const SetDefault&>(op).column);
    case OpKind::kDropDefault:
      return CheckDefault(c, static_cast<const DropDefault&>(op).table,
                          static_cast<const DropDefault&>(op).column);
    case OpKind::kAlterGenerated:
      return Check(c, static_cast<const AlterGenerated&>(op));
    case OpKind::kInsert:
      return Check(c, static_cast<const Insert&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
