// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/check.h"

namespace interlock {

// Bump allocation for what lives as long as one file's facts. Destructors are
// never run, so only trivially destructible things may live here.
class Arena {
 public:
  Arena() = default;
  // What was allocated stays where it is; the source is empty and usable.
  Arena(Arena&& other) noexcept;
  Arena& operator=(Arena&& other) noexcept;

  template <class T, class... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    char* to = static_cast<char*>(Allocate(text.size(), 1));
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  // Of a vector, or a list like it.
  template <class Items, class T = typename Items::value_type>
  std::span<const T> CopyAll(const Items& items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    T* to = static_cast<T*>(Allocate(sizeof(T) * items.size(), alignof(T)));
    std::memcpy(static_cast<void*>(to), items.data(), sizeof(T) * items.size());
    return {to, items.size()};
  }

  void* Allocate(size_t size, size_t alignment);
  // What was asked for, without padding and unused room.
  size_t bytes_used() const { return used_; }

 private:
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::byte* limit_ = nullptr;
  size_t next_block_ = 0;  // size of the next block; blocks grow
  size_t used_ = 0;
};

// A list that is made in its place, for when it is known beforehand how many
// things it may hold.
template <class T>
class ArenaList {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  ArenaList(Arena& arena, size_t room) : room_(room) {
    if (room == 0) return;
    items_ = static_cast<T*>(arena.Allocate(sizeof(T) * room, alignof(T)));
  }
  // Adds what `make` returns.
  template <class F>
  const T& Add(F make) {
    INTERLOCK_CHECK(size_ < room_);
    return *new (items_ + size_++) T(make());
  }
  std::span<const T> all() const { return {items_, size_}; }

 private:
  T* items_ = nullptr;
  size_t size_ = 0;
  size_t room_;
};

}  // namespace interlock
