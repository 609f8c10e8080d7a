// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/facts.h"

#include <string>
#include <vector>

#include "analyzers/sql/moment.h"
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
  if (op.in_block) {
    constexpr std::string_view kConditions[] = {"always", "guarded",
                                                "with guarded", "conditional"};
    out.Field("condition", kConditions[static_cast<size_t>(op.condition)]);
  }
  out.Key("relations").BeginArray();
  ForEachTarget(
      op, [&](const Name& name) { out.String(Full(name.schema, name.name)); });
  out.EndArray();
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
  WriteCatalogJson(history, history.catalog.At(history.catalog.end()), out);
  out.EndObject();
}

void WriteReversalsJson(const History& history, JsonWriter& out) {
  constexpr std::string_view kDowns[] = {"present", "missing", "empty",
                                         "unreadable"};
  out.BeginArray();
  for (const ReversalVerdict& one : history.reversals) {
    out.BeginObject().Field("path", one.migration->path);
    out.Field("verdict", NameOf(one.verdict));
    out.Field("down", kDowns[static_cast<size_t>(one.down)]);
    out.Field("doubt", one.doubt);
    out.BoolField("stable", one.stable);
    out.BoolField("declared_lossy", one.declared_lossy);
    out.Field("reason", one.reason);
    out.Key("differences").BeginArray();
    for (const SchemaDifference& difference : one.differences) {
      out.BeginObject().Field("kind", NameOf(difference.kind));
      out.Field("what", difference.what).Field("detail", difference.detail);
      out.EndObject();
    }
    out.EndArray().Key("lost_rows").BeginArray();
    for (const std::string& rows : one.lost_rows) out.String(rows);
    out.EndArray().Key("fails_after_writes").BeginArray();
    for (const RiskyStatement& risky : one.risky) out.String(risky.why);
    out.EndArray().EndObject();
  }
  out.EndArray();
}

}  // namespace interlock::sql
