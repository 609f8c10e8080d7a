// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace interlock {

// We are wrong: prints what failed and ends the process with exit code 70.
[[noreturn]] void CheckFailed(const char* condition, const char* file,
                              int line);

// The rule (or other work) under way on this thread, named when a check
// fails. Set by whoever runs rules; both must outlive the work.
void SetCurrentWork(const char* what, const char* where);

}  // namespace interlock

#define INTERLOCK_CHECK(condition) \
  ((condition) ? (void)0           \
               : ::interlock::CheckFailed(#condition, __FILE__, __LINE__))
