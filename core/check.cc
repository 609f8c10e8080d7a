// SPDX-License-Identifier: Apache-2.0
#include "core/check.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace interlock {

namespace {
thread_local constinit const char* current_what = nullptr;
thread_local constinit const char* current_where = nullptr;
}  // namespace

void SetCurrentWork(const char* what, const char* where) {
  current_what = what;
  current_where = where;
}

void CheckFailed(const char* condition, const char* file, int line) {
  // No allocation and no stdio: memory may be what is broken.
  char text[2048];
  size_t size = 0;
  auto add = [&](const char* part) {
    size_t length = std::strlen(part);
    if (length > sizeof(text) - size) length = sizeof(text) - size;
    std::memcpy(text + size, part, length);
    size += length;
  };
  char number[16];
  std::snprintf(number, sizeof(number), "%d", line);
  add("interlock: internal error: ");
  add(condition);
  add(" (");
  add(file);
  add(":");
  add(number);
  add(")");
  if (current_what != nullptr) {
    add(" while ");
    add(current_what);
    if (current_where != nullptr) {
      add(" on ");
      add(current_where);
    }
  }
  if (size == sizeof(text)) --size;
  text[size++] = '\n';
  for (size_t done = 0; done < size;) {
    ssize_t n = write(STDERR_FILENO, text + done, size - done);
    if (n <= 0) break;
    done += static_cast<size_t>(n);
  }
#if defined(INTERLOCK_FUZZING)
  std::abort();  // a fuzzer keeps the input of an abort alone
#else
  _exit(70);
#endif
}

}  // namespace interlock
