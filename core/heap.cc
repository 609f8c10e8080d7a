// SPDX-License-Identifier: Apache-2.0
#include "core/heap.h"

#include <cstdlib>  // for __GLIBC__

#if defined(__GLIBC__)
#include <malloc.h>
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

}  // namespace interlock
