// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/span.h"

struct List;

namespace interlock::sql {

// One run of PostgreSQL's grammar. The tree lives as long as this object, in
// memory of the thread's own; one at a time per thread.
class RawParse {
 public:
  // `text` must end in a NUL byte at text.data()[text.size()] and hold none.
  explicit RawParse(std::string_view text);
  ~RawParse();
  RawParse(const RawParse&) = delete;
  RawParse& operator=(const RawParse&) = delete;

  bool ok() const { return error_.empty(); }
  const ::List* statements() const { return tree_; }
  // PostgreSQL's own words, and where in the text, in bytes.
  const std::string& error() const { return error_; }
  uint32_t error_at() const { return error_at_; }

 private:
  void* context_;
  const ::List* tree_ = nullptr;
  std::string error_;
  uint32_t error_at_ = 0;
};

}  // namespace interlock::sql
