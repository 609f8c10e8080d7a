// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>

// Names that the server chooses when a statement gives none.
namespace interlock::sql {

// The longest name that the server keeps, in bytes.
inline constexpr size_t kMaxNameBytes = 63;

// "orders_customer_id_fkey": both parts cut, the longer first, never inside a
// character, until the whole fits. `second` may be empty.
std::string JoinedName(std::string_view first, std::string_view second,
                       std::string_view label);

// The columns' part of such a name: joined by '_', as far as they matter.
std::string JoinedColumns(std::span<const std::string_view> columns);

inline std::string ChosenName(std::string_view table,
                              std::span<const std::string_view> columns,
                              std::string_view label) {
  return JoinedName(table, JoinedColumns(columns), label);
}

}  // namespace interlock::sql
