// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_sql_parts.h"

#include <algorithm>

#include "analyzers/sql/catalog_access.h"
#include "analyzers/sql/catalog_sequence.h"
#include "analyzers/sql/catalog_text.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

std::string_view ActionName(char action) {
  switch (action) {
    case 'r':
      return "RESTRICT";
    case 'c':
      return "CASCADE";
    case 'n':
      return "SET NULL";
    case 'd':
      return "SET DEFAULT";
    default:
      return "NO ACTION";
  }
}

}  // namespace

SqlParts::SqlParts(const History& history, const View& view)
    : history_(history), view_(view) {
  for (const Slot* slot : view_.catalog().names()) {
    auto* relation = static_cast<const Relation*>(slot->At(view_.time()));
    if (relation == nullptr || relation->kind != RelationKind::kSequence) {
      continue;
    }
    view_.EachDependent(*relation, [&](const Dependent& link) {
      if (link.bond == Bond::kDefault && link.proof != nullptr) {
        sequences_[link.proof] = relation;
      }
    });
  }
}

std::string SqlParts::Full(const Relation& relation) const {
  return QuotedName(view_.NameOf(relation));
}

std::string SqlParts::List(std::span<const std::string_view> names) const {
  std::string out;
  for (std::string_view name : names) {
    if (!out.empty()) out += ", ";
    out += QuotedName(name);
  }
  return out;
}

std::string SqlParts::Spelled(const TypeName& type, Time written) const {
  const Object* own = view_.TypeOf(type, written);
  if (own == nullptr) return TypeText(view_, type, written);
  std::string out =
      QuotedName(own->thing == Thing::kType
                     ? view_.NameOf(static_cast<const TypeFact&>(*own))
                     : view_.NameOf(static_cast<const Relation&>(*own)));
  return type.array_dims() > 0 ? out + "[]" : out;
}

std::string_view SqlParts::Statement(Time when) const {
  const Migration* migration = history_.MigrationAt(when);
  const Op* op = history_.OpAt(when);
  if (migration == nullptr || op == nullptr || op->in_block) return {};
  const SqlFile& file = *migration->up;
  return file.statements[op->statement].span.In(file.source->text());
}

// Long: one case for each kind of type.
std::string SqlParts::Type(const TypeFact& type) const {
  std::string name = QuotedName(view_.NameOf(type));
  if (type.kind == TypeKind::kEnum) {
    std::string labels;
    for (std::string_view label : view_.Labels(type)) {
      labels += (labels.empty() ? "" : ", ") + QuotedText(label);
    }
    return "CREATE TYPE " + name + " AS ENUM (" + labels + ")";
  }
  if (type.kind == TypeKind::kComposite && type.row != nullptr) {
    std::string columns;
    for (const Column& column : view_.Columns(*type.row)) {
      columns += (columns.empty() ? "" : ", ") + QuotedName(column.name) + " " +
                 Spelled(*column.type, column.typed);
    }
    return "CREATE TYPE " + name + " AS (" + columns + ")";
  }
  if (type.kind == TypeKind::kRange) return Range(type);
  if (type.kind != TypeKind::kDomain || type.domain == nullptr) {
    return "-- not known: type " + name;
  }
  std::string out =
      "CREATE DOMAIN " + name + " AS " + Spelled(type.domain->base, type.born);
  if (type.domain->default_value.present()) {
    out += " DEFAULT ";
    out += WrittenText(history_, type.domain->default_value, type.born);
  }
  const Note* said = view_.Said(type, Trait::kNotNull);
  if (said != nullptr ? !said->value.empty() : type.domain->not_null) {
    out += " NOT NULL";
  }
  std::vector<const ConstraintFact*> checks;
  for (auto* at = type.constraints; at != nullptr; at = at->next) {
    if (at->AliveAt(view_.time())) checks.push_back(at);
  }
  std::string open;
  for (auto at = checks.rbegin(); at != checks.rend(); ++at) {
    std::string check = " CONSTRAINT " + QuotedName(view_.NameOf(**at)) +
                        " CHECK (" + CheckText(history_, view_, **at) + ")";
    if (view_.IsValid(**at)) {
      out += check;
    } else {
      open += ";\nALTER DOMAIN " + name + " ADD" + check + " NOT VALID";
    }
  }
  return out + open;
}

std::string SqlParts::Sequence(const Relation& sequence) const {
  std::string out = "CREATE ";
  if (view_.PersistenceOf(sequence) == Persistence::kUnlogged) {
    out += "UNLOGGED ";
  }
  return out + "SEQUENCE " + Full(sequence) + SequenceText(view_, sequence);
}

std::string SqlParts::Owned(const Relation& sequence) const {
  const RelationParts& parts = *sequence.parts;
  bool owned = !parts.identity && parts.owner != nullptr &&
               parts.owned < view_.time() && parts.disowned >= view_.time();
  if (!owned) return {};
  return "ALTER SEQUENCE " + Full(sequence) + " OWNED BY " +
         Full(*parts.owner) + "." +
         QuotedName(
             view_.Renamed(*parts.owner, parts.owner_column, parts.owned));
}

std::string SqlParts::Function(const FunctionFact& function) const {
  const FunctionVersion* version = view_.VersionOf(function);
  if (version == nullptr) return {};
  std::string name = QuotedName(view_.NameOf(function));
  std::string_view text = Statement(version->when);
  const Migration* migration = history_.MigrationAt(version->when);
  if (text.empty() || migration == nullptr) {
    return "-- not known: function " + name;
  }
  const Span& span = version->def->function.span;
  std::string_view whole = migration->up->source->text();
  auto begin = static_cast<uint32_t>(text.data() - whole.data());
  if (span.begin < begin || span.end > begin + text.size()) {
    return "-- not known: function " + name;
  }
  std::string out(text.substr(0, span.begin - begin));
  out += name;
  out += text.substr(span.end - begin);
  bool now = view_.VolatilityOf(function) == version->def->volatility;
  if (now) return out;
  constexpr std::string_view kWords[] = {"VOLATILE", "STABLE", "IMMUTABLE"};
  out += ";\nALTER ROUTINE " + Signature(function) + " ";
  out += kWords[static_cast<size_t>(view_.VolatilityOf(function))];
  return out;
}

std::string SqlParts::DefaultText(const Relation& table,
                                  const Column& column) const {
  if (column.serial) {
    const Relation* sequence =
        column.rare == nullptr ? nullptr : column.rare->sequence;
    if (sequence == nullptr) sequence = view_.SequenceOf(table, column.name);
    if (sequence == nullptr) return {};
    return "nextval(" + QuotedText(Full(*sequence)) + "::regclass)";
  }
  std::string text(
      WrittenText(history_, *column.default_value, column.defaulted));
  auto reads = sequences_.find(column.default_value);
  size_t open = text.find('\'');
  size_t close = open == text.npos ? open : text.find('\'', open + 1);
  if (reads == sequences_.end() || close == text.npos) return text;
  return text.substr(0, open) + QuotedText(Full(*reads->second)) +
         text.substr(close + 1);
}

std::string SqlParts::ColumnText(const Relation& table,
                                 const Column& column) const {
  std::string out = QuotedName(column.name) + " ";
  out += column.type == nullptr ? "/* not known */ text"
                                : Spelled(*column.type, column.typed);
  if (column.rare != nullptr && !column.rare->collation.empty()) {
    out += " COLLATE " + QuotedName(column.rare->collation);
  }
  if (const Expr* made = view_.GeneratedAs(column)) {
    bool told = column.rare != nullptr && column.rare->generated_as != nullptr;
    Time written = told ? column.rare->generated_written : column.added;
    auto names = view_.GeneratedFrom(table, column);
    out += " GENERATED ALWAYS AS (" +
           RenamedText(history_, *made, written, names) + ")";
    bool stored = column.generated == Generated::kStored;
    out += stored ? " STORED" : " VIRTUAL";
  } else if (IsIdentity(column.generated)) {
    bool always = column.generated == Generated::kIdentityAlways;
    out += always ? " GENERATED ALWAYS" : " GENERATED BY DEFAULT";
    out += " AS IDENTITY";
    const Relation* own = view_.SequenceOf(table, column.name);
    if (own != nullptr) {
      out += " (SEQUENCE NAME " + Full(*own) + SequenceText(view_, *own) + ")";
    }
  } else if (HasDefault(view_, column)) {
    std::string text = DefaultText(table, column);
    if (!text.empty()) out += " DEFAULT " + text;
  }
  if (view_.IsNotNull(table, column.name) != Answer::kYes) return out;
  if (view_.catalog().pg_version() >= 18) {
    out += " CONSTRAINT " + QuotedName(view_.NotNullName(table, column));
  }
  return out + " NOT NULL";
}

// Long: each clause of CREATE TABLE.
std::string SqlParts::Table(const Relation& table) const {
  if (table.kind == RelationKind::kForeignTable) {
    return "-- not known: foreign table " + Full(table);
  }
  std::string out = "CREATE ";
  if (view_.PersistenceOf(table) == Persistence::kUnlogged) out += "UNLOGGED ";
  out += "TABLE " + Full(table) + " (";
  std::string inherits;
  view_.EachParent(table, [&](const PartitionLink& link) {
    if (link.is_partition) return;
    inherits = Full(*link.parent) + (inherits.empty() ? "" : ", ") + inherits;
  });
  bool first = true;
  auto next = [&]() -> std::string& {
    out += first ? "\n  " : ",\n  ";
    first = false;
    return out;
  };
  for (const Column& column : view_.Columns(table)) {
    if (!inherits.empty() && !column.local) continue;
    next() += ColumnText(table, column);
  }
  std::vector<const ConstraintFact*> checks;
  view_.EachConstraint(table, [&](const ConstraintFact& fact) {
    bool check = fact.def->kind == ConstraintKind::kCheck;
    bool own = fact.local || inherits.empty();
    if (check && own && view_.IsValid(fact)) checks.push_back(&fact);
  });
  for (auto at = checks.rbegin(); at != checks.rend(); ++at) {
    next() += "CONSTRAINT " + QuotedName(view_.NameOf(**at)) + " CHECK (" +
              CheckText(history_, view_, **at) + ")";
    if ((*at)->def->no_inherit) out += " NO INHERIT";
  }
  out += ")";
  if (!inherits.empty()) out += " INHERITS (" + inherits + ")";
  if (!table.partitioned || table.def == nullptr) return out;
  constexpr std::string_view kStrategies[] = {"", "LIST", "RANGE", "HASH"};
  const TableOrigin& origin = *table.def->origin;
  out += " PARTITION BY ";
  out += kStrategies[static_cast<size_t>(origin.strategy)];
  std::string keys;
  for (const IndexColumn& element : origin.partition_elements) {
    if (!keys.empty()) keys += ", ";
    if (!element.column.empty()) {
      keys += QuotedName(view_.Renamed(table, element.column.text, table.born));
      continue;
    }
    std::vector<std::string_view> names;
    for (const Ident& column : element.expression.columns()) {
      names.push_back(view_.Renamed(table, column.text, table.born));
    }
    keys += "(" + RenamedText(history_, element.expression, table.born, names) +
            ")";
  }
  return out + " (" + keys + ")";
}

std::string SqlParts::IndexExpr(const Relation& index, const Expr& expr) const {
  const Relation* first = &index;
  for (int i = 0; i < 64 && first->parts != nullptr; ++i) {
    if (first->parts->like == nullptr) break;
    first = first->parts->like;
  }
  std::vector<std::string_view> names;
  for (const Ident& column : expr.columns()) {
    names.push_back(view_.IndexColumnOf(index, column.text));
  }
  return RenamedText(history_, expr, first->born, names);
}

std::string SqlParts::KeyText(const Relation& index) const {
  std::string keys;
  for (const IndexColumn& column : index.index->columns) {
    if (!keys.empty()) keys += ", ";
    keys += column.column.empty()
                ? "(" + IndexExpr(index, column.expression) + ")"
                : QuotedName(view_.IndexColumnOf(index, column.column.text));
    if (!column.opclass.empty()) {
      keys += " " + QuotedName(column.opclass.text);
    }
    if (column.descending) keys += " DESC";
    if (column.nulls == NullsOrder::kFirst) keys += " NULLS FIRST";
    if (column.nulls == NullsOrder::kLast) keys += " NULLS LAST";
  }
  return keys;
}

std::string SqlParts::Index(const Relation& index) const {
  if (index.index == nullptr) return {};
  std::string out =
      index.index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  out += QuotedName(view_.NameOf(index).name) + " ON ";
  if (index.table->partitioned) out += "ONLY ";
  out += Full(*index.table) + " USING " + std::string(index.index->method) +
         " (" + KeyText(index) + ")";
  auto included = view_.IncludedIn(index);
  if (!included.empty()) out += " INCLUDE (" + List(included) + ")";
  if (index.index->nulls_not_distinct) out += " NULLS NOT DISTINCT";
  if (index.index->where.present()) {
    out += " WHERE " + IndexExpr(index, index.index->where);
  }
  return out;
}

// Long: one case for each kind of constraint.
std::string SqlParts::ConstraintOf(const ConstraintFact& fact) const {
  std::string out = "ALTER TABLE " + Full(*fact.relation) + " ADD CONSTRAINT " +
                    QuotedName(view_.NameOf(fact)) + " ";
  auto key = view_.KeyOf(fact);
  switch (fact.def->kind) {
    case ConstraintKind::kCheck:
      out += "CHECK (" + CheckText(history_, view_, fact) + ")";
      if (fact.def->no_inherit) out += " NO INHERIT";
      break;
    case ConstraintKind::kPrimaryKey:
    case ConstraintKind::kUnique: {
      bool primary = fact.def->kind == ConstraintKind::kPrimaryKey;
      out += primary ? "PRIMARY KEY" : "UNIQUE";
      if (fact.def->nulls_not_distinct) out += " NULLS NOT DISTINCT";
      out += " (" + List(key) + ")";
      if (fact.index == nullptr) break;
      auto included = view_.IncludedIn(*fact.index);
      if (!included.empty()) out += " INCLUDE (" + List(included) + ")";
      break;
    }
    case ConstraintKind::kExclude: {
      const IndexParts& parts = *fact.def->index;
      std::string elements;
      for (size_t i = 0; i < parts.elements.size(); ++i) {
        const IndexColumn& each = parts.elements[i];
        if (fact.index == nullptr || i >= parts.operators.size()) return {};
        elements += (i == 0 ? "" : ", ");
        elements += each.column.empty()
                        ? "(" + IndexExpr(*fact.index, each.expression) + ")"
                        : QuotedName(view_.IndexColumnOf(*fact.index,
                                                         each.column.text));
        elements += " WITH " + std::string(parts.operators[i].name);
      }
      out += "EXCLUDE USING ";
      out += parts.method.empty() ? "btree" : parts.method;
      out += " (" + elements + ")";
      if (parts.where.present()) {
        out += " WHERE (" + IndexExpr(*fact.index, parts.where) + ")";
      }
      break;
    }
    case ConstraintKind::kForeignKey: {
      const Reference& to = *fact.def->reference;
      out += "FOREIGN KEY (" + List(key) + ") REFERENCES " +
             Full(*fact.references);
      auto referenced = view_.ReferencedKeyOf(fact);
      if (!referenced.empty()) out += " (" + List(referenced) + ")";
      if (to.match == 'f') out += " MATCH FULL";
      out += " ON DELETE " + std::string(ActionName(to.on_delete));
      out += " ON UPDATE " + std::string(ActionName(to.on_update));
      break;
    }
    default:
      return {};
  }
  if (view_.IsDeferrable(fact)) out += " DEFERRABLE";
  if (view_.IsDeferred(fact)) out += " INITIALLY DEFERRED";
  if (!view_.IsEnforced(fact)) {
    out += " NOT ENFORCED";
  } else if (!view_.IsValid(fact)) {
    out += " NOT VALID";
  }
  return out;
}

std::string SqlParts::Validated(const ConstraintFact& fact) const {
  if (fact.local || !view_.IsValid(fact)) return {};
  std::string_view name = view_.NameOf(fact);
  bool open = false;
  view_.EachParent(*fact.relation, [&](const PartitionLink& link) {
    const ConstraintFact* same = view_.FindConstraint(*link.parent, name);
    open |= !link.is_partition && same != nullptr && !view_.IsValid(*same);
  });
  if (!open) return {};
  return "ALTER TABLE " + Full(*fact.relation) + " VALIDATE CONSTRAINT " +
         QuotedName(name);
}

std::string SqlParts::Attach(const PartitionLink& link) const {
  std::string bound = "DEFAULT";
  const Migration* migration = history_.MigrationAt(link.from);
  if (!link.is_default) {
    if (link.bound == nullptr || migration == nullptr ||
        migration->up == nullptr) {
      return "-- not known: the bound of " + Full(*link.child);
    }
    bound = link.bound->span.In(migration->up->source->text());
  }
  return "ALTER TABLE " + Full(*link.parent) + " ATTACH PARTITION " +
         Full(*link.child) + " " + bound;
}

bool SqlParts::IsRenamed(const Relation& view, Time when, bool star) const {
  auto then = view_.Just(when + 1);
  bool renamed = false;
  for (const Slot* slot : view_.catalog().names()) {
    const auto* on = static_cast<const Relation*>(slot->At(view_.time()));
    if (on == nullptr || on->dependents == nullptr) continue;
    view_.EachDependent(*on, [&](const Dependent& link) {
      if (link.who != &view || link.bond != Bond::kReads) return;
      QualifiedName old = then.NameOf(*on);
      QualifiedName now = view_.NameOf(*on);
      renamed |= old.name != now.name || old.schema != now.schema;
      // "*" meant the columns of its time.
      for (const Column& column : view_.Columns(*on)) {
        renamed |= star && column.added > when;
      }
      renamed |= !link.column.empty() &&
                 view_.Renamed(*on, link.column, when) != link.column;
    });
  }
  return renamed;
}

std::string SqlParts::ViewOf(const Relation& view) const {
  const ViewVersion* at = view.parts->views;
  while (at != nullptr && at->when >= view_.time()) at = at->next;
  const Migration* migration =
      at == nullptr ? nullptr : history_.MigrationAt(at->when);
  if (migration == nullptr || migration->up == nullptr) {
    return "-- not known: view " + Full(view);
  }
  std::string_view query =
      at->def->query_span.In(migration->up->source->text());
  // Its text names what it reads as it was called then.
  bool star = query.find('*') != query.npos;
  if (IsRenamed(view, at->when, star)) {
    return "-- not known: view " + Full(view) + ", what it reads was changed";
  }
  std::vector<std::string_view> names;
  for (const Column& column : view_.Columns(view)) names.push_back(column.name);
  std::string out = "CREATE ";
  if (at->def->materialized) out += "MATERIALIZED ";
  out += "VIEW " + Full(view);
  if (view.complete && !names.empty()) out += " (" + List(names) + ")";
  return out + " AS " + std::string(query);
}

}  // namespace interlock::sql
