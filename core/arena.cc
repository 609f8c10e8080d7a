// SPDX-License-Identifier: Apache-2.0
#include "core/arena.h"

#include <algorithm>
#include <cstdint>

namespace interlock {

namespace {
constexpr size_t kFirstBlock = size_t{1} << 10;
constexpr size_t kLargestBlock = size_t{256} << 10;
}  // namespace

Arena::Arena(Arena&& other) noexcept
    : blocks_(std::move(other.blocks_)),
      next_(std::exchange(other.next_, nullptr)),
      limit_(std::exchange(other.limit_, nullptr)),
      next_block_(std::exchange(other.next_block_, 0)),
      used_(std::exchange(other.used_, 0)) {
  other.blocks_.clear();
}

Arena& Arena::operator=(Arena&& other) noexcept {
  Arena taken(std::move(other));
  std::swap(blocks_, taken.blocks_);
  std::swap(next_, taken.next_);
  std::swap(limit_, taken.limit_);
  std::swap(next_block_, taken.next_block_);
  std::swap(used_, taken.used_);
  return *this;
}

void* Arena::Allocate(size_t size, size_t alignment) {
  auto padding_at = [&](const std::byte* at) {
    return (alignment - reinterpret_cast<uintptr_t>(at) % alignment) %
           alignment;
  };
  size_t room = static_cast<size_t>(limit_ - next_);
  size_t padding = padding_at(next_);
  if (next_ == nullptr || padding > room || size > room - padding) {
    size_t wanted = std::clamp(next_block_, kFirstBlock, kLargestBlock);
    INTERLOCK_CHECK(size <= SIZE_MAX / 2 && alignment <= kFirstBlock);
    if (size + alignment > wanted / 2) {
      // A block of its own; the current one keeps its room.
      auto own = std::make_unique_for_overwrite<std::byte[]>(size + alignment);
      std::byte* at = own.get() + padding_at(own.get());
      blocks_.push_back(std::move(own));
      used_ += size;
      return at;
    }
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(wanted));
    next_ = blocks_.back().get();
    limit_ = next_ + wanted;
    next_block_ = wanted * 2;
    padding = padding_at(next_);
  }
  std::byte* at = next_ + padding;
  next_ = at + size;
  used_ += size;
  return at;
}

}  // namespace interlock
