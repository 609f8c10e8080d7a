// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/facts.h"

#include <string>
#include <vector>

#include "analyzers/sql/moment.h"
#include "analyzers/sql/reversibility.h"
#include "analyzers/sql/targets.h"

namespace interlock::sql {
namespace {

std::string Full(std::string_view schema, std::string_view name) {
  if (schema.empty()) return std::string(name);
  return std::string(schema) + "." + std::string(name);
}

void WriteOpFields(const Op& op, const SqlFile& file, JsonWriter& out) {
  out.Field("kind", NameOf(op.kind));
  out.IntField("statement", op.statement);
  out.IntField("begin", op.span.begin);
  out.IntField("end", op.span.end);
  out.Field("text", file.source->Text(op.span).substr(0, 200));
  out.Key("relations").BeginArray();
  ForEachTarget(
      op, [&](const Name& name) { out.String(Full(name.schema, name.name)); });
  out.EndArray();
}

void WriteColumns(const Relation& relation, const View& view, JsonWriter& out) {
  out.Key("columns").BeginArray();
  for (const Column& column : view.Columns(relation)) {
    out.BeginObject().Field("name", column.name);
    out.Key("type");
    if (column.type != nullptr)
      out.String(Spelled(*column.type));
    else
      out.Null();
    Answer not_null = view.IsNotNull(relation, column.name);
    out.Key("not_null");
    if (not_null == Answer::kUnknown)
      out.Null();
    else
      out.Bool(not_null == Answer::kYes);
    out.BoolField("has_default", column.default_value != nullptr);
    out.EndObject();
  }
  out.EndArray();
}

std::string_view KindName(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::kNotNull:
      return "not null";
    case ConstraintKind::kCheck:
      return "check";
    case ConstraintKind::kUnique:
      return "unique";
    case ConstraintKind::kPrimaryKey:
      return "primary key";
    case ConstraintKind::kForeignKey:
      return "foreign key";
    case ConstraintKind::kExclude:
      return "exclude";
  }
  return "";
}

void WriteConstraints(const Relation& relation, const View& view,
                      JsonWriter& out) {
  std::vector<const ConstraintFact*> facts;
  view.EachConstraint(
      relation, [&](const ConstraintFact& fact) { facts.push_back(&fact); });
  out.Key("constraints").BeginArray();
  for (auto at = facts.rbegin(); at != facts.rend(); ++at) {
    const ConstraintFact& fact = **at;
    out.BeginObject().Field("name", fact.name);
    out.Field("kind", KindName(fact.def->kind));
    out.BoolField("valid", fact.ValidAt(view.time()));
    out.Key("columns").BeginArray();
    for (const Ident& column : fact.def->columns) {
      out.String(view.Renamed(relation, column.text, fact.born));
    }
    out.EndArray();
    if (!fact.def->references().empty()) {
      out.Field("references", Full(fact.def->references().schema,
                                   fact.def->references().name));
    }
    out.EndObject();
  }
  out.EndArray();
}

void WriteRelation(const Slot& slot, const Relation& relation, const View& view,
                   JsonWriter& out) {
  out.BeginObject().Field("kind", NameOf(relation.kind));
  out.Field("schema", slot.schema).Field("name", slot.name);
  out.BoolField("assumed", relation.assumed);
  out.BoolField("certain", view.Trusts(relation));
  if (relation.kind == RelationKind::kTable) {
    out.BoolField("partitioned", relation.partitioned);
    WriteColumns(relation, view, out);
    WriteConstraints(relation, view, out);
  }
  if (relation.index != nullptr) {
    out.Field("table", relation.table->name);
    out.BoolField("unique", relation.index->unique);
    out.Key("columns").BeginArray();
    for (const IndexColumn& column : relation.index->columns) {
      if (column.column.empty()) {
        out.Null();
      } else {
        out.String(
            view.Renamed(*relation.table, column.column.text, relation.born));
      }
    }
    out.EndArray();
  }
  out.EndObject();
}

void WriteType(const Slot& slot, const TypeFact& type, const View& view,
               JsonWriter& out) {
  out.BeginObject().Field("schema", slot.schema).Field("name", slot.name);
  switch (type.kind) {
    case TypeKind::kEnum:
      out.Field("kind", "enum").Key("labels").BeginArray();
      for (std::string_view label : view.Labels(type)) out.String(label);
      out.EndArray();
      break;
    case TypeKind::kDomain:
      out.Field("kind", "domain");
      out.BoolField("constrained", type.constrained < view.time());
      break;
    case TypeKind::kComposite:
    case TypeKind::kOther:
      out.Field("kind", "composite");
      break;
  }
  out.EndObject();
}

}  // namespace

void WriteOpJson(const Op& op, const SqlFile& file, JsonWriter& out) {
  out.BeginObject();
  WriteOpFields(op, file, out);
  out.EndObject();
}

void WriteOpsJson(const SqlFile& file, JsonWriter& out) {
  out.BeginArray();
  for (const Op* op : file.ops) WriteOpJson(*op, file, out);
  out.EndArray();
}

void WriteEffectsJson(const Effects& effects, JsonWriter& out) {
  constexpr std::string_view kLosses[] = {"nothing", "definition", "data"};
  out.BeginObject();
  out.BoolField("known", effects.known);
  out.Field("loss", kLosses[static_cast<size_t>(effects.loss)]);
  out.BoolField("refused_in_transaction",
                effects.in_transaction == InTransaction::kRefused);
  out.Key("relations").BeginArray();
  for (const RelationEffect& item : effects.relations()) {
    out.BeginObject();
    out.Field("name", Full(item.name.schema, item.name.name));
    out.Field("lock", NameOf(item.lock)).Field("work", NameOf(item.work));
    out.BoolField("blocks_reads", BlocksReads(item.lock));
    out.BoolField("blocks_writes", BlocksWrites(item.lock));
    out.BoolField("assumed", item.assumed || item.relation == nullptr);
    out.Field("fact", InfoOf(item.fact).name);
    out.EndObject();
  }
  out.EndArray().EndObject();
}

void WriteRefusalJson(const Refusal& refusal, JsonWriter& out) {
  out.BeginObject().Field("cause", NameOf(refusal.cause));
  out.Field("class", NameOf(ClassOf(refusal.cause)));
  out.Field("sqlstate", refusal.sqlstate);
  out.BoolField("proven", refusal.certainty == Certainty::kProven);
  out.Field("message", refusal.message).EndObject();
}

void WriteCatalogJson(const Catalog& catalog, const View& view,
                      JsonWriter& out) {
  out.BeginObject().Key("relations").BeginArray();
  for (const Slot* slot : catalog.names()) {
    const auto* relation = static_cast<const Relation*>(slot->At(view.time()));
    if (relation != nullptr) WriteRelation(*slot, *relation, view, out);
  }
  out.EndArray().Key("types").BeginArray();
  for (const Slot* slot : catalog.types()) {
    const auto* type = static_cast<const TypeFact*>(slot->At(view.time()));
    if (type != nullptr && slot->schema != kDroppedSchema) {
      WriteType(*slot, *type, view, out);
    }
  }
  out.EndArray().EndObject();
}

namespace {

// Statements that go up, where each stands and which transaction of its file
// it runs in; no number where it commits by itself.
void WriteStatements(const History& history, const Migration& migration,
                     JsonWriter& out) {
  out.Key("statements").BeginArray();
  uint32_t written = UINT32_MAX;
  ForEachMoment(history, migration, [&](const Op& op, const Moment& moment) {
    if (op.statement == written) return;
    written = op.statement;
    const Span& span = moment.statement().span;
    out.BeginObject().IntField("statement", op.statement);
    out.IntField("begin", span.begin).IntField("end", span.end);
    out.Key("transaction");
    if (moment.InTransaction())
      out.Int(moment.transaction.serial());
    else
      out.Null();
    out.EndObject();
  });
  out.EndArray();
}

}  // namespace

void WriteHistoryJson(const History& history, JsonWriter& out) {
  out.BeginObject();
  out.Field("framework", NameOf(history.framework));
  out.Field("folder", history.folder).Key("migrations").BeginArray();
  for (const Migration& migration : history.migrations) {
    out.BeginObject().Field("path", migration.path);
    out.Field("version", migration.version).Key("down");
    if (migration.down != nullptr)
      out.String(migration.down->source->path());
    else
      out.Null();
    WriteStatements(history, migration, out);
    out.Key("ops").BeginArray();
    ForEachMoment(history, migration, [&](const Op& op, const Moment& moment) {
      out.BeginObject();
      WriteOpFields(op, moment.file, out);
      out.BoolField("in_transaction", moment.InTransaction());
      out.IntField("lock_timeout_ms",
                   moment.settings.lock_timeout().milliseconds);
      out.Key("effects");
      WriteEffectsJson(moment.effects(), out);
      bool first = moment.index == moment.statement().first_op;
      if (const Refusal* refusal = first ? moment.refusal() : nullptr) {
        out.Key("error");
        WriteRefusalJson(*refusal, out);
      }
      out.EndObject();
    });
    out.EndArray().EndObject();
  }
  out.EndArray().Key("catalog");
  WriteCatalogJson(history.catalog, history.catalog.At(history.catalog.end()),
                   out);
  out.EndObject();
}

}  // namespace interlock::sql
