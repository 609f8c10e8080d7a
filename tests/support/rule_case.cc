// SPDX-License-Identifier: Apache-2.0
#include "tests/support/rule_case.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "core/seams.h"
#include "core/text.h"

namespace interlock::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kConfigPath = ".interlock.yml";

bool IsGolden(std::string_view name) {
  return name.find(".fixed") != std::string_view::npos;
}

std::string ReadDisk(const std::string& path) {
  auto text = DiskFileSystem().Read(path);
  return text.ok() ? std::move(text).value() : std::string();
}

// The path after `file:` in a comment on the first line, or "".
std::string StatedPath(std::string_view text) {
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  size_t at = line.find("file:");
  if (at == std::string_view::npos) return "";
  std::string_view lead = Trim(line.substr(0, at));
  if (lead != "--" && lead != "#" && lead != "//") return "";
  return std::string(Trim(line.substr(at + 5)));
}

// Adds one file and what it expects.
void AddFile(std::string path, std::string text, bool executable,
             RuleCase& out) {
  auto expected = TakeExpectations(path, text);
  out.expected.insert(out.expected.end(), expected.begin(), expected.end());
  if (path == kConfigPath) {
    out.config = std::move(text);
    return;
  }
  out.files.push_back({std::move(path), std::move(text), executable});
}

RuleCase LoadFile(const RuleInfo& rule, const fs::path& file) {
  RuleCase one;
  one.name = file.filename().string();
  one.on_disk = file.string();
  std::string text = ReadDisk(one.on_disk);
  std::string path = StatedPath(text);
  if (path.empty() && rule.category == Category::kWorkflow) {
    path = ".github/workflows/" + one.name;
  }
  if (path.empty()) path = DefaultPath(rule, file.extension().string());
  AddFile(std::move(path), std::move(text), false, one);
  return one;
}

bool IsExecutable(const fs::path& file) {
  auto info = DiskFileSystem().Stat(file.string());
  return info.ok() && info.value().executable;
}

RuleCase LoadFolder(const fs::path& folder, std::vector<std::string>& errors) {
  RuleCase one;
  one.name = folder.filename().string();
  one.on_disk = folder.string();
  one.folder = true;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::string path = fs::relative(entry.path(), folder).generic_string();
    std::string text = ReadDisk(entry.path().string());
    if (path == "TODAY") {
      auto today = Date::Parse(Trim(text));
      if (today) one.today = *today;
      if (!today) errors.push_back(one.name + "/TODAY holds no date");
    } else if (path.ends_with(".expect")) {
      std::string error;
      auto lines =
          ReadExpectations(path.substr(0, path.size() - 7), text, error);
      if (!error.empty()) errors.push_back(one.name + "/" + error);
      one.expected.insert(one.expected.end(), lines.begin(), lines.end());
    } else {
      AddFile(path, std::move(text), IsExecutable(entry.path()), one);
    }
  }
  return one;
}

void Finish(RuleCase& one) {
  std::ranges::sort(one.files, {}, &InputText::path);
  std::ranges::sort(one.expected);
  if (one.today == Date()) one.today = *Date::Parse(kToday);
}

}  // namespace

const InputText* RuleCase::Find(std::string_view path) const {
  auto at = std::ranges::find(files, path, &InputText::path);
  return at == files.end() ? nullptr : &*at;
}

std::string CaseFolder(std::string_view rule) {
  const char* elsewhere = std::getenv("INTERLOCK_TESTDATA");
  std::string root =
      elsewhere != nullptr ? elsewhere : INTERLOCK_SOURCE_DIR "/testdata";
  return root + "/rules/" + std::string(rule);
}

std::string DefaultPath(const RuleInfo& rule, std::string_view extension) {
  std::string end(extension);
  if (end == ".sql") return "db/migrations/001_case.sql";
  if (end == ".env") return ".ci/case.env";
  switch (rule.category) {
    case Category::kWorkflow:
      return ".github/workflows/case" + end;
    case Category::kException:
      return ".security/allowlist" + end;
    case Category::kProtection:
      return end == ".json" ? ".github/protection/main.json"
                            : ".github/settings" + end;
    default:
      return "case" + end;
  }
}

std::vector<RuleCase> LoadCases(const RuleInfo& rule,
                                std::vector<std::string>& errors) {
  std::vector<RuleCase> cases;
  fs::path root = CaseFolder(rule.id);
  if (!fs::is_directory(root)) {
    errors.push_back(root.string() + " does not exist");
    return cases;
  }
  for (const auto& entry : fs::directory_iterator(root)) {
    std::string name = entry.path().filename().string();
    if (IsGolden(name)) continue;
    RuleCase one;
    if (entry.is_directory()) {
      one = LoadFolder(entry.path(), errors);
    } else if (name.ends_with(".expect")) {
      continue;  // read with the file that it speaks of
    } else {
      one = LoadFile(rule, entry.path());
      std::string aside = entry.path().string() + ".expect";
      if (fs::exists(aside) && !one.files.empty()) {
        std::string error;
        auto lines =
            ReadExpectations(one.files.front().path, ReadDisk(aside), error);
        if (!error.empty()) errors.push_back(error);
        one.expected.insert(one.expected.end(), lines.begin(), lines.end());
      }
    }
    Finish(one);
    cases.push_back(std::move(one));
  }
  std::ranges::sort(cases, {}, &RuleCase::name);
  return cases;
}

namespace {

struct Fence {
  std::string_view language;
  std::string_view file;
  bool bad = false;
  bool good = false;
};

// "```yaml,bad,file=.security/allowlist.yaml": words after commas or blanks.
Fence ReadFence(std::string_view line) {
  Fence fence;
  std::string_view rest = Trim(line).substr(3);
  while (!rest.empty()) {
    size_t end = std::min(rest.find_first_of(", "), rest.size());
    std::string_view word = rest.substr(0, end);
    if (fence.language.empty()) {
      fence.language = word;
    } else if (word == "bad") {
      fence.bad = true;
    } else if (word == "good") {
      fence.good = true;
    } else if (word.starts_with("file=")) {
      fence.file = word.substr(5);
    }
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return fence;
}

std::string ExtensionOf(std::string_view language) {
  if (language == "yaml") return ".yml";
  return "." + std::string(language);
}

}  // namespace

std::vector<DocCase> DocCases(const RuleInfo& rule) {
  std::vector<DocCase> cases;
  bool joined = false;  // whether the last case may take another file
  bool inside = false;
  Fence fence;
  std::string body;
  for (std::string_view line : Split(rule.docs, '\n')) {
    if (!inside && line.starts_with("```")) {
      inside = true;
      fence = ReadFence(line);
      body.clear();
    } else if (!inside) {
      continue;
    } else if (!line.starts_with("```")) {
      body.append(line).append("\n");
    } else {
      inside = false;
      if (!fence.bad && !fence.good) continue;
      bool more = joined && !fence.file.empty() &&
                  cases.back().bad == fence.bad &&
                  cases.back().project.Find(fence.file) == nullptr;
      if (!more) {
        cases.push_back({});
        cases.back().bad = fence.bad;
        cases.back().project.name = (fence.bad ? "bad block " : "good block ") +
                                    std::to_string(cases.size());
      }
      joined = !fence.file.empty();
      std::string path = fence.file.empty()
                             ? DefaultPath(rule, ExtensionOf(fence.language))
                             : std::string(fence.file);
      AddFile(std::move(path), body, false, cases.back().project);
    }
  }
  for (DocCase& one : cases) Finish(one.project);
  return cases;
}

}  // namespace interlock::test
