// SPDX-License-Identifier: Apache-2.0
// The registry, the packs' rules.def and the files of the rules agree.
#include "rules/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace interlock {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = INTERLOCK_SOURCE_DIR;

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> Packs() {
  std::vector<fs::path> packs;
  for (const auto& entry : fs::directory_iterator(kRoot / "rules")) {
    if (fs::exists(entry.path() / "rules.def")) packs.push_back(entry.path());
  }
  return packs;
}

// kIndexNotConcurrent from rules.def, in its order.
std::vector<std::string> Symbols(const fs::path& pack) {
  std::vector<std::string> symbols;
  std::istringstream lines(Slurp(pack / "rules.def"));
  std::string line;
  while (std::getline(lines, line)) {
    if (!line.starts_with("INTERLOCK_RULE(")) continue;
    size_t open = line.find('('), close = line.find(')');
    symbols.push_back(line.substr(open + 1, close - open - 1));
  }
  return symbols;
}

std::string SymbolOf(std::string_view id) {
  std::string symbol = "k";
  bool upper = true;
  for (char c : id) {
    if (c == '-') {
      upper = true;
      continue;
    }
    bool raise = upper && c >= 'a' && c <= 'z';
    symbol += raise ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return symbol;
}

std::string FileOf(std::string_view id) {
  std::string file(id);
  std::ranges::replace(file, '-', '_');
  return file + ".cc";
}

std::tuple<int, int, int> Version(std::string_view text) {
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (char c : text) {
    if (c == '.') {
      ++part;
    } else {
      parts[part] = parts[part] * 10 + (c - '0');
    }
  }
  return {parts[0], parts[1], parts[2]};
}

std::string ProjectVersion() {
  std::string text = Slurp(kRoot / "CMakeLists.txt");
  std::string_view word = "VERSION ";
  size_t at = text.find("project(interlock");
  at = text.find(word, at) + word.size();
  return text.substr(at, text.find_first_of(" \n", at) - at);
}

TEST(Registry, IsSortedAndUnique) {
  auto rules = AllRules();
  ASSERT_FALSE(rules.empty());
  for (size_t i = 1; i < rules.size(); ++i) {
    EXPECT_LT(rules[i - 1]->info->id, rules[i]->info->id);
  }
}

TEST(Registry, FindsEveryRuleAndNothingElse) {
  for (const Rule* rule : AllRules()) {
    EXPECT_EQ(FindRule(rule->info->id), rule);
    EXPECT_EQ(FindRule(std::string(rule->info->id) + "x"), nullptr);
  }
  EXPECT_EQ(FindRule(""), nullptr);
  EXPECT_EQ(FindRule("zzz"), nullptr);
  EXPECT_EQ(FindRule("\xFF"), nullptr);
}

TEST(Registry, HoldsWhatThePacksList) {
  size_t listed = 0;
  std::set<std::string> symbols;
  for (const fs::path& pack : Packs()) {
    for (const std::string& symbol : Symbols(pack)) {
      ++listed;
      symbols.insert(symbol);
    }
  }
  EXPECT_EQ(listed, AllRules().size());
  for (const Rule* rule : AllRules()) {
    EXPECT_TRUE(symbols.contains(SymbolOf(rule->info->id))) << rule->info->id;
  }
}

TEST(Packs, ListTheirRulesInOrder) {
  for (const fs::path& pack : Packs()) {
    auto symbols = Symbols(pack);
    EXPECT_TRUE(std::ranges::is_sorted(symbols)) << pack / "rules.def";
  }
}

TEST(Packs, HoldOneFileForEachRuleAndNoOther) {
  for (const fs::path& pack : Packs()) {
    auto symbols = Symbols(pack);
    std::set<std::string> left(symbols.begin(), symbols.end());
    for (const auto& entry : fs::directory_iterator(pack)) {
      if (entry.path().extension() != ".cc") continue;
      std::string text = Slurp(entry.path());
      size_t at = text.find("extern constexpr Rule k");
      if (at == std::string::npos) continue;  // what rules of a pack share
      at += std::string_view("extern constexpr Rule ").size();
      std::string symbol = text.substr(at, text.find(' ', at) - at);
      EXPECT_EQ(left.erase(symbol), 1u)
          << entry.path() << " is not in rules.def";
    }
    for (const std::string& symbol : left) {
      ADD_FAILURE() << pack / "rules.def"
                    << ": no file defines " << symbol;
    }
  }
}

TEST(Rules, StandInTheFileOfTheirName) {
  for (const Rule* rule : AllRules()) {
    int found = 0;
    for (const fs::path& pack : Packs()) {
      fs::path file = pack / FileOf(rule->info->id);
      if (!fs::exists(file)) continue;
      ++found;
      std::string id = ".id = \"" + std::string(rule->info->id) + "\"";
      EXPECT_NE(Slurp(file).find(id), std::string::npos) << file;
    }
    EXPECT_EQ(found, 1) << FileOf(rule->info->id);
  }
}

TEST(Rules, AreNoNewerThanTheProgram) {
  auto now = Version(ProjectVersion());
  EXPECT_GT(now, Version("0.0.0"));
  for (const Rule* rule : AllRules()) {
    EXPECT_LE(Version(rule->info->since), now) << rule->info->id;
  }
}

TEST(Rules, DeclareOptionsThatCanBeRead) {
  for (const Rule* rule : AllRules()) {
    std::set<std::string_view> names;
    Options options(*rule->info, nullptr);
    for (const OptionInfo& option : rule->info->options) {
      EXPECT_TRUE(names.insert(option.name).second) << rule->info->id;
      if (option.type == OptionType::kInt) {
        EXPECT_EQ(std::to_string(options.Int(option.name)), option.fallback)
            << rule->info->id << ": " << option.name;
      }
      if (option.type == OptionType::kBool) {
        EXPECT_EQ(options.Bool(option.name) ? "true" : "false", option.fallback)
            << rule->info->id << ": " << option.name;
      }
    }
  }
}

TEST(Rules, AreCalledUnlessTheEngineReportsThem) {
  for (const Rule* rule : AllRules()) {
    EXPECT_EQ(rule->check == nullptr, rule->subject == SubjectKind::kEngine)
        << rule->info->id;
    EXPECT_EQ(rule->info->category == Category::kMeta,
              rule->subject == SubjectKind::kEngine)
        << rule->info->id;
  }
}

TEST(Testdata, HasNoFolderWithoutARule) {
  for (const auto& entry :
       fs::directory_iterator(kRoot / "testdata" / "rules")) {
    std::string id = entry.path().filename().string();
    EXPECT_NE(FindRule(id), nullptr) << entry.path();
  }
}

}  // namespace
}  // namespace interlock
