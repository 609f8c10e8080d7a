// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "analyzers/sql/history.h"
#include "analyzers/sql/statement_effects.h"
#include "core/json_writer.h"

// One file of SQL as a server meets it statement by statement, after a set-up
// that ran long before: what `facts --effects FILE` and `explain` show.
namespace interlock::sql {

struct ScriptStatement {
  const Statement* statement;
  View view;  // just before it
  StatementEffects effects;
  // The first version that does it in an instant, when this one does not; 0
  // when none does.
  int instant_since = 0;
  // Why the server would refuse it; nothing when it would not.
  std::string sqlstate;
  std::string message;
  bool in_transaction = false;
};

class Script {
 public:
  // `setup` may be null: then tables may be there that nothing made. Both
  // files must outlive the script.
  Script(const SqlFile* setup, const SqlFile& file,
         const ProjectSettings& settings);

  const SqlFile& file() const { return file_; }
  const std::vector<ScriptStatement>& statements() const { return statements_; }

 private:
  void Walk(const ProjectSettings& settings, Time first);

  const SqlFile& file_;
  Catalog catalog_;
  std::vector<ScriptStatement> statements_;
};

// {"statements": [{"line": 1, "sql": ..., "locks": [...], ...}]} without the
// outer braces.
void WriteScriptJson(const Script& script, JsonWriter& out);

// "reads and writes", "writes", "schema changes" or "nothing".
std::string_view BlockedBy(Lock lock);
// Each doubt as a sentence: "t: the type of the column before is not known".
std::vector<std::string> DoubtsOf(const ScriptStatement& statement);

}  // namespace interlock::sql
