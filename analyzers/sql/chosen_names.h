// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

// Names that the server chooses when a statement gives none.
namespace interlock::sql {

// The longest name that the server keeps, in bytes.
inline constexpr size_t kMaxNameBytes = 63;

// A name that the server could keep.
class ShortName {
 public:
  void Add(std::string_view text) {
    size_t size = std::min(text.size(), kMaxNameBytes - size_);
    if (size > 0) std::memcpy(text_ + size_, text.data(), size);
    size_ = static_cast<uint8_t>(size_ + size);
  }
  std::string_view view() const { return {text_, size_}; }
  operator std::string_view() const { return view(); }

 private:
  uint8_t size_ = 0;
  char text_[kMaxNameBytes];
};

// "orders_customer_id_fkey": both parts cut, the longer first, never inside a
// character, until the whole fits. `second` may be empty.
ShortName JoinedName(std::string_view first, std::string_view second,
                     std::string_view label);

// The columns' part of such a name: joined by '_', as far as they matter.
std::string JoinedColumns(std::span<const std::string_view> columns);

inline std::string ChosenName(std::string_view table,
                              std::span<const std::string_view> columns,
                              std::string_view label) {
  return std::string(JoinedName(table, JoinedColumns(columns), label).view());
}

}  // namespace interlock::sql
