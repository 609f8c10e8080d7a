// SPDX-License-Identifier: Apache-2.0
#include "engine/git_index.h"

#include <gtest/gtest.h>

namespace interlock {
namespace {

void Put(std::string& bytes, uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(number >> shift & 0xFF);
  }
}

// An entry with the mode; in version 4 `dropped` bytes of the last path go.
std::string Entry(uint32_t version, uint32_t mode, const std::string& path,
                  char dropped = 0, uint16_t flags = 0) {
  std::string bytes(24, '\1');
  Put(bytes, mode);
  bytes += std::string(32, '\2');
  bytes += static_cast<char>(flags >> 8);
  bytes += static_cast<char>(flags & 0xFF);
  if (version >= 3 && (flags & 0x4000) != 0) bytes += std::string(2, '\0');
  if (version == 4) bytes += dropped;
  bytes += path;
  bytes += '\0';
  while (version < 4 && bytes.size() % 8 != 0) bytes += '\0';
  return bytes;
}

std::string Index(uint32_t version, const std::vector<std::string>& entries) {
  std::string bytes = "DIRC";
  Put(bytes, version);
  Put(bytes, static_cast<uint32_t>(entries.size()));
  for (const std::string& entry : entries) bytes += entry;
  return bytes + std::string(20, '\3');
}

std::string Show(const std::string& bytes) {
  auto entries = ParseGitIndex(bytes);
  if (!entries) return "no index";
  std::string all;
  for (const IndexEntry& one : *entries) {
    all += one.path + (one.executable ? "* " : " ");
  }
  return all;
}

constexpr uint32_t kPlain = 0100644;
constexpr uint32_t kRuns = 0100755;
constexpr uint32_t kLink = 0120000;
constexpr uint32_t kModule = 0160000;

TEST(GitIndex, TellsModesInEachVersion) {
  EXPECT_EQ(Show(Index(2, {Entry(2, kPlain, "a"), Entry(2, kRuns, "b/c.sh")})),
            "a b/c.sh* ");
  EXPECT_EQ(Show(Index(3, {Entry(3, kRuns, "a", 0, 0x4000),
                           Entry(3, kPlain, "bcdefgh")})),
            "a* bcdefgh ");
  EXPECT_EQ(Show(Index(
                4, {Entry(4, kPlain, "dir/a.sh"), Entry(4, kRuns, "b.sh", 4)})),
            "dir/a.sh dir/b.sh* ");
}

TEST(GitIndex, LeavesOutWhatIsNoFile) {
  EXPECT_EQ(Show(Index(2, {Entry(2, kLink, "l"), Entry(2, kModule, "m"),
                           Entry(2, kPlain, "n", 0, 0x1000)})),
            "");
}

TEST(GitIndex, RefusesWhatIsCutOffOrOther) {
  std::string whole = Index(2, {Entry(2, kPlain, "a"), Entry(2, kRuns, "b")});
  EXPECT_EQ(Show(""), "no index");
  EXPECT_EQ(Show("DIRC"), "no index");
  EXPECT_EQ(Show(Index(5, {})), "no index");
  EXPECT_EQ(Show(whole.substr(0, 90)), "no index");
  EXPECT_EQ(Show(Index(4, {Entry(4, kPlain, "a", 9)})), "no index");
  // Each entry adds to the last one's path: a few bytes for a long one.
  std::string part(3000, 'x');
  EXPECT_EQ(Show(Index(4, {Entry(4, kPlain, part), Entry(4, kPlain, part)})),
            "no index");
  for (size_t size = 0; size < whole.size(); ++size) {
    ParseGitIndex(std::string_view(whole).substr(0, size));
  }
}

}  // namespace
}  // namespace interlock
