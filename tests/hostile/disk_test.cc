// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include "tests/hostile/repository.h"

namespace interlock::test {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kBroken = "SELECT FROM WHERE;\n";

TEST_F(HostileTest, LinksInLoops) {
  WriteSql(kBroken);
  fs::create_directory_symlink(".", root_ / "migrations/loop");
  fs::create_directory_symlink("..", root_ / "migrations/up");
  fs::create_symlink("b.sql", root_ / "migrations/a.sql");
  fs::create_symlink("a.sql", root_ / "migrations/b.sql");
  const Ended ended = Check({"--output=json"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("migrations/1_a.sql"), std::string::npos);
  EXPECT_EQ(ended.out.find("loop/"), std::string::npos);
}

TEST_F(HostileTest, LinksOutOfTheRoot) {
  WriteSql("SELECT 1;\n");
  const fs::path outside = root() + ".outside.sql";
  FILE* file = fopen(outside.c_str(), "w");
  ASSERT_NE(file, nullptr);
  fputs("SELECT secret_of_another FROM WHERE;\n", file);
  fclose(file);
  fs::create_symlink(outside, root_ / "migrations/2_out.sql");
  fs::create_symlink("/etc/passwd", root_ / "migrations/3_out.sql");
  fs::create_directory_symlink("/etc", root_ / "migrations/etc");
  const Ended ended = Check();
  fs::remove(outside);
  EXPECT_EQ(ended.all().find("secret_of_another"), std::string::npos);
  EXPECT_EQ(ended.all().find("root:"), std::string::npos);
  EXPECT_EQ(ended.exit, 0) << ended.all();
}

TEST_F(HostileTest, ConfigIsALinkOut) {
  WriteSql("SELECT 1;\n");
  fs::create_symlink("/etc/passwd", root_ / ".interlock.yml");
  EXPECT_EQ(Check().all().find("root:x"), std::string::npos);
}

TEST_F(HostileTest, PipesAndDevices) {
  WriteSql(kBroken);
  ASSERT_EQ(mkfifo((root_ / "migrations/2_pipe.sql").c_str(), 0600), 0);
  ASSERT_EQ(mkfifo((root_ / ".gitignore").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", root_ / "migrations/3_zero.sql");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("1_a.sql"), std::string::npos);
}

TEST_F(HostileTest, ConfigIsAPipe) {
  WriteSql("SELECT 1;\n");
  ASSERT_EQ(mkfifo((root_ / ".interlock.yml").c_str(), 0600), 0);
  const Ended ended = Check();
  EXPECT_LT(ended.wall, 30);
  EXPECT_EQ(ended.exit, 2) << ended.all();
}

TEST_F(HostileTest, FilesThatMayNotBeRead) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  WriteSql("SELECT 1;\n");
  Write("migrations/2_secret.sql", "SELECT 2;\n");
  Write("closed/migrations/3_b.sql", "SELECT 3;\n");
  fs::permissions(root_ / "migrations/2_secret.sql", fs::perms::none);
  fs::permissions(root_ / "closed", fs::perms::none);
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 4);
  EXPECT_NE(ended.all().find("2_secret.sql"), std::string::npos);
  EXPECT_NE(ended.all().find("closed"), std::string::npos);
}

TEST_F(HostileTest, FoldersNamedLikeFiles) {
  Write("migrations/1_a.sql/2_b.sql/3_c.sql", kBroken);
  Write(".github/workflows/a.yml/b.yml", "on: [\n");
  fs::create_directories(root_ / ".gitignore");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("3_c.sql"), std::string::npos);
}

TEST_F(HostileTest, ConfigIsAFolder) {
  WriteSql("SELECT 1;\n");
  fs::create_directories(root_ / ".interlock.yml");
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 2) << ended.all();
  EXPECT_NE(ended.err.find(".interlock.yml"), std::string::npos);
}

TEST_F(HostileTest, DeepFolders) {
  fs::path deep = "migrations";
  for (int i = 0; i < 800; ++i) deep /= "dd";
  Write(deep / "1_a.sql", kBroken);
  // Too deep to walk: said, not passed over.
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 4);
  EXPECT_NE(ended.all().find("migrations/dd/"), std::string::npos);
}

TEST_F(HostileTest, FoldersDeeperThanAPathMayBe) {
  const fs::path home = fs::current_path();
  fs::create_directory(root_ / "migrations");
  fs::current_path(root_ / "migrations");
  const std::string name(200, 'd');
  for (int i = 0; i < 40; ++i) {
    if (mkdir(name.c_str(), 0700) != 0 || chdir(name.c_str()) != 0) break;
  }
  fs::current_path(home);
  WriteSql(kBroken);
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
}

TEST_F(HostileTest, ManyFiles) {
  for (int i = 0; i < 5000; ++i) {
    Write("migrations/" + std::to_string(i) + "_a.sql", "SELECT 1;\n");
  }
  Write("migrations/99999_a.sql", kBroken);
  const Ended ended = Check();
  EXPECT_EQ(ended.exit, 1);
  EXPECT_NE(ended.out.find("99999_a.sql"), std::string::npos);
}

TEST_F(HostileTest, IgnoreFileOfManyPatterns) {
  std::string patterns;
  for (int i = 0; i < 20000; ++i) {
    patterns += "**/*a*b*c" + std::to_string(i) + "*/**/x\n";
  }
  Write(".gitignore", patterns);
  for (int i = 0; i < 50; ++i) {
    Write("migrations/" + std::to_string(i) + "_aaaabbbbcccc.sql", kBroken);
  }
  EXPECT_EQ(Check().exit, 1);
}

TEST_F(HostileTest, IgnorePatternThatBacktracks) {
  Write(".gitignore", Repeat("*a", 5000) + "b\n" + Repeat("**/", 5000) + "z\n" +
                          Repeat("[a-z]*", 3000) + "!\n[\n\\\n");
  Write("migrations/" + std::string(200, 'a') + ".sql", kBroken);
  EXPECT_EQ(Check().exit, 1);
}

TEST_F(HostileTest, GitFolderThatLies) {
  WriteSql(kBroken);
  Write(".git/HEAD", "ref: ../../../../etc/passwd\n");
  Write(".git/config", "[core]\n\tfsmonitor = \"touch " + root() +
                           "/owned\"\n\tsshCommand = touch " + root() +
                           "/owned\n\thooksPath = .\n");
  Write(".git/index", std::string(100000, '\xff'));
  Check({"--since", "HEAD~1"});
  Check({"--staged"});
  EXPECT_EQ(Check().exit, 1);
  EXPECT_FALSE(fs::exists(root_ / "owned")) << "ran the repository's command";
}

}  // namespace
}  // namespace interlock::test
