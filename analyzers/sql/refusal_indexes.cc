// SPDX-License-Identifier: Apache-2.0
// What an index can be made of, and which one serves CLUSTER and replication.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/refusal_text.h"
#include "analyzers/sql/type_casts.h"

namespace interlock::sql::refusal {
namespace {

// --- An index that a statement names by itself ---

// Of the table's own schema.
Sight LookAtIndex(const Case& c, const Relation& table, const Ident& index) {
  return c.Look({c.view().NameOf(table).schema, index.text, index.span});
}

Verdict MissingIndex(const Case& c, const Relation& table, const Ident& index) {
  if (index.empty()) return {};
  Sight sight = LookAtIndex(c, table, index);
  if (sight.there != Answer::kNo) return {};
  return c.Missing("index", "42704", {{}, index.text, index.span}, sight);
}

// The one that is certainly there.
const Relation* SureIndex(const Case& c, const Relation& table,
                          const Ident& index) {
  Sight sight = LookAtIndex(c, table, index);
  bool found = sight.there == Answer::kYes &&
               sight.relation->kind == RelationKind::kIndex;
  return found ? sight.relation : nullptr;
}

bool IsPartial(const Relation& index) {
  return index.index != nullptr && index.index->where.present();
}

Refusal Unfit(const Case& c, const Ident& index, std::string_view state,
              std::string_view why) {
  return c.Refuse(Cause::kInvalidDefinition, state, index.span, "{} {}",
                  index.text, why);
}

Verdict Clusterable(const Case& c, const Relation& table, const Ident& name) {
  if (auto no = MissingIndex(c, table, name)) return no;
  const Relation* index = SureIndex(c, table, name);
  if (index == nullptr) return {};
  if (index->table != &table) {
    return Unfit(c, name, "42809", "is an index of another table");
  }
  std::string_view method =
      index->index == nullptr ? "btree" : index->index->method;
  if (method == "hash" || method == "gin" || method == "brin" ||
      method == "spgist") {
    return Unfit(c, name, "0A000", "has no order to cluster by");
  }
  if (!IsPartial(*index)) return {};
  return Unfit(c, name, "0A000", "is partial: rows outside have no order");
}

// Replication finds rows by it: whole, at once, and never by NULL.
Verdict Identifies(const Case& c, const Relation& table, const Ident& name) {
  if (auto no = MissingIndex(c, table, name)) return no;
  const Relation* index = SureIndex(c, table, name);
  if (index == nullptr) return {};
  if (index->table != &table) {
    return Unfit(c, name, "42809", "is an index of another table");
  }
  const ConstraintFact* owner = index->made_by;
  bool unique =
      index->index != nullptr
          ? index->index->unique
          : owner != nullptr && owner->def->kind != ConstraintKind::kExclude;
  if (!unique) return Unfit(c, name, "42809", "is not unique");
  if (owner != nullptr && c.view().IsDeferrable(*owner)) {
    return Unfit(c, name, "0A000", "is checked too late: it is deferrable");
  }
  for (std::string_view column : c.view().IndexKeyOf(*index)) {
    if (column.empty()) {
      return Unfit(c, name, "0A000", "holds an expression");
    }
  }
  if (IsPartial(*index)) return Unfit(c, name, "0A000", "is partial");
  if (!c.IsAlone()) return {};
  for (std::string_view column : c.view().IndexKeyOf(*index)) {
    if (c.view().IsNotNull(table, column) != Answer::kNo) continue;
    return Unfit(c, name, "42809",
                 fmt::format("holds {}, which may be NULL", column));
  }
  return {};
}

Verdict Check(const Case& c, const AlterTable& op) {
  bool identity =
      op.change == TableChange::kReplicaIdentity && op.replica_identity == 'i';
  bool clusters = op.change == TableChange::kClusterOn;
  const Relation* table = identity || clusters ? c.Sure(op.table) : nullptr;
  if (table == nullptr) return {};
  if (identity) return Identifies(c, *table, op.argument);
  if (auto no = Clusterable(c, *table, op.argument)) return no;
  if (table->def == nullptr || !table->def->partitioned) return {};
  return Unfit(c, op.argument, "0A000",
               "is an index of a partitioned table: only those of its "
               "partitions can be marked");
}

Verdict Check(const Case& c, const Cluster& op) {
  if (op.table.empty()) return {};
  Sight sight = c.Look(op.table);
  if (sight.there == Answer::kNo) {
    return c.Missing("table", "42P01", op.table, sight);
  }
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  if (!op.index.empty()) return Clusterable(c, *table, op.index);
  const Note* said = c.view().Said(*table, Trait::kClustered);
  bool marked = said != nullptr && !said->value.empty();
  if (marked || !c.IsWhole(*table)) return {};
  return c.Refuse(Cause::kMissingObject, "42704", op.table.span,
                  "{} was never clustered: say by which index", op.table.name);
}

// --- CREATE INDEX ---

struct Method {
  std::string_view name;
  bool unique;
  bool several;  // columns
  bool include;
};
constexpr Method kMethods[] = {
    {"btree", true, true, true},  {"hash", false, false, false},
    {"gist", false, true, true},  {"gin", false, true, false},
    {"brin", false, true, false}, {"spgist", false, false, true},
};

Verdict CheckMethod(const Case& c, const CreateIndex& op) {
  auto fault = [&](std::string_view what) {
    return c.Refuse(Cause::kInvalidDefinition, "0A000", op.keyword,
                    "{} indexes do not support {}", op.method, what);
  };
  for (const Method& one : kMethods) {
    if (one.name != op.method) continue;
    if (op.unique && !one.unique) return fault("UNIQUE");
    if (!op.include.empty() && !one.include && c.pg_version() >= 14) {
      return fault("INCLUDE");
    }
    if (op.columns.size() > 1 && !one.several) return fault("several columns");
    return {};
  }
  bool sure = c.view().SeesEverything() && c.view().HasNoExtensions();
  if (!sure || HoldsPlaceholder(op.method)) return {};
  return c.Refuse(Cause::kMissingObject, "42704", op.keyword,
                  "there is no index method {}", op.method);
}

// Types that the methods have no operators for, unless an extension does.
constexpr std::string_view kScalars[] = {
    "bool", "bpchar", "bytea",     "date",        "float4", "float8",  "int2",
    "int4", "int8",   "name",      "numeric",     "oid",    "text",    "time",
    "uuid", "xml",    "timestamp", "timestamptz", "varbit", "varchar", "json",
};
constexpr std::string_view kUnordered[] = {"json",    "xml",    "point", "box",
                                           "polygon", "circle", "line"};

template <size_t kSize>
bool Has(const std::string_view (&list)[kSize], std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

Verdict CheckOperators(const Case& c, std::string_view method,
                       const Relation& table, const IndexColumn& column) {
  if (column.column.empty() || !column.opclass.empty()) return {};
  auto found = c.FindColumn(table, column.column.text);
  if (!found || found->type == nullptr || !c.view().HasNoExtensions()) {
    return {};
  }
  const TypeShape& type = PlainType(c.view(), {found->type, found->typed});
  bool built_in = c.view().TypeOf(*found->type, found->typed) == nullptr;
  if (!built_in || type.array_dims != 0) return {};
  bool none = method == "gin" || method == "gist" ? Has(kScalars, type.name)
              : method == "btree" || method == "hash"
                  ? Has(kUnordered, type.name)
                  : false;
  if (!none) return {};
  return c.Refuse(Cause::kMissingObject, "42704", column.span,
                  "{} indexes have no operators for {}", method, type.name);
}

// date_trunc('day', c) of a time that the session's zone tells.
Verdict Truncated(const Case& c, const Relation& table, const Expr& value) {
  bool simple = value.functions().size() == 1 && value.columns().size() == 1 &&
                value.functions()[0].name == "date_trunc" &&
                value.functions()[0].schema.empty() &&
                value.span.end <= c.text().size();
  if (!simple) return {};
  std::string_view text = c.text();
  Tokens tokens(text, value.span);
  Token t = tokens.Next();
  while (t.symbol == '(') t = tokens.Next();
  if (!WordIs(text, t, "date_trunc") || tokens.Next().symbol != '(' ||
      PlainString(text, tokens.Next()).empty() || tokens.Next().symbol != ',') {
    return {};
  }
  const Ident& column = value.columns()[0];
  if (tokens.Next().span.begin != column.span.begin ||
      tokens.Next().symbol != ')') {
    return {};
  }
  auto found = c.FindColumn(table, column.text);
  if (!found || found->type == nullptr) return {};
  const TypeShape& type = PlainType(c.view(), {found->type, found->typed});
  bool zoned = type.name == "timestamptz" || type.name == "date";
  if (!zoned || type.array_dims != 0) return {};
  if (c.view().FindFunctions({}, "date_trunc") != nullptr) return {};
  Refusal out = c.Refuse(Cause::kInvalidDefinition, "42P17", value.span,
                         "date_trunc of a {} is not immutable: it depends on "
                         "the session's time zone",
                         type.name);
  out.help =
      fmt::format("date_trunc('day', {} AT TIME ZONE 'UTC') is", column.text);
  return out;
}

Verdict Check(const Case& c, const CreateIndex& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  bool there = op.if_not_exists && !op.name.empty() &&
               c.view().Find(table->schema, op.name.text) != nullptr;
  if (there) return {};
  if (auto no = CheckMethod(c, op)) return no;
  if (auto no = Mutable(c, op.where)) return no;
  for (const IndexColumn& column : op.columns) {
    if (auto no = Mutable(c, column.expression)) return no;
    if (auto no = Truncated(c, *table, column.expression)) return no;
    auto no = CheckOperators(c, op.method, *table, column);
    if (no) return no;
  }
  return {};
}

Verdict Check(const Case& c, const AddConstraint& op) {
  const Relation* table = c.Sure(op.table);
  const Constraint& added = op.constraint;
  if (table == nullptr || added.kind != ConstraintKind::kExclude) return {};
  std::string_view method =
      added.index->method.empty() ? "gist" : added.index->method;
  for (const IndexColumn& column : added.index->elements) {
    if (auto no = CheckOperators(c, method, *table, column)) return no;
  }
  return {};
}

}  // namespace

// Built-in functions that are not immutable whatever they are called with.
Verdict Mutable(const Case& c, const Expr& value) {
  constexpr std::string_view kMutable[] = {
      "array_to_json",
      "array_to_string",
      "clock_timestamp",
      "concat",
      "concat_ws",
      "current_database",
      "current_date",
      "current_schema",
      "current_setting",
      "current_user",
      "currval",
      "format",
      "gen_random_uuid",
      "nextval",
      "now",
      "random",
      "row_to_json",
      "session_user",
      "setval",
      "statement_timestamp",
      "timeofday",
      "to_char",
      "to_date",
      "to_json",
      "to_jsonb",
      "transaction_timestamp",
      "txid_current",
  };
  for (const Name& function : value.functions()) {
    bool own = !function.schema.empty() && function.schema != "pg_catalog";
    if (own || !Has(kMutable, function.name)) continue;
    if (c.view().FindFunctions({}, function.name) != nullptr) continue;
    if (!c.view().HasNoExtensions()) continue;
    return c.Refuse(Cause::kInvalidDefinition, "42P17", function.span,
                    "{} is not immutable: what it gives may change",
                    function.name);
  }
  return {};
}

Verdict CheckIndexes(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateIndex:
      return Check(c, static_cast<const CreateIndex&>(op));
    case OpKind::kAddConstraint:
      return Check(c, static_cast<const AddConstraint&>(op));
    case OpKind::kAlterTable:
      return Check(c, static_cast<const AlterTable&>(op));
    case OpKind::kCluster:
      return Check(c, static_cast<const Cluster&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
