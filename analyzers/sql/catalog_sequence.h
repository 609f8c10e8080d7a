// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzers/sql/catalog.h"

namespace interlock::sql {

// A sequence as the server keeps it, what it fills in included.
struct SequenceState {
  std::string_view type = "int8";
  int64_t start = 1;
  int64_t increment = 1;
  int64_t minimum = 1;
  int64_t maximum = INT64_MAX;
  int64_t cache = 1;
  bool cycle = false;
  bool made = false;

  void Take(const SequenceOptions& options);
};
SequenceState StateOf(const View& view, const Relation& sequence);

// " AS int4 INCREMENT BY 1 ..."; of an identity column's without its type.
std::string SequenceText(const View& view, const Relation& sequence);

}  // namespace interlock::sql
