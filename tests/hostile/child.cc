// SPDX-License-Identifier: Apache-2.0
#include "tests/hostile/child.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace interlock::test {
namespace {

// Generous: the machine may be busy. What a run may cost is judged by its CPU
// time, which other work does not change.
constexpr unsigned kWallSeconds = 60;
constexpr rlim_t kAddressSpace = rlim_t{6} << 30;

std::string Binary() {
  const char* given = std::getenv("INTERLOCK_BINARY");
  return given != nullptr ? given : INTERLOCK_BINARY_DIR "/bin/interlock";
}

// Sanitizers reserve terabytes of address space that they never touch.
bool Sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return std::getenv("INTERLOCK_SANITIZED") != nullptr;
#endif
}

[[noreturn]] void Become(const std::string& folder, char* const* command,
                         const std::string& out, const std::string& err) {
  const int to = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int complaints = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int from = open("/dev/null", O_RDONLY);
  if (dup2(from, 0) < 0 || dup2(to, 1) < 0 || dup2(complaints, 2) < 0) {
    _exit(126);
  }
  if (chdir(folder.c_str()) != 0) _exit(126);
  if (!Sanitized()) {
    const rlimit limit = {kAddressSpace, kAddressSpace};
    setrlimit(RLIMIT_AS, &limit);
  }
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  alarm(kWallSeconds * Patience());  // outlives execv
  execv(command[0], command);
  _exit(127);
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int Patience() { return Sanitized() ? 4 : 1; }

Ended RunInterlock(const std::string& folder,
                   const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {Binary()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> command;
  for (std::string& word : words) command.push_back(word.data());
  command.push_back(nullptr);

  const std::string out = folder + ".out", err = folder + ".err";
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) Become(folder, command.data(), out, err);
  int status = 0;
  rusage usage = {};
  wait4(child, &status, 0, &usage);

  Ended ended;
  ended.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  ended.cpu = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  ended.wall =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
          .count();
  ended.peak = static_cast<double>(usage.ru_maxrss) / 1024;
  ended.out = ReadAll(out);
  ended.err = ReadAll(err);
  unlink(out.c_str());
  unlink(err.c_str());
  return ended;
}

}  // namespace interlock::test
