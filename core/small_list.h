// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace interlock {

// A list that most often holds a few plain things, and then asks for no
// memory: the first `kFew` lie inside of it.
template <class T, size_t kFew>
class SmallList {
  static_assert(std::is_trivially_copyable_v<T> &&
                std::is_trivially_destructible_v<T>);

 public:
  using value_type = T;

  SmallList() = default;
  SmallList(std::initializer_list<T> items) {
    Append(items.begin(), items.size());
  }
  SmallList(const SmallList& other) { Append(other.data(), other.size()); }
  SmallList(SmallList&& other) noexcept { Take(other); }
  SmallList& operator=(const SmallList& other) {
    if (this == &other) return *this;
    size_ = 0;
    Append(other.data(), other.size());
    return *this;
  }
  SmallList& operator=(SmallList&& other) noexcept {
    if (this != &other) Take(other);
    return *this;
  }
  ~SmallList() = default;

  void push_back(const T& item) {
    T copy = item;  // it may be one of ours
    if (size_ == room_) Grow(size_ + 1);
    new (data() + size_++) T(copy);
  }
  void pop_back() { --size_; }
  void clear() { size_ = 0; }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return reinterpret_cast<T*>(many_ ? many_.get() : few_); }
  const T* data() const {
    return reinterpret_cast<const T*>(many_ ? many_.get() : few_);
  }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](size_t i) { return data()[i]; }
  const T& operator[](size_t i) const { return data()[i]; }
  T& front() { return *begin(); }
  const T& front() const { return *begin(); }
  T& back() { return end()[-1]; }
  const T& back() const { return end()[-1]; }

  bool operator==(const SmallList& other) const {
    return std::equal(begin(), end(), other.begin(), other.end());
  }

 private:
  void Append(const T* items, size_t count) {
    if (size_ + count > room_) Grow(size_ + count);
    if (count > 0) {
      std::memcpy(static_cast<void*>(end()), items, count * sizeof(T));
    }
    size_ += count;
  }
  void Take(SmallList& other) {
    size_ = std::exchange(other.size_, 0);
    room_ = std::exchange(other.room_, kFew);
    many_ = std::move(other.many_);
    if (!many_ && size_ > 0) std::memcpy(few_, other.few_, size_ * sizeof(T));
  }
  void Grow(size_t least) {
    size_t room = std::max(least, room_ * 2);
    auto more = std::make_unique_for_overwrite<std::byte[]>(room * sizeof(T));
    if (size_ > 0) std::memcpy(more.get(), data(), size_ * sizeof(T));
    many_ = std::move(more);
    room_ = room;
  }

  size_t size_ = 0;
  size_t room_ = kFew;
  std::unique_ptr<std::byte[]> many_;
  alignas(T) std::byte few_[kFew * sizeof(T)];
};

}  // namespace interlock
