// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace interlock::sql {

// Files that are there in a form for PostgreSQL alone, as Pop names them:
// "x.postgres.up.sql" or "x.postgres.autocommit.up.sql" beside "x.up.sql".
// Keeps views of the paths.
class Variants {
 public:
  enum class Word : uint8_t { kPostgres, kPostgresql };
  enum class Ending : uint8_t { kUp, kDown, kPlain };  // ".up.sql", ".sql"

  explicit Variants(std::span<const std::string> paths);

  bool empty() const { return by_stem_.empty(); }
  // `stem` is a path up to the words that are left out: "db/x".
  bool Has(std::string_view stem, Word word, Ending ending) const;

 private:
  std::unordered_map<std::string_view, uint8_t> by_stem_;  // bits
};

}  // namespace interlock::sql
