// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace interlock {

// Tells the C library's allocator what a run is like: it takes memory until it
// ends, on so many threads, and gives hardly any back. Without it the heap
// grows page by page, a system call each. Before the first thread is started.
void TuneHeap(unsigned threads);

// Lets the calling thread take its next megabytes from large pages: a long run
// touches thousands of small ones, and the fault of each costs more than to
// use it. A short run would pay for the first large one more than it saves.
void UseLargePages();

}  // namespace interlock
