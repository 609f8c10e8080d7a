// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/automation.h"

#include <algorithm>
#include <string>

#include "analyzers/governance/kubernetes.h"
#include "core/text.h"

namespace interlock::governance {
namespace {

struct Stage {
  std::string_view name;
  int rank;
};
constexpr Stage kStages[] = {
    {"dev", 0},     {"development", 0}, {"test", 1},    {"qa", 1},
    {"staging", 2}, {"stage", 2},       {"preprod", 2}, {"uat", 2},
    {"prod", 3},    {"production", 3},  {"live", 3},
};

// Up to nine digits without a zero in front.
bool TakeNumber(std::string_view& text, int& out) {
  size_t count = 0;
  out = 0;
  while (count < text.size() && count < 9 && IsDigit(text[count])) {
    out = out * 10 + (text[count] - '0');
    ++count;
  }
  bool padded = count > 1 && text.front() == '0';
  text.remove_prefix(count);
  return count > 0 && !padded;
}

void AddEntry(const Source& source, const Node& node, const Node* id,
              std::vector<Automation>& out) {
  if (!node.IsMapping()) return;
  Automation one{&source, &node, id};
  if (one.id == nullptr) one.id = node.Find("id");
  if (one.id == nullptr) one.id = node.Find("name");
  if (one.id == nullptr || !one.id->IsScalar() || one.id->IsNull()) return;
  for (auto [key, place] : {std::pair{"file", &Automation::file},
                            std::pair{"version", &Automation::version}}) {
    const Node* value = node.Find(key);
    if (value != nullptr && value->IsScalar()) one.*place = value;
  }
  const Node* stages = node.Find("environments");
  if (stages != nullptr && stages->IsMapping()) one.stages = stages;
  out.push_back(one);
}

}  // namespace

std::optional<Version> ReadVersion(std::string_view text) {
  Version version;
  for (size_t i = 0; i < 3; ++i) {
    if (i > 0) {
      if (!text.starts_with('.')) return std::nullopt;
      text.remove_prefix(1);
    }
    if (!TakeNumber(text, version.numbers[i])) return std::nullopt;
  }
  text = text.substr(0, text.find('+'));
  if (text.empty()) return version;
  if (!text.starts_with('-') || text.size() == 1) return std::nullopt;
  version.pre = text.substr(1);
  return version;
}

std::vector<Automation> AutomationsOf(const GovernanceSet& set) {
  std::vector<Automation> out;
  for (const Piece& piece : set.pieces()) {
    if (piece.sort != Sort::kCatalog) continue;
    const Node* list = At(piece.tree->root(), "workflows");
    if (list == nullptr) continue;
    for (const Node* item : list->items) {
      AddEntry(*piece.source, *item, nullptr, out);
    }
    for (const Member& member : list->members) {
      AddEntry(*piece.source, *member.value, member.key, out);
    }
  }
  return out;
}

int RankOfStage(std::string_view name) {
  std::string lower = AsciiLower(name);
  auto at = std::ranges::find(kStages, lower, &Stage::name);
  return at == std::end(kStages) ? -1 : at->rank;
}

const Piece* PieceAt(const GovernanceSet& set, std::string_view path,
                     Sort sort) {
  // One piece per file, in the order of the paths.
  auto at =
      std::ranges::lower_bound(set.pieces(), path, {}, [](const Piece& piece) {
        return std::string_view(piece.source->path());
      });
  bool there = at != set.pieces().end() && at->sort == sort &&
               at->source->path() == path;
  return there ? &*at : nullptr;
}

std::string VersionIn(const Source& source) {
  auto tree = ParseTree(source);
  return std::string(TextAt(tree->root(), "version"));
}

}  // namespace interlock::governance
