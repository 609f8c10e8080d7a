// SPDX-License-Identifier: Apache-2.0
#include "engine/parsed_files.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/run.h"
#include "tests/engine/memory_files.h"

namespace interlock {
namespace {

using sql::Framework;
using testing::MemoryFiles;

constexpr const char* kPath = "/cache/x.parsed";

class ParsedFilesTest : public ::testing::Test {
 protected:
  // Some migrations, and what keeping them writes.
  ParsedFilesTest() {
    for (int i = 0; i < 20; ++i) {
      sources.push_back(std::make_unique<Source>(
          std::to_string(i) + ".sql",
          "CREATE TABLE t" + std::to_string(i) + " (id int);"));
      digests.push_back(DigestOf(sources.back()->text()));
      parsed.push_back(sql::ParseSql(*sources.back(), Framework::kPlain));
    }
    for (size_t i = 0; i < parsed.size(); ++i) {
      list.push_back({digests[i], &parsed[i]});
    }
    Renew(list, list.size());
  }
  void Renew(std::span<const ParsedFiles::File> all, size_t fresh) {
    ParsedFiles(files, kPath).Renew(all, fresh, 1);
  }
  size_t Found() const {
    ParsedFiles kept(files, kPath);
    size_t found = 0;
    for (size_t i = 0; i < sources.size(); ++i) {
      auto file = kept.Find(digests[i], *sources[i], Framework::kPlain);
      if (file == nullptr) continue;
      EXPECT_EQ(file->source, sources[i].get());
      EXPECT_EQ(file->ops.size(), 1u);
      ++found;
    }
    return found;
  }

  mutable MemoryFiles files;
  std::vector<std::unique_ptr<Source>> sources;
  std::vector<Digest> digests;
  std::vector<sql::SqlFile> parsed;
  std::vector<ParsedFiles::File> list;
};

TEST_F(ParsedFilesTest, FindsWhatWasKept) {
  EXPECT_EQ(Found(), 20u);
  ParsedFiles kept(files, kPath);
  EXPECT_EQ(kept.Find(digests[0], *sources[0], Framework::kGoose), nullptr);
  EXPECT_EQ(kept.Find(DigestOf("x"), *sources[0], Framework::kPlain), nullptr);
}

TEST_F(ParsedFilesTest, StaysAsItIsForFewNewFiles) {
  auto before = files.files;
  Renew(std::span(list).first(10), 1);
  EXPECT_EQ(files.files, before);
}

TEST_F(ParsedFilesTest, LosesWhatIsNotNeeded) {
  Renew(std::span(list).first(10), 2);
  EXPECT_EQ(Found(), 10u);
}

TEST_F(ParsedFilesTest, ReplacesWhatWasDamaged) {
  files.files[kPath].back() ^= 0x10;
  EXPECT_EQ(Found(), 19u);
  Renew(list, 3);
  EXPECT_EQ(Found(), 20u);
}

TEST_F(ParsedFilesTest, AFullDiskIsNoFailure) {
  files.files.clear();
  files.read_only = true;
  Renew(list, list.size());
  EXPECT_EQ(Found(), 0u);
}

// Each byte counts: in the head for all entries, elsewhere for its own.
TEST_F(ParsedFilesTest, PassesOverWhatWasDamaged) {
  std::string good = files.files[kPath];
  for (size_t i = 0; i < good.size(); ++i) {
    files.files[kPath] = good;
    files.files[kPath][i] = static_cast<char>(good[i] ^ 0x10);
    EXPECT_LT(Found(), 20u) << i;
  }
  for (size_t size = 0; size < good.size(); size += 3) {
    files.files[kPath] = good.substr(0, size);
    EXPECT_LT(Found(), 20u) << size;
  }
}

// A history that is worth keeping, under every other way to read it.
class KeptHistory : public ::testing::Test {
 protected:
  KeptHistory() {
    options.today = *Date::Parse("2026-01-15");
    options.root = "/r";
    for (int i = 0; i < 200; ++i) {
      std::string n = std::to_string(1000 + i);
      std::string text = "-- " + std::string(400, 'x') + "\nCREATE TABLE t" +
                         n + " (id int PRIMARY KEY, at timestamp);\n" +
                         "ALTER TABLE t" + std::to_string(1000 + i / 2) +
                         " ADD c" + n + " int NOT NULL DEFAULT random();\n";
      inputs.files.push_back({"db/" + n + "_a.sql", text});
    }
  }
  std::string See(const std::string& cache) {
    options.cache_folder = cache;
    std::string out;
    for (const Finding& one :
         interlock::Run(inputs, config, options, files).findings) {
      out += std::string(one.rule->id) + " " + one.source->path() + " " +
             std::to_string(one.span.begin) + " " + one.message + "\n";
    }
    return out;
  }
  std::string Kept() const {
    for (const auto& [path, text] : files.files) {
      if (path.ends_with(".parsed")) return text;
    }
    return "";
  }

  Config config;
  RunOptions options;
  MemoryFiles files;
  Inputs inputs;
};

TEST_F(KeptHistory, GivesTheSameFindings) {
  std::string expected = See("");
  ASSERT_GT(expected.size(), 1000u);
  EXPECT_EQ(See("/cache"), expected);
  std::string kept = Kept();
  ASSERT_FALSE(kept.empty());
  inputs.files[50].bytes += "DROP TABLE t1003;\n";
  std::string edited = See("");
  EXPECT_NE(edited, expected);
  EXPECT_EQ(See("/cache"), edited);
  EXPECT_EQ(Kept(), kept);
  // Of all files, and of one alone.
  options.filter = true;
  options.only = {"db/1050_a.sql"};
  std::string alone = See("");
  ASSERT_FALSE(alone.empty());
  EXPECT_EQ(See("/cache"), alone);
}

TEST_F(KeptHistory, IsRenewedWhenMuchIsNew) {
  See("/cache");
  std::string kept = Kept();
  for (size_t i = 0; i < 100; ++i) inputs.files[i].bytes += "SELECT 1;\n";
  std::string expected = See("");
  EXPECT_EQ(See("/cache"), expected);
  EXPECT_NE(Kept(), kept);
}

TEST_F(KeptHistory, IsNotKeptWhenSmall) {
  inputs.files.resize(20);
  See("/cache");
  EXPECT_FALSE(files.files.empty());
  EXPECT_EQ(Kept(), "");
}

}  // namespace
}  // namespace interlock
