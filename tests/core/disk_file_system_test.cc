// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/seams.h"
#include "core/source.h"
#include "core/thread_pool.h"

namespace interlock {
namespace {

class DiskFileSystemTest : public testing::Test {
 protected:
  DiskFileSystemTest() {
    std::string pattern = testing::TempDir() + "interlock-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~DiskFileSystemTest() override { std::filesystem::remove_all(folder_); }

  std::string At(std::string_view name) const {
    return folder_ + "/" + std::string(name);
  }
  void MustWrite(std::string_view name, std::string_view bytes) {
    Status status = disk_.Write(At(name), bytes);
    ASSERT_TRUE(status.ok()) << status.error().Text();
  }

  FileSystem& disk_ = DiskFileSystem();
  std::string folder_;
};

TEST_F(DiskFileSystemTest, ReadsBackWhatItWrote) {
  std::string large(3 << 20, 'x');
  for (std::string_view bytes :
       {std::string_view(), std::string_view("a\r\n\0b\xC3\xA9", 7),
        std::string_view(large)}) {
    MustWrite("f.sql", bytes);
    Result<std::string> read = disk_.Read(At("f.sql"));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read.value(), bytes);
  }
  // No temporary file stays.
  EXPECT_EQ(disk_.List(folder_).value().size(), 1u);
}

TEST_F(DiskFileSystemTest, ReadsFilesThatHideTheirSize) {
  Result<std::string> read = disk_.Read("/proc/self/status");
  ASSERT_TRUE(read.ok());
  EXPECT_NE(read.value().find("Pid:"), std::string::npos);
}

TEST_F(DiskFileSystemTest, RefusesWhatIsNoRegularFile) {
  MustWrite("f", "x");
  ASSERT_EQ(symlink("f", At("link").c_str()), 0);
  ASSERT_EQ(mkfifo(At("pipe").c_str(), 0600), 0);
  Result<std::string> link = disk_.Read(At("link"));
  ASSERT_FALSE(link.ok());
  EXPECT_EQ(link.error().help, "symbolic links are not followed");
  EXPECT_EQ(link.error().path, At("link"));
  Result<std::string> pipe = disk_.Read(At("pipe"));
  ASSERT_FALSE(pipe.ok());
  EXPECT_EQ(pipe.error().message, "not a regular file");
  EXPECT_EQ(disk_.Read(folder_).error().message, "cannot read: Is a directory");
  EXPECT_EQ(disk_.Read("/dev/null").error().message, "not a regular file");
  EXPECT_EQ(disk_.Read(At("none")).error().message,
            "cannot open: No such file or directory");
  EXPECT_FALSE(disk_.Read(std::string("f\0g", 3)).ok());
}

TEST_F(DiskFileSystemTest, RefusesFilesTooLarge) {
  MustWrite("f", "");
  ASSERT_EQ(truncate(At("f").c_str(), off_t{kMaxSourceBytes} + 1), 0);
  Result<std::string> read = disk_.Read(At("f"));
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message, "larger than 1024 MiB");
}

TEST_F(DiskFileSystemTest, ListsSortedWithKinds) {
  MustWrite("b.sql", "");
  MustWrite("B.sql", "");
  MustWrite("\xC3\xA9.sql", "");
  ASSERT_TRUE(disk_.MakeFolders(At("a/b/c")).ok());
  ASSERT_EQ(symlink("a", At("link").c_str()), 0);
  ASSERT_EQ(mkfifo(At("pipe").c_str(), 0600), 0);
  Result<std::vector<Entry>> listed = disk_.List(folder_);
  ASSERT_TRUE(listed.ok());
  std::string text;
  for (const Entry& entry : listed.value()) {
    text += entry.name + std::to_string(static_cast<int>(entry.kind)) + " ";
  }
  EXPECT_EQ(text, "B.sql0 a1 b.sql0 link2 pipe3 \xC3\xA9.sql0 ");
  EXPECT_FALSE(disk_.List(At("link")).ok());
  EXPECT_TRUE(disk_.List(At("link/.")).ok());
  EXPECT_FALSE(disk_.List(At("b.sql")).ok());
  EXPECT_TRUE(disk_.List("").ok());
}

TEST_F(DiskFileSystemTest, StatsWithoutFollowing) {
  MustWrite("f", "12345");
  ASSERT_EQ(symlink("f", At("link").c_str()), 0);
  FileInfo file = disk_.Stat(At("f")).value();
  EXPECT_EQ(file.kind, EntryKind::kFile);
  EXPECT_EQ(file.size, 5u);
  EXPECT_FALSE(file.executable);
  EXPECT_EQ(disk_.Stat(At("link")).value().kind, EntryKind::kSymlink);
  EXPECT_EQ(disk_.Stat(folder_).value().kind, EntryKind::kFolder);
  EXPECT_FALSE(disk_.Stat(folder_).value().executable);
  EXPECT_FALSE(disk_.Stat(At("none")).ok());
}

TEST_F(DiskFileSystemTest, WriteKeepsPermissions) {
  MustWrite("run", "1");
  ASSERT_EQ(chmod(At("run").c_str(), 0751), 0);
  MustWrite("run", "2");
  struct stat info;
  ASSERT_EQ(stat(At("run").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0751u);
  EXPECT_TRUE(disk_.Stat(At("run")).value().executable);
}

TEST_F(DiskFileSystemTest, KeepsForThisUserAlone) {
  MustWrite("old", "1");
  ASSERT_EQ(chmod(At("old").c_str(), 0644), 0);
  for (const char* path : {"old", "a/b/new"}) {
    ASSERT_TRUE(disk_.Keep(At(path), "kept").ok());
    EXPECT_EQ(disk_.Read(At(path)).value(), "kept");
    struct stat info;
    ASSERT_EQ(stat(At(path).c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07777, 0600u) << path;
  }
  struct stat info;
  ASSERT_EQ(stat(At("a").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
  ASSERT_EQ(symlink("old", At("link").c_str()), 0);
  EXPECT_FALSE(disk_.Keep(At("link"), "evil").ok());
  EXPECT_FALSE(disk_.Keep(At("old/x"), "evil").ok());
}

TEST_F(DiskFileSystemTest, WriteNeverGoesThroughALink) {
  MustWrite("f", "safe");
  ASSERT_EQ(symlink("f", At("link").c_str()), 0);
  EXPECT_FALSE(disk_.Write(At("link"), "evil").ok());
  EXPECT_FALSE(disk_.Write(folder_, "evil").ok());
  EXPECT_FALSE(disk_.Write(At("none/f"), "x").ok());
  EXPECT_EQ(disk_.Read(At("f")).value(), "safe");
}

TEST_F(DiskFileSystemTest, ManyWritersLeaveOneWholeFile) {
  ParallelFor(64, 8, [&](size_t i) {
    std::string bytes(10000, static_cast<char>('a' + i % 26));
    EXPECT_TRUE(disk_.Write(At("f"), bytes).ok());
  });
  std::string read = disk_.Read(At("f")).value();
  EXPECT_EQ(read, std::string(10000, read[0]));
}

TEST_F(DiskFileSystemTest, MakesFoldersOnceAndNamesWhatIsInTheWay) {
  EXPECT_TRUE(disk_.MakeFolders(At("x/y//z/")).ok());
  EXPECT_TRUE(disk_.MakeFolders(At("x/y")).ok());
  EXPECT_TRUE(disk_.MakeFolders("").ok());
  MustWrite("x/f", "");
  Status status = disk_.MakeFolders(At("x/f/g"));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().path, At("x/f"));
  EXPECT_EQ(status.error().message, "cannot make the folder: Not a directory");
}

}  // namespace
}  // namespace interlock
