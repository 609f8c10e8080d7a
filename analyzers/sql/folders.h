// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <unordered_map>

// What the names of a file's folders say of the SQL in it.
namespace interlock::sql {

struct FolderTraits {
  bool alien = false;       // others' work, or pieces for tests: "vendor"
  bool aside = false;       // SQL that is not applied: "fixtures", "examples"
  bool migrations = false;  // "migrations", "changelog"
  bool dialect = false;     // another database's: "mysql", "sqlite-schema"
};

FolderTraits TraitsOfName(std::string_view name);

// The name of another database, in any case.
bool IsDialectName(std::string_view word);
// "init.mysql.sql" is for another database; "drop_mysql_fdw.sql" is not.
bool NamesOtherDialect(std::string_view file_name);

// Traits of folders with all those above them, each name read once. Keeps
// views of the folders asked for.
class Folders {
 public:
  const FolderTraits& Of(std::string_view folder);

 private:
  const FolderTraits& Find(std::string_view folder);

  std::unordered_map<std::string_view, FolderTraits> known_;
  // Files of one folder come one after the other.
  std::string_view last_;
  const FolderTraits* traits_of_last_ = nullptr;
};

}  // namespace interlock::sql
