// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/config.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace interlock::config {
namespace {

struct Known {
  Sort sort;
  std::string_view name;     // of the file, without its extension
  std::string_view keys[2];  // lines that begin so give the file away
};
constexpr Known kKnown[] = {
    {Sort::kRelease, "release", {"versioning:", "canary:"}},
    {Sort::kSlo, "slo", {"slos:", "golden_signals:"}},
    {Sort::kDb, "db", {"schema_dir:", "required_docs:"}},
};

bool HasTopKey(std::string_view text, std::string_view key) {
  size_t at = text.find(key);
  while (at != std::string_view::npos) {
    if (at == 0 || text[at - 1] == '\n') return true;
    at = text.find(key, at + 1);
  }
  return false;
}

}  // namespace

std::string_view NameOf(Sort sort) {
  constexpr std::string_view kNames[] = {"release.yml", "slo.yml", "db.yml"};
  return kNames[static_cast<size_t>(sort)];
}

std::optional<Sort> SortOf(std::string_view path, std::string_view text) {
  std::string_view extension = Extension(path);
  if (extension != ".yml" && extension != ".yaml") return std::nullopt;
  std::string_view name = BaseName(path);
  name.remove_suffix(extension.size());
  std::string_view folder = DirName(path);
  bool ours = folder == ".ci/config" || folder.ends_with("/.ci/config");
  for (const Known& one : kKnown) {
    if (ours && name == one.name) return one.sort;
    if (HasTopKey(text, one.keys[0]) && HasTopKey(text, one.keys[1])) {
      return one.sort;
    }
  }
  return std::nullopt;
}

const Node* ConfigFile::At(std::string_view path) const {
  const Node* node = tree->root();
  for (std::string_view key : Split(path, '.')) {
    if (node == nullptr) return nullptr;
    node = node->Find(key);
  }
  return node;
}

void ConfigSet::Add(Sort sort, const Document& tree) {
  if (!tree.ok() || tree.root() == nullptr) return;
  files_.push_back({sort, tree.source, &tree});
}

std::optional<int64_t> ReadDuration(std::string_view text) {
  constexpr int64_t kMost = int64_t{100} * 366 * 86400;
  int64_t number = 0;
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || number < 0 || number > kMost) return std::nullopt;
  std::string_view unit(rest, static_cast<size_t>(end - rest));
  struct Unit {
    std::string_view name;
    int64_t seconds;
  };
  constexpr Unit kUnits[] = {
      {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"w", 604800}};
  for (const Unit& one : kUnits) {
    if (one.name != unit) continue;
    int64_t seconds = number * one.seconds;
    return seconds <= kMost ? std::optional(seconds) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<double> NumberOf(const Node* node) {
  if (node == nullptr || !node->IsScalar()) return std::nullopt;
  ScalarValue value = Resolve(*node);
  if (value.type == ScalarType::kInt || value.type == ScalarType::kFloat) {
    return value.number;
  }
  return std::nullopt;
}

}  // namespace interlock::config
