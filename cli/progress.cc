// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <fmt/format.h>

namespace interlock::cli {
namespace {

constexpr uint64_t kQuietFor = 700;  // milliseconds
constexpr uint64_t kRedrawAfter = 100;

}  // namespace

Progress::Progress(const Arguments& arguments, World& world)
    : world_(world),
      on_(world.err_is_terminal && !arguments.Has("no-progress")),
      started_(world.clock.Milliseconds()) {}

std::function<void(std::string_view, size_t, size_t)> Progress::Callback() {
  if (!on_) return nullptr;
  return [this](std::string_view phase, size_t done, size_t total) {
    Show(phase, done, total);
  };
}

void Progress::Show(std::string_view phase, size_t done, size_t total) {
  std::lock_guard lock(mutex_);
  uint64_t now = world_.clock.Milliseconds();
  if (now - started_ < kQuietFor || now - last_ < kRedrawAfter) return;
  last_ = now;
  shown_ = true;
  world_.err.Write(fmt::format("\r\x1b[K{} {} of {}", phase, done, total));
}

void Progress::Clear() {
  if (shown_) world_.err.Write("\r\x1b[K");
}

}  // namespace interlock::cli
