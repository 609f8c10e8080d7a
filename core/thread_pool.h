// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>

namespace interlock {

// Calls work(i) for every i in [0, count), on up to `threads` threads, and
// returns when all are done. The order of calls is free, so work(i) must
// write only to the i-th place of its output: results are then the same for
// any thread count.
void ParallelFor(size_t count, unsigned threads,
                 const std::function<void(size_t)>& work);

// Threads that the machine (and its CPU affinity) allows.
unsigned DefaultThreads();

}  // namespace interlock
