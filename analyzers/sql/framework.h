// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/sql/sql_file.h"

// Which tool runs a SQL file, from its path, its neighbours and its text; known
// before the file is parsed.
namespace interlock::sql {

// One SQL file as found.
struct SqlText {
  std::string_view path;
  std::string_view text;
  std::optional<Framework> framework = std::nullopt;  // as it was parsed
};

// The text of any file of the repository, or "" when it cannot be had.
using TextOf = std::function<std::string_view(std::string_view path)>;

// What a file is to its history, by its name alone.
enum class Role : uint8_t {
  kUp,
  kDown,        // undoes the migration with the same key
  kRepeatable,  // Flyway's R__: runs after all others
  kRollback,    // undoes the release as a whole
  kOther,       // verify scripts, seeds, dumps, tests
  kForeign,     // written for another database
};

// A file's place: its history's folder, and its migration within.
struct FilePlace {
  Framework framework = Framework::kPlain;
  Role role = Role::kUp;
  std::string folder;   // of the history
  std::string key;      // pairs an up with its down: "0001_init"
  std::string version;  // what the order goes by: "0001"
};

// Of each file, in the order given. `paths` are all paths of the repository,
// sorted. `forced` overrides detection, which is done only if a file does not
// say its framework; `rollback_globs` name more rollback scripts.
std::vector<FilePlace> PlaceFiles(std::span<const SqlText> files,
                                  std::span<const std::string> paths,
                                  std::optional<Framework> forced,
                                  std::span<const std::string> rollback_globs,
                                  const TextOf& text_of);

// Only the frameworks: what ParseSql wants to be told. Reads every text, on
// up to `threads` threads.
std::vector<Framework> FrameworksOf(std::span<const SqlText> files,
                                    std::span<const std::string> paths,
                                    std::optional<Framework> forced,
                                    unsigned threads);

// The framework whose directives the text holds, if any.
std::optional<Framework> FrameworkByText(std::string_view text);

// Whether a path says that its file is for another database: a part such as
// "mysql" or a name such as "init.sqlite.sql".
bool IsOtherDialect(std::string_view path);

// Whether Prisma's lock file or Drizzle's journal names another database.
bool MetadataSaysOther(std::string_view text);

// Orders versions as the framework does: by number, by parts or as text.
bool RunsBefore(Framework framework, std::string_view a, std::string_view b);

}  // namespace interlock::sql
