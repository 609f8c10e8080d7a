// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzers/workflow/find_problems.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// A mapping with so many keys is looked through without a table of them.
constexpr size_t kFewKeys = 24;
constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

// Walks what the file holds, not what aliases repeat, with a stack of its own.
class YamlWalk {
 public:
  explicit YamlWalk(Problems& out) : out_(out) {}

  void Run(const Node& root) {
    std::vector<const Node*> stack = {&root};
    while (!stack.empty()) {
      const Node* node = stack.back();
      stack.pop_back();
      if (node->alias_of != nullptr) {
        used_.insert(node->alias_of);
        continue;
      }
      Look(*node);
      // The last first, so that nodes come in the order of the file.
      for (size_t i = node->items.size(); i > 0; --i) {
        stack.push_back(node->items[i - 1]);
      }
      for (size_t i = node->members.size(); i > 0; --i) {
        stack.push_back(node->members[i - 1].value);
        stack.push_back(node->members[i - 1].key);
      }
      if (node->IsMapping()) Keys(*node);
    }
    for (const Node* anchor : anchors_) {
      if (used_.contains(anchor)) continue;
      out_.Add(ProblemKind::kAnchorUnused, FirstOf(*anchor),
               fmt::format("nothing refers to the anchor '&{}'",
                           Printable(anchor->anchor)),
               "remove it")
          .anchor = anchor->anchor;
    }
  }

 private:
  static Span FirstOf(const Node& node) {
    if (node.IsScalar()) return node.span;
    if (!node.members.empty()) return node.members.front().key->span;
    return {node.span.begin, node.span.begin};
  }

  void Look(const Node& node) {
    if (!node.anchor.empty()) anchors_.push_back(&node);
    if (node.tag.empty() || node.tag == "!") return;
    std::string_view tag = node.tag;
    if (tag.starts_with(kTagPrefix)) tag.remove_prefix(kTagPrefix.size());
    bool known = tag == "str" || tag == "bool" || tag == "int" ||
                 tag == "float" || tag == "null";
    if (!known || !node.IsScalar()) {
      out_.Add(
          ProblemKind::kYamlTag, node.span,
          fmt::format("GitHub knows no tag '{}' here", Printable(node.tag)),
          "remove it; !!str, !!bool, !!int, !!float and !!null may stand "
          "before scalars");
    } else if (!Matches(node, tag)) {
      out_.Add(ProblemKind::kYamlTag, node.span,
               fmt::format("'{}' is no {}", Printable(node.text), tag),
               "remove the tag, or correct the value");
    }
  }

  static bool Matches(const Node& node, std::string_view tag) {
    ScalarType type = Resolve(node).type;
    if (tag == "bool") return type == ScalarType::kBool;
    if (tag == "int") return type == ScalarType::kInt;
    if (tag == "float") {
      return type == ScalarType::kFloat || type == ScalarType::kInt;
    }
    return tag == "str" || type == ScalarType::kNull;
  }

  static bool IsMerge(const Node& key) {
    return key.plain() && key.text == "<<";
  }
  // The key before it that is the same but for case; null when there is none.
  static const Node* FirstIn(std::unordered_map<std::string, const Node*>& seen,
                             const Node& key) {
    auto [at, added] = seen.emplace(AsciiLower(key.text), &key);
    return added ? nullptr : at->second;
  }
  static const Node* FirstBefore(const Node& node, size_t place) {
    std::string_view text = node.members[place].key->text;
    for (const Member& member : node.members.first(place)) {
      const Node& key = *member.key;
      bool same = key.text.size() == text.size() && !IsMerge(key) &&
                  EqualsIgnoringCase(key.text, text);
      if (same) return &key;
    }
    return nullptr;
  }

  // GitHub takes keys that differ in case for one. Equal ones are reported by
  // the rules on YAML.
  void Keys(const Node& node) {
    std::unordered_map<std::string, const Node*> seen;
    for (size_t i = 0; i < node.members.size(); ++i) {
      const Node& key = *node.members[i].key;
      if (IsMerge(key)) {
        out_.Add(ProblemKind::kMergeKey, key.span,
                 "GitHub does not merge mappings: '<<' is a key like any other",
                 "repeat what is meant, or put an alias in place of the whole "
                 "mapping");
        continue;
      }
      const Node* first = node.members.size() > kFewKeys ? FirstIn(seen, key)
                                                         : FirstBefore(node, i);
      if (first == nullptr || first->text == key.text) continue;
      Problem& problem =
          out_.Add(ProblemKind::kKeyTwice, key.span,
                   fmt::format("'{}' is '{}' again: keys differ in more than "
                               "case",
                               Printable(key.text), Printable(first->text)),
                   "remove one of them");
      problem.anchor = key.text;
      problem.related = first->span;
      problem.related_message = "the first of them";
    }
  }

  Problems& out_;
  std::vector<const Node*> anchors_;
  std::unordered_set<const Node*> used_;
};

}  // namespace

void FindYamlProblems(const ProblemInput& input, Problems& out) {
  const Node* root = input.document().root();
  if (root != nullptr) YamlWalk(out).Run(*root);
}

}  // namespace interlock::workflow
