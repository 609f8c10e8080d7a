// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "tests/hostile/child.h"

namespace interlock::test {

// A repository on disk that means harm, for as long as one test lasts.
class HostileTest : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  std::string root() const { return root_.string(); }
  // Parents are made. `path` is relative to the root.
  void Write(const std::filesystem::path& path, std::string_view text);
  // For what should not stand in memory: calls `more` until `bytes` are there.
  void WriteLong(const std::filesystem::path& path, std::string_view before,
                 std::string_view repeated, size_t bytes,
                 std::string_view after);
  void WriteSql(std::string_view text) { Write("migrations/1_a.sql", text); }
  void WriteWorkflow(std::string_view text) {
    Write(".github/workflows/a.yml", text);
  }

  // `interlock check` with these additional words. Fails the test when the run
  // ends in any way but 0, 1, 2 or 4, or takes more than ten seconds.
  Ended Check(std::vector<std::string> words = {});

  std::filesystem::path root_;
};

std::string Repeat(std::string_view text, size_t times);

// One line that begins with `prefix` and has `what` in it, or not.
bool HasLine(const std::string& text, std::string_view prefix,
             std::string_view what);

}  // namespace interlock::test
