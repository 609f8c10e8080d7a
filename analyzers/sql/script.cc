// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/script.h"

#include <algorithm>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/refusal.h"
#include "analyzers/sql/refusal_since.h"
#include "core/line_index.h"

namespace interlock::sql {
namespace {

constexpr int kOldest = 12;
constexpr int kNewest = 18;

void Fold(CatalogBuilder& fold, const SqlFile& file, Time first) {
  fold.BeginFile(file, first);
  for (size_t i = 0; i < file.ops.size(); ++i) {
    fold.Apply(*file.ops[i], first + static_cast<Time>(i));
  }
}

int InstantSince(std::span<const Op* const> ops, Encounter at,
                 const StatementEffects& now) {
  if (now.duration < Work::kScan) return 0;
  for (int version = std::max(at.pg_version + 1, kOldest); version <= kNewest;
       ++version) {
    at.pg_version = version;
    if (EffectsOf(ops, at).duration < Work::kScan) return version;
  }
  return 0;
}

}  // namespace

Script::Script(const SqlFile* setup, const SqlFile& file,
               const ProjectSettings& settings)
    : file_(file) {
  CatalogBuilder fold(
      catalog_, setup != nullptr ? Beginning::kClosed : Beginning::kPopulated,
      settings.pg_version);
  Time first = kBeforeAll + 1;
  if (setup != nullptr) {
    Fold(fold, *setup, first);
    first += static_cast<Time>(setup->ops.size());
  }
  Fold(fold, file, first);
  fold.Finish(first + static_cast<Time>(file.ops.size()) + 1);
  Walk(settings, first);
}

void Script::Walk(const ProjectSettings& given, Time first) {
  Settings settings(given.session_settings);
  TransactionState transaction;
  transaction.BeginUnit(Wrapping::kNone, Sending::kEach,
                        file_.statements.size(), first);
  for (const Statement& statement : file_.statements) {
    std::span<const Op* const> ops = file_.OpsOf(statement);
    Time time = first + statement.first_op;
    Encounter at{catalog_.At(time), given.pg_version, settings, transaction,
                 first};
    ScriptStatement& one =
        statements_.emplace_back(ScriptStatement{&statement,
                                                 at.view,
                                                 EffectsOf(ops, at),
                                                 0,
                                                 {},
                                                 {},
                                                 transaction.InTransaction()});
    one.instant_since = InstantSince(ops, at, one.effects);
    auto index = static_cast<uint32_t>(&statement - file_.statements.data());
    auto refusal = TooNewFor(at.pg_version, file_, index);
    if (!refusal) {
      refusal =
          RefusalOf(ops, {at.view, at.pg_version, at.settings, at.transaction,
                          file_.source->text().substr(0, statement.span.end)});
    }
    // Tables of the set-up hold rows; those made here may not.
    const RelationEffect* table = one.effects.relations.empty()
                                      ? nullptr
                                      : &one.effects.relations.front();
    bool old = table != nullptr && table->relation != nullptr &&
               table->relation->born < first && !table->relation->assumed;
    if (refusal && (refusal->certainty == Certainty::kProven || old)) {
      one.sqlstate = refusal->sqlstate;
      one.message = refusal->message;
    }
    for (size_t i = 0; i < ops.size(); ++i) {
      settings.After(*ops[i], transaction.InTransaction());
      transaction.After(*ops[i], time + static_cast<Time>(i));
    }
  }
}

std::string_view BlockedBy(Lock lock) {
  if (BlocksReads(lock)) return "reads and writes";
  if (BlocksWrites(lock)) return "writes";
  return lock == Lock::kShareUpdateExclusive ? "schema changes" : "nothing";
}

std::vector<std::string> DoubtsOf(const ScriptStatement& one) {
  std::vector<std::string> doubts;
  if (!one.effects.known) {
    doubts.emplace_back("the statement may do more than is known");
  }
  for (const RelationEffect& item : one.effects.relations) {
    if (!item.assumed) continue;
    doubts.push_back(ShownName(one.view, item) + ": " +
                     std::string(ReasonOf(item.doubt)));
  }
  return doubts;
}

namespace {

struct Locked {
  std::string relation;
  Lock lock;
};

std::vector<Locked> LocksOf(const ScriptStatement& one) {
  std::vector<Locked> locks;
  for (const RelationEffect& item : one.effects.relations) {
    if (item.lock == Lock::kNone) continue;
    locks.push_back({ShownName(one.view, item), item.lock});
  }
  for (const IndexEffect& item : one.effects.indexes) {
    locks.push_back({ShownName(one.view, *item.index), item.lock});
  }
  std::ranges::stable_sort(
      locks, [](const Locked& a, const Locked& b) { return a.lock > b.lock; });
  return locks;
}

void WriteNames(const ScriptStatement& one, std::string_view key,
                bool (*picks)(const RelationEffect&), bool indexes,
                JsonWriter& out) {
  out.Key(key).BeginArray();
  for (const RelationEffect& item : one.effects.relations) {
    if (picks(item)) out.String(ShownName(one.view, item));
  }
  for (const IndexEffect& item : one.effects.indexes) {
    if (indexes && item.rebuilt) {
      out.String(ShownName(one.view, *item.index));
    }
  }
  out.EndArray();
}

void WriteStatement(const ScriptStatement& one, const SqlFile& file,
                    const LineIndex& lines, JsonWriter& out) {
  constexpr std::string_view kLosses[] = {"nothing", "definition", "data"};
  const StatementEffects& effects = one.effects;
  out.BeginObject();
  out.IntField(
      "line",
      lines.Locate(one.statement->span.begin, ColumnUnit::kCodePoints).line);
  out.Field("sql", file.source->Text(one.statement->span));
  out.Key("locks").BeginArray();
  for (const Locked& locked : LocksOf(one)) {
    out.BeginObject().Field("relation", locked.relation);
    out.Field("mode", NameOf(locked.lock)).EndObject();
  }
  out.EndArray();
  WriteNames(one, "rewrites", Rewrites, true, out);
  WriteNames(one, "scans", Scans, false, out);
  out.Field("duration", NameOf(effects.duration));
  out.Field("blocks", BlockedBy(effects.blocking));
  bool refused = effects.in_transaction == InTransaction::kRefused;
  out.Field("transaction", refused ? "refused" : "allowed");
  out.Field("loses", kLosses[static_cast<size_t>(effects.loss)]);
  out.Key("instant_since");
  if (one.instant_since > 0) {
    out.Int(one.instant_since);
  } else {
    out.Null();
  }
  out.Key("error");
  if (one.sqlstate.empty()) {
    out.Null();
  } else {
    out.BeginObject().Field("sqlstate", one.sqlstate);
    out.Field("message", one.message).EndObject();
  }
  out.Key("unknown").BeginArray();
  for (const std::string& doubt : DoubtsOf(one)) out.String(doubt);
  out.EndArray().EndObject();
}

}  // namespace

void WriteScriptJson(const Script& script, JsonWriter& out) {
  LineIndex lines(script.file().source->text());
  out.Key("statements").BeginArray();
  for (const ScriptStatement& one : script.statements()) {
    WriteStatement(one, script.file(), lines, out);
  }
  out.EndArray();
}

}  // namespace interlock::sql
