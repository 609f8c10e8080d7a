// SPDX-License-Identifier: Apache-2.0
#include <time.h>

#include <cstddef>
#include <new>

#include "core/seams.h"

namespace interlock {

namespace {

class PosixClock final : public Clock {
 public:
  Date Today() const override {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t days = int64_t{now.tv_sec} / 86400;
    if (int64_t{now.tv_sec} % 86400 < 0) --days;
    return Date(static_cast<int32_t>(days));
  }
  uint64_t Milliseconds() const override {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<uint64_t>(now.tv_sec) * 1000 +
           static_cast<uint64_t>(now.tv_nsec) / 1000000;
  }
};

}  // namespace

Clock& SystemClock() {
  // Never destroyed, so usable until the very end of the process.
  alignas(PosixClock) static std::byte storage[sizeof(PosixClock)];
  static Clock* const clock = new (storage) PosixClock;
  return *clock;
}

}  // namespace interlock
