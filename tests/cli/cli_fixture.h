// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "cli/command.h"
#include "tests/engine/memory_files.h"

namespace interlock::testing {

class FixedClock final : public Clock {
 public:
  Date Today() const override { return *Date::Parse("2026-01-15"); }
  uint64_t Milliseconds() const override { return 0; }
};

// Runs whole command lines in a world of memory: files below /r, no terminal,
// an empty environment.
class CliTest : public ::testing::Test {
 protected:
  CliTest() {
    variables().clear();
    stdin_text().clear();
  }
  int Run(std::vector<std::string> arguments) {
    StringWriter out_writer, err_writer;
    cli::World world{files, clock_, out_writer, err_writer, folder,
                     false, false,  Variable,   ReadStdin};
    int code = cli::RunCommandLine(arguments, world);
    out = out_writer.text();
    err = err_writer.text();
    return code;
  }

  // What the plain function pointers of a World look at.
  static std::map<std::string, std::string>& variables() {
    static std::map<std::string, std::string> map;
    return map;
  }
  static std::string& stdin_text() {
    static std::string text;
    return text;
  }

  MemoryFiles files;
  std::string folder = "/r";
  std::string out;
  std::string err;

 private:
  static std::string Variable(const char* name) {
    auto at = variables().find(name);
    return at == variables().end() ? std::string() : at->second;
  }
  static std::string ReadStdin() { return stdin_text(); }
  FixedClock clock_;
};

}  // namespace interlock::testing
