// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/history.h"
#include "core/finding.h"

// How one more migration is written: what the framework at hand names the
// files of the next one, what stands in them, and how the framework is told
// to leave the transaction out.
namespace interlock::sql {

enum class Wrapped : uint8_t { kAsUsual, kNot };

// What one more migration shall do.
struct NewMigration {
  std::string title;  // words and spaces: "validate orders_total_check"
  std::string up;     // statements, each ending in ";\n"
  std::string down;   // what undoes them; may be a comment
  Wrapped wrapped = Wrapped::kAsUsual;
  // Statements in `up`. A file that is sent as one string stays outside of a
  // transaction only when it holds a single one.
  int statements = 1;
};

// A version that sorts behind `version` as the framework sorts, written the
// same way: "0009" gives "0010", "20240229235959" a second later, "1.2" "1.3".
// Nothing when it holds no number.
std::optional<std::string> NextVersion(std::string_view version);

// The files of migrations that run one after another behind the last one of
// the history, down files and settings beside them included. Nothing when the
// framework keeps a list that names each migration, when the history has no
// file to take the naming from, or when the framework cannot leave out the
// transaction as asked. All claim the versions they take.
std::vector<NewFile> FilesOfNext(const History& history,
                                 const std::vector<NewMigration>& wanted);

// The file beside a migration that tells the framework to run it without a
// transaction: Diesel's metadata.toml, Flyway's .conf. Nothing for frameworks
// that are told in the migration itself.
std::optional<NewFile> SettingsBeside(Framework framework,
                                      std::string_view migration_path);

// An identifier as SQL: quoted only where it must be.
std::string AsIdentifier(std::string_view name);

}  // namespace interlock::sql
