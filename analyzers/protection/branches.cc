// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/protection/read.h"
#include "core/text.h"

namespace interlock::protection {
namespace {

// ".../branches/main/protection", as GitHub sends it.
std::string_view BranchOfUrl(std::string_view url) {
  constexpr std::string_view kBefore = "/branches/";
  size_t begin = url.find(kBefore);
  if (begin == std::string_view::npos) return {};
  begin += kBefore.size();
  size_t end = url.rfind("/protection");
  if (end == std::string_view::npos || end < begin) return {};
  return url.substr(begin, end - begin);
}

// A file called after a usual branch, such as protection/main.json.
std::string_view BranchOfPath(std::string_view path) {
  std::string_view name = BaseName(path);
  std::string_view stem = name.substr(0, name.find('.'));
  for (std::string_view usual : {"main", "master", "develop", "development",
                                 "staging", "production", "trunk", "release"}) {
    if (stem == usual) return stem;
  }
  return {};
}

}  // namespace

void Reader::NameBranch(const Node& node, const Node* label,
                        Protection& out) const {
  std::string_view name = TextOf(node.Find("branch"));
  if (name.empty()) name = TextOf(node.Find("pattern"));
  if (name.empty()) name = TextOf(node.Find("name"));
  if (name.empty()) name = BranchOfUrl(TextOf(node.Find("url")));
  if (name.empty()) name = TextOf(label);
  if (name.empty()) name = BranchOfPath(document_.source->path());
  // safe-settings writes "default" for whatever the default branch is.
  if (name == "default") name = "~DEFAULT_BRANCH";
  if (!name.empty()) out.branches.emplace_back(name);
  bool named = label != nullptr && label->IsScalar() && !label->span.empty();
  if (named) out.head = label->span;
}

}  // namespace interlock::protection
