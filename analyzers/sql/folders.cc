// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/folders.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/folder_names.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// Words in a path that name another database.
constexpr std::string_view kDialects[] = {
    "bigquery", "clickhouse", "cockroach", "cockroachdb", "d1",      "db2",
    "derby",    "duckdb",     "h2",        "hsqldb",      "libsql",  "mariadb",
    "mssql",    "mysql",      "oracle",    "snowflake",   "spanner", "sqlite",
    "sqlite3",  "sqlserver",  "tidb",      "turso",
};
// Folders whose SQL is not applied to a live database, when nothing else says
// that it is a migration; those of tests and examples besides.
constexpr std::string_view kAside[] = {"queries", "query",    "seed",
                                       "seeds",   "snippets", "verify"};
// Those in which not even a history is one of the project's own, with others'
// work besides.
constexpr std::string_view kAlien[] = {"stub", "stubs"};
constexpr std::string_view kMigrations[] = {"changelog", "changesets",
                                            "schema_changes"};
constexpr std::string_view kMigrate = "migrat";

constexpr size_t kLongestDialect = 11;
// By length: bit n is set when a name begins with the letter n.
constexpr auto kFirstLetters = [] {
  std::array<uint32_t, kLongestDialect + 1> letters{};
  for (std::string_view name : kDialects) {
    letters[name.size()] |= 1u << (name[0] - 'a');
  }
  return letters;
}();

template <size_t kSize>
bool Contains(const std::string_view (&list)[kSize], std::string_view word) {
  return std::ranges::any_of(list, [&](std::string_view one) {
    return one.size() == word.size() && EqualsIgnoringCase(one, word);
  });
}

bool HoldsMigrate(std::string_view name) {
  for (size_t at = 0; at + kMigrate.size() <= name.size(); ++at) {
    if ((name[at] | 0x20) != kMigrate[0]) continue;
    if (StartsWithIgnoringCase(name.substr(at), kMigrate)) return true;
  }
  return false;
}

bool IsSeparator(char c) { return c == '.' || c == '-' || c == '_'; }

bool NamesDialect(std::string_view name) {
  for (size_t word = 0, at = 0; at <= name.size(); ++at) {
    if (at < name.size() && !IsSeparator(name[at])) continue;
    if (IsDialectName(name.substr(word, at - word))) return true;
    word = at + 1;
  }
  return false;
}

}  // namespace

bool IsDialectName(std::string_view word) {
  if (word.empty() || word.size() > kLongestDialect) return false;
  unsigned letter = static_cast<unsigned char>(word[0] | 0x20) - 'a';
  if (letter > 25 || (kFirstLetters[word.size()] >> letter & 1) == 0) {
    return false;
  }
  return Contains(kDialects, word);
}

bool NamesOtherDialect(std::string_view file_name) {
  if (IsDialectName(file_name)) return true;
  for (size_t dot = file_name.find('.'); dot != file_name.npos;
       dot = file_name.find('.', dot + 1)) {
    std::string_view rest = file_name.substr(dot + 1);
    auto end = std::ranges::find_if(rest, IsSeparator);
    if (IsDialectName({rest.begin(), end})) return true;
  }
  return false;
}

FolderTraits TraitsOfName(std::string_view name) {
  FolderSort sort = SortOfFolder(name);
  return {sort == FolderSort::kVendored || Contains(kAlien, name),
          sort != FolderSort::kOther || Contains(kAside, name),
          HoldsMigrate(name) || Contains(kMigrations, name),
          NamesDialect(name)};
}

const FolderTraits& Folders::Of(std::string_view folder) {
  if (traits_of_last_ == nullptr || folder != last_) {
    traits_of_last_ = &Find(folder);
    last_ = folder;
  }
  return *traits_of_last_;
}

const FolderTraits& Folders::Find(std::string_view folder) {
  // The folders above that were not met before, innermost first.
  std::vector<std::string_view> fresh;
  auto known = known_.find(folder);
  for (std::string_view at = folder;
       known == known_.end() && !at.empty() && at != "/";) {
    fresh.push_back(at);
    at = DirName(at);
    known = known_.find(at);
  }
  FolderTraits traits = known == known_.end() ? FolderTraits() : known->second;
  while (!fresh.empty()) {
    FolderTraits own = TraitsOfName(BaseName(fresh.back()));
    traits.alien |= own.alien;
    traits.aside |= own.aside;
    traits.migrations |= own.migrations;
    traits.dialect |= own.dialect;
    known = known_.insert_or_assign(fresh.back(), traits).first;
    fresh.pop_back();
  }
  if (known == known_.end()) known = known_.emplace(folder, traits).first;
  return known->second;
}

}  // namespace interlock::sql
