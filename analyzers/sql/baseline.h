// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <span>
#include <string>

#include "analyzers/sql/catalog_builder.h"
#include "parsers/sql/sql_file.h"

// Schemas that stood before a history began: a pg_dump, a structure.sql, or a
// snapshot of a server. Replayed first, so that what they hold is known, old
// and populated.
namespace interlock::sql {

// A baseline is often younger than the first migrations, and then holds what
// they create. What a history itself creates first is left to the history.
class BaselineFilter {
 public:
  // `migrations` in their order; files of steps that are no SQL are null.
  explicit BaselineFilter(std::span<const SqlFile* const> migrations);
  bool Keeps(const Op& op) const;

 private:
  void See(const Op& op);
  bool Creates(const Name& name) const;
  void Note(const Name& name, bool created);

  std::set<std::string, std::less<>> created_;
  std::set<std::string, std::less<>> used_;  // met before any creation
};

// Applies the files' ops from `time` on; the moment after them comes back.
Time ReplayBaseline(std::span<const SqlFile* const> files,
                    const BaselineFilter* filter, Time time,
                    CatalogBuilder& fold);

}  // namespace interlock::sql
