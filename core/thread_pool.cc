// SPDX-License-Identifier: Apache-2.0
#include "core/thread_pool.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "core/heap.h"

namespace interlock {

namespace {

// So many pieces of work are a long run.
constexpr size_t kMany = 256;

struct Shared {
  const std::function<void(size_t)>& work;
  size_t count;
  std::atomic<size_t> next = 0;
};

// noexcept: an exception that reaches this place is a bug and ends us.
void Drain(Shared& shared) noexcept {
  for (size_t i; (i = shared.next.fetch_add(1, std::memory_order_relaxed)) <
                 shared.count;) {
    shared.work(i);
  }
}

void* RunWorker(void* shared) {
  if (static_cast<Shared*>(shared)->count >= kMany) UseLargePages();
  Drain(*static_cast<Shared*>(shared));
  return nullptr;
}

}  // namespace

void ParallelFor(size_t count, unsigned threads,
                 const std::function<void(size_t)>& work) {
  if (count == 0) return;
  if (count >= kMany) UseLargePages();
  size_t wanted = std::min<size_t>(count, std::max(threads, 1u));
  Shared shared{work, count};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kWorkerStackBytes);
  std::vector<pthread_t> workers;
  workers.reserve(wanted);
  while (workers.size() < wanted) {
    pthread_t worker;
    // Out of threads: those that we have do it all.
    if (pthread_create(&worker, &attributes, RunWorker, &shared) != 0) break;
    workers.push_back(worker);
  }
  pthread_attr_destroy(&attributes);
  if (workers.empty()) Drain(shared);
  for (pthread_t worker : workers) pthread_join(worker, nullptr);
}

unsigned DefaultThreads() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0) {
    return static_cast<unsigned>(std::max(CPU_COUNT(&allowed), 1));
  }
  // More processors than a cpu_set_t holds.
  return std::max(std::thread::hardware_concurrency(), 1u);
}

}  // namespace interlock
