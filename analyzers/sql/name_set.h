// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <unordered_set>

namespace interlock::sql {

// The names of one statement: a handful as a rule, so a hash only for many.
class NameSet {
 public:
  // False when it was there.
  bool Insert(std::string_view name) {
    if (Holds(name)) return false;
    if (count_ < few_.size()) {
      few_[count_++] = name;
    } else {
      many_.insert(name);
    }
    return true;
  }
  bool Holds(std::string_view name) const {
    auto end = few_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (std::find(few_.begin(), end, name) != end) return true;
    return !many_.empty() && many_.contains(name);
  }

 private:
  std::array<std::string_view, 16> few_;
  size_t count_ = 0;
  std::unordered_set<std::string_view> many_;
};

}  // namespace interlock::sql
