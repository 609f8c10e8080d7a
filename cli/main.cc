// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/command.h"

namespace {

using interlock::Writer;
using interlock::cli::World;

// A file descriptor. A reader that went away ends the program quietly.
class Descriptor final : public Writer {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  void Write(std::string_view bytes) override {
    while (!bytes.empty()) {
      ssize_t sent = write(descriptor_, bytes.data(), bytes.size());
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0) {
        failed_ = failed_ || errno != EPIPE;
        return;
      }
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
  }
  bool failed() const { return failed_; }

 private:
  int descriptor_;
  bool failed_ = false;
};

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string ReadStdin() {
  std::string text;
  char buffer[65536];
  ssize_t got;
  while ((got = read(0, buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<size_t>(got));
  }
  return text;
}

std::string CurrentFolder() {
  char buffer[PATH_MAX];
  return getcwd(buffer, sizeof buffer) == nullptr ? "" : buffer;
}

int Main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> arguments(words + (count > 0 ? 1 : 0),
                                     words + count);
  Descriptor out(1), err(2);
  // Never freed: the process ends, and all of its memory goes with it.
  static World& world = *new World{interlock::DiskFileSystem(),
                                   interlock::SystemClock(),
                                   out,
                                   err,
                                   CurrentFolder(),
                                   isatty(1) == 1,
                                   isatty(2) == 1,
                                   Variable,
                                   ReadStdin};
  int code = interlock::cli::RunCommandLine(arguments, world);
  if (out.failed()) {
    err.Write("interlock: cannot write to standard output\n");
    return interlock::cli::kUsage;
  }
  return code;
}

}  // namespace

int main(int count, char** words) {
  try {
    return Main(count, words);
  } catch (const std::bad_alloc&) {
    std::fputs("interlock: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "interlock: internal error: %s\n", error.what());
  }
  return interlock::cli::kInternal;
}
