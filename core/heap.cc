// SPDX-License-Identifier: Apache-2.0
#include "core/heap.h"

#include <cstdlib>  // for __GLIBC__

#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#endif

namespace interlock {

void TuneHeap([[maybe_unused]] unsigned threads) {
#if defined(__GLIBC__)
  mallopt(M_TOP_PAD, 16 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  // Only the main heap grows in large steps; one thread shares it with nobody.
  if (threads == 1) mallopt(M_ARENA_MAX, 1);
#endif
}

void UseLargePages() {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
  constexpr uintptr_t kLarge = uintptr_t{2} << 20;
  constexpr size_t kBytes = 16 << 20;
  // The end of the heap grows by it, and keeps what is given back.
  void* room = std::malloc(kBytes);
  if (room == nullptr) return;
  auto begin = (reinterpret_cast<uintptr_t>(room) + kLarge - 1) & ~(kLarge - 1);
  auto end = (reinterpret_cast<uintptr_t>(room) + kBytes) & ~(kLarge - 1);
  madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  std::free(room);
#endif
}

}  // namespace interlock
