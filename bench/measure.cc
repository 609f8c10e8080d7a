// SPDX-License-Identifier: Apache-2.0
// bench_measure [--runs N] [--timeout SECONDS] [--out FILE] [--in FOLDER]
//               -- COMMAND...
// Runs a command and prints one line of JSON for each run: wall and CPU time,
// peak memory, how it ended. A program of its own because Linux counts the
// parent's memory into a child's peak until it has begun the new program, so
// the parent must be small; an interpreter is not.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

extern char** environ;

namespace interlock::bench {
namespace {

struct Options {
  int runs = 1;
  int timeout = 600;
  const char* out = "/dev/null";
  const char* folder = ".";
  char** command = nullptr;
};

bool ReadOptions(int argc, char** argv, Options& options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--") {
      options.command = argv + i + 1;
      return true;
    }
    if (name == "--runs") {
      options.runs = std::atoi(argv[i + 1]);
    } else if (name == "--timeout") {
      options.timeout = std::atoi(argv[i + 1]);
    } else if (name == "--out") {
      options.out = argv[i + 1];
    } else if (name == "--in") {
      options.folder = argv[i + 1];
    } else {
      return false;
    }
  }
  return false;
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) / 1e6;
}

// Starts the command in a group of its own, so that a timeout reaches what it
// has started too.
int Start(const Options& options, pid_t* child) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, options.out,
                                   O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int error = posix_spawnp(child, options.command[0], &files, &attributes,
                                 options.command, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

bool RunOnce(const Options& options) {
  pid_t child = 0;
  const auto start = std::chrono::steady_clock::now();
  if (const int error = Start(options, &child); error != 0) {
    fmt::print(stderr, "bench_measure: {}: {}\n", options.command[0],
               std::strerror(error));
    return false;
  }
  // Until the child is waited for, its id cannot be another's.
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  pollfd event = {handle, POLLIN, 0};
  const bool late = poll(&event, 1, options.timeout * 1000) == 0;
  if (late) kill(-child, SIGKILL);
  int status = 0;
  rusage usage = {};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> wall =
      std::chrono::steady_clock::now() - start;
  if (handle >= 0) close(handle);
  fmt::print(
      "{{\"wall\":{:.6f},\"user\":{:.6f},\"system\":{:.6f},\"peak\":{},"
      "\"exit\":{},\"signal\":{},\"late\":{}}}\n",
      wall.count(), Seconds(usage.ru_utime), Seconds(usage.ru_stime),
      usage.ru_maxrss * 1024, WIFEXITED(status) ? WEXITSTATUS(status) : -1,
      WIFSIGNALED(status) ? WTERMSIG(status) : 0, late);
  return true;
}

int Main(int argc, char** argv) {
  Options options;
  if (!ReadOptions(argc, argv, options)) {
    std::fputs(
        "usage: bench_measure [--runs N] [--timeout SECONDS] [--out FILE] "
        "[--in FOLDER] -- COMMAND...\n",
        stderr);
    return 2;
  }
  if (chdir(options.folder) != 0) {
    fmt::print(stderr, "bench_measure: {}: {}\n", options.folder,
               std::strerror(errno));
    return 2;
  }
  for (int i = 0; i < options.runs; ++i) {
    if (!RunOnce(options)) return 127;
  }
  return 0;
}

}  // namespace
}  // namespace interlock::bench

int main(int argc, char** argv) { return interlock::bench::Main(argc, argv); }
