// SPDX-License-Identifier: Apache-2.0
#include "engine/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "core/text.h"

extern char** environ;

namespace interlock {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
  bool Open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  static void Close(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }
  ~Pipe() {
    Close(read);
    Close(write);
  }
};

struct Pipes {
  Pipe in, out, err;
  bool Open() { return in.Open() && out.Open() && err.Open(); }
};

int Spawn(const std::vector<std::string>& command, const Pipes& pipes,
          pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipes.in.read, 0);
  posix_spawn_file_actions_adddup2(&actions, pipes.out.write, 1);
  posix_spawn_file_actions_adddup2(&actions, pipes.err.write, 2);
  std::vector<char*> arguments;
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  int failed = posix_spawnp(&child, arguments[0], &actions, nullptr,
                            arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

// Appends what is ready; closes the end when the other side did.
void Drain(int& end, std::string& to) {
  char buffer[65536];
  ssize_t got = read(end, buffer, sizeof buffer);
  if (got > 0) {
    to.append(buffer, static_cast<size_t>(got));
  } else if (got == 0 || errno != EINTR) {
    Pipe::Close(end);
  }
}

void Feed(int& end, std::string_view& rest) {
  ssize_t sent = rest.empty() ? 0 : write(end, rest.data(), rest.size());
  if (sent > 0) rest.remove_prefix(static_cast<size_t>(sent));
  if (rest.empty() || (sent < 0 && errno != EAGAIN && errno != EINTR)) {
    Pipe::Close(end);
  }
}

// Feeds and drains until the child closed both of its outputs.
void Talk(Pipes& pipes, std::string_view input, std::string& out,
          std::string& err) {
  fcntl(pipes.in.write, F_SETFL, O_NONBLOCK);
  while (pipes.out.read >= 0 || pipes.err.read >= 0) {
    pollfd ends[] = {{pipes.out.read, POLLIN, 0},
                     {pipes.err.read, POLLIN, 0},
                     {pipes.in.write, POLLOUT, 0}};
    if (poll(ends, 3, -1) < 0 && errno != EINTR) return;
    if (ends[0].revents != 0) Drain(pipes.out.read, out);
    if (ends[1].revents != 0) Drain(pipes.err.read, err);
    if (ends[2].revents != 0) Feed(pipes.in.write, input);
  }
}

}  // namespace

Result<std::string> RunProcess(const std::vector<std::string>& command,
                               const std::string& input) {
  Pipes pipes;
  pid_t child = 0;
  int failed = pipes.Open() ? Spawn(command, pipes, child) : errno;
  if (failed != 0) {
    return Error{fmt::format("cannot run {}: {}", command[0],
                             fmt::system_error(failed, "").what()),
                 {},
                 0,
                 fmt::format("install {}", command[0])};
  }
  Pipe::Close(pipes.in.read);
  Pipe::Close(pipes.out.write);
  Pipe::Close(pipes.err.write);
  struct sigaction ignore = {}, before;
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &before);
  std::string out, err;
  Talk(pipes, input, out, err);
  sigaction(SIGPIPE, &before, nullptr);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return out;
  std::string_view line = Split(Trim(err), '\n').front();
  return Error{fmt::format("{} failed: {}", command[0], Printable(line))};
}

}  // namespace interlock
