// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/moment.h"
#include "analyzers/sql/next_migration.h"
#include "core/finding.h"

// Fixes that take work out of a transaction, or spread it over migrations that
// run one after another.
namespace interlock::sql {

// The relation that the name means here is the one that it means when all
// migrations have run: a migration behind the last one may still name it.
bool LastsToTheEnd(const Moment& m, const Name& table);

// The name of the constraint that this op adds, as SQL: written, or chosen by
// the server. Nothing when it does not last to the end of the history.
std::optional<std::string> LastingName(const Moment& m, const Name& table,
                                       const Constraint& constraint);

// A piece of SQL that shall run outside of a transaction.
struct Outside {
  std::string title;  // of the fix
  std::string slug;   // what a migration of its own is called
  // Within the statement; what makes it the one that cannot run in a
  // transaction.
  std::vector<Edit> edits;
  // An object that the statement makes or drops: others that name it stay
  // with it.
  std::string_view object;
  // What undoes it, in a down of its own: "DROP INDEX CONCURRENTLY x;\n".
  std::string undo;
};

// In place where no transaction is open; with the framework's own directive,
// or settings beside the file, where the file holds nothing else; else moved
// into a migration behind the last. Nothing where none of that is mechanical.
std::optional<Fix> RunOutside(const Moment& m, Outside wanted);

// Whether the file as a whole can be told to run without a transaction; adds
// to `fix` what tells so. The file holds nothing but what tolerates that.
bool LeavesTransaction(const Moment& m, Fix& fix);

// Other statements of this file, going up, whose text names the object.
bool IsNamedElsewhere(const Moment& m, std::string_view object);

// Edits that take what undoes this object alone, DROP INDEX or DROP
// CONSTRAINT, out of the migration's down; none when the down does not name
// it, and nothing when it names it in another way.
std::optional<std::vector<Edit>> UndoneBy(const Migration& migration,
                                          std::string_view object);

// Takes a whole statement out of its file, with its semicolon and, where it
// stands alone, its lines.
Edit Removal(const SqlFile& file, const Statement& statement);

}  // namespace interlock::sql
