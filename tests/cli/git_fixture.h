// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "engine/process.h"

namespace interlock::testing {

// A repository of real git in a folder of its own, with an empty branch main.
class GitFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = ::testing::TempDir() + "interlock-git-XXXXXX";
    ASSERT_NE(mkdtemp(root_.data()), nullptr);
    Git({"init", "-q", "-b", "main"});
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void Git(std::vector<std::string> arguments) {
    std::vector<std::string> command = {
        "git", "-C", root_, "-c", "user.name=t", "-c", "user.email=t@t"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    auto done = RunProcess(command, "");
    ASSERT_TRUE(done.ok()) << done.error().Text();
  }
  void Commit(const std::string& message) {
    Git({"add", "-A", "."});
    Git({"commit", "-q", "--allow-empty", "-m", message});
  }
  void Write(const std::string& path, const std::string& text) {
    std::filesystem::path whole = root_ + "/" + path;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole) << text;
  }
  void Remove(const std::string& path) {
    std::filesystem::remove(root_ + "/" + path);
  }

  // A whole command line, in the repository's root.
  int Run(const std::vector<std::string>& arguments) {
    StringWriter out, err;
    cli::World world{DiskFileSystem(),
                     SystemClock(),
                     out,
                     err,
                     root_,
                     false,
                     false,
                     [](const char*) { return std::string(); },
                     [] { return std::string(); }};
    int code = cli::RunCommandLine(arguments, world);
    out_ = out.text() + err.text();
    return code;
  }

  std::string root_;
  std::string out_;
};

}  // namespace interlock::testing
