// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/random.h"

namespace interlock::bench {

struct Migration {
  std::string name;  // "add_status_to_invoices"
  std::string text;  // valid PostgreSQL, ends with a line break
};

// Writes a migration history without end, as an application's would read:
// what is altered was created before, indexes and keys name columns that are
// there. The same seed gives the same history everywhere.
class SqlHistory {
 public:
  // Of each hundred migrations that could be unsafe, so many are.
  SqlHistory(uint64_t seed, size_t unsafe_percent)
      : random_(seed), unsafe_percent_(unsafe_percent) {}

  Migration Next();

 private:
  struct Column {
    std::string name;
    std::string_view type;
  };
  struct Table {
    std::string name;
    std::vector<Column> columns;  // the first is the key, "id bigint"
    uint32_t made = 0;            // names given out, so that none comes twice
  };
  using Writer = void (SqlHistory::*)();
  struct Kind {
    size_t weight;
    Writer write;
  };
  static const Kind kKinds[];

  void WriteHeader();
  void WritePart();
  void CreateTable();
  void AddColumns();
  void AddIndex();
  void Backfill();
  void Seed();
  void AddFunction();
  void AddView();
  void AddConstraint();
  void AddEnum();
  void ChangeColumn();
  void Drop();
  void Document();

  Table& AnyTable();
  const Column& AnyColumn(const Table& table);
  Column NewColumn(Table& table);
  std::string Literal(std::string_view type);
  bool Unsafe() { return random_.Percent(unsafe_percent_); }
  void Name(std::string_view verb, std::string_view object);

  template <class... Args>
  void Write(std::string_view format, const Args&... args);

  Random random_;
  size_t unsafe_percent_;
  std::vector<Table> tables_;
  uint64_t number_ = 0;  // of the migration
  uint64_t made_ = 0;    // other objects, for names that never repeat
  Migration current_;
};

}  // namespace interlock::bench
