// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/sql/effects.h"
#include "analyzers/sql/history.h"
#include "analyzers/sql/refusal.h"
#include "core/json_writer.h"

// The facts as JSON, for `interlock facts` and the tools behind it. Each
// writes one value; call Key first inside an object.
namespace interlock::sql {

// {"kind": "AddColumn", "begin": 0, "end": 30, "relations": ["t"], ...}
void WriteOpJson(const Op& op, const SqlFile& file, JsonWriter& out);
// An array of every op of a file, both directions.
void WriteOpsJson(const SqlFile& file, JsonWriter& out);

// {"known": true, "relations": [{"name", "lock", "work", ...}], "loss": ...}
void WriteEffectsJson(const Effects& effects, JsonWriter& out);

// {"cause", "class", "sqlstate", "proven", "message"}
void WriteRefusalJson(const Refusal& refusal, JsonWriter& out);

// Everything that is there at a time.
void WriteCatalogJson(const History& history, const View& view,
                      JsonWriter& out);

// A history: its framework, its migrations in order, each op of them with its
// effects and whether it runs in a transaction, and the catalog at the end.
void WriteHistoryJson(const History& history, JsonWriter& out);

// What a real up and down would leave, for each migration; see reversal.h.
void WriteReversalsJson(const History& history, JsonWriter& out);

}  // namespace interlock::sql
