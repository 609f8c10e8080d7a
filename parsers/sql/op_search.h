// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <span>

#include "parsers/sql/op.h"

// Finds ops of a few kinds in a list that holds the kind of each op, a byte
// each. Ops of a big file lie all over memory: those of other kinds are not
// touched.
namespace interlock::sql {

inline size_t FindKind(OpKind kind, std::span<const OpKind> list, size_t from) {
  static_assert(sizeof(OpKind) == 1);
  if (from >= list.size()) return list.size();
  const void* at = std::memchr(list.data() + from, static_cast<int>(kind),
                               list.size() - from);
  if (at == nullptr) return list.size();
  return static_cast<size_t>(static_cast<const OpKind*>(at) - list.data());
}

// Calls f(place) for each place of the list that holds one of the kinds, in
// order.
template <class... T, class F>
void EachPlaceOf(std::span<const OpKind> list, F f) {
  constexpr std::array kinds = {T::kKind...};
  std::array<size_t, sizeof...(T)> next;
  for (size_t i = 0; i < kinds.size(); ++i) {
    next[i] = FindKind(kinds[i], list, 0);
  }
  while (true) {
    size_t at = *std::ranges::min_element(next);
    if (at == list.size()) return;
    f(at);
    for (size_t i = 0; i < kinds.size(); ++i) {
      if (next[i] == at) next[i] = FindKind(kinds[i], list, at + 1);
    }
  }
}

}  // namespace interlock::sql
