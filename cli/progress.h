// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <mutex>
#include <string_view>

#include "cli/command.h"

namespace interlock::cli {

// One line on a terminal, redrawn, once a run has lasted a while. Elsewhere
// silent: logs are no place for it.
class Progress {
 public:
  Progress(const Arguments& arguments, World& world);
  std::function<void(std::string_view, size_t, size_t)> Callback();
  void Clear();

 private:
  void Show(std::string_view phase, size_t done, size_t total);

  World& world_;
  bool on_;
  bool shown_ = false;
  uint64_t started_;
  uint64_t last_ = 0;
  std::mutex mutex_;  // workers call from their own threads
};

}  // namespace interlock::cli
