// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>

namespace interlock {

// Recursive parsers of libraries need more than the usual 8 MiB or less.
inline constexpr size_t kWorkerStackBytes = size_t{16} << 20;

// Calls work(i) for every i in [0, count), on up to `threads` threads, and
// returns when all are done. The order of calls is free, so work(i) must
// write only to the i-th place of its output: results are then the same for
// any thread count.
//
// All work runs on worker threads with kWorkerStackBytes of stack, also when
// threads is 1, so how deep the work may recurse depends neither on the caller
// nor on the thread count. Should the system give us no thread at all, the
// caller's own does the work. Work must not throw.
void ParallelFor(size_t count, unsigned threads,
                 const std::function<void(size_t)>& work);

// Threads that the machine (and its CPU affinity) allows.
unsigned DefaultThreads();

}  // namespace interlock
