// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/difference.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/protection/hint_names.h"
#include "analyzers/protection/rename.h"
#include "core/text.h"

namespace interlock::protection {
namespace {

using workflow::Check;
using workflow::CheckForm;

// The checks that pull requests get, each name once, in order.
std::vector<NamedCheck> NamesOf(const workflow::WorkflowSet& set,
                                const workflow::Branch& branch) {
  std::vector<NamedCheck> names;
  std::set<std::string> seen;
  for (const Check& check : set.checks) {
    bool counts =
        check.form == CheckForm::kJob || check.form == CheckForm::kUnreadCallee;
    if (!counts) continue;
    if (OnPullRequest(check, branch).state == workflow::State::kNone) continue;
    std::string name = check.name.Display();
    if (seen.insert(name).second) names.push_back({std::move(name), &check});
  }
  return names;
}

std::string PlaceOf(const NamedCheck& one) {
  return one.check->workflow().path() + "#" + AsciiLower(IdsOf(*one.check));
}

std::string StepsOf(const NamedCheck& one) {
  const workflow::Job& job = one.check->job();
  const Node* steps = job.node == nullptr ? nullptr : job.node->Find("steps");
  if (steps == nullptr || steps->span.empty()) return {};
  return std::string(
      one.check->levels.back().workflow->source->Text(steps->span));
}

std::string FileOf(const NamedCheck& one) {
  return one.check->workflow().path();
}

class Pairing {
 public:
  explicit Pairing(Difference& out) : out_(out) {}

  // Pairs what has the same key, when the numbers leave no choice: one with
  // one, or in order when `order` says that the order is that of a matrix.
  enum class Order : uint8_t { kCounts, kMeansNothing };
  template <class KeyOf>
  void By(KeyOf key_of, Order order) {
    std::map<std::string, Group> groups;
    for (size_t i = 0; i < out_.lost.size(); ++i) {
      groups[key_of(out_.lost[i])].lost.push_back(i);
    }
    for (size_t i = 0; i < out_.gained.size(); ++i) {
      auto at = groups.find(key_of(out_.gained[i]));
      if (at != groups.end()) at->second.gained.push_back(i);
    }
    std::set<size_t> gone;
    std::set<size_t> came;
    for (const auto& [key, group] : groups) {
      bool one = group.lost.size() == 1 && group.gained.size() == 1;
      bool clear = order == Order::kCounts || one;
      if (!key.empty() && clear) Pair(group, gone, came);
    }
    Drop(out_.lost, gone);
    Drop(out_.gained, came);
  }

 private:
  struct Group {
    std::vector<size_t> lost;
    std::vector<size_t> gained;
  };

  void Pair(const Group& group, std::set<size_t>& gone,
            std::set<size_t>& came) {
    size_t lost = group.lost.size();
    size_t gained = group.gained.size();
    bool clear = gained > 0 && (lost == gained || lost == 1 || gained == 1);
    if (!clear) return;
    for (size_t i = 0; i < lost; ++i) {
      Difference::Renamed renamed{out_.lost[group.lost[i]], {}};
      for (size_t j = 0; j < gained; ++j) {
        if (lost == gained && i != j) continue;
        renamed.to.push_back(out_.gained[group.gained[j]]);
      }
      out_.renamed.push_back(std::move(renamed));
    }
    gone.insert(group.lost.begin(), group.lost.end());
    came.insert(group.gained.begin(), group.gained.end());
  }

  static void Drop(std::vector<NamedCheck>& list, const std::set<size_t>& all) {
    std::vector<NamedCheck> kept;
    for (size_t i = 0; i < list.size(); ++i) {
      if (!all.contains(i)) kept.push_back(std::move(list[i]));
    }
    list = std::move(kept);
  }

  Difference& out_;
};

// The list that holds an entry, and where in it.
struct InList {
  const Node* list = nullptr;
  size_t index = 0;
};
InList FindList(const Node& node, const Node* entry, int depth) {
  constexpr int kDeep = 12;
  if (depth > kDeep) return {};
  for (size_t i = 0; i < node.items.size(); ++i) {
    if (node.items[i] == entry) return {&node, i};
    InList found = FindList(*node.items[i], entry, depth + 1);
    if (found.list != nullptr) return found;
  }
  for (const Member& member : node.members) {
    InList found = FindList(*member.value, entry, depth + 1);
    if (found.list != nullptr) return found;
  }
  return {};
}

// What goes with an entry: its line in a block list, else its comma.
Span WithComma(const InList& at, std::string_view text) {
  const Node& entry = *at.list->items[at.index];
  size_t line = entry.span.begin;
  while (line > 0 && text[line - 1] != '\n') --line;
  std::string_view before = text.substr(line, entry.span.begin - line);
  bool block = Trim(before) == "-";
  if (block) {
    size_t end = LineEnd(text, entry.span.end);
    while (end < text.size() && text[end] != '\n') ++end;
    end = std::min(end + 1, text.size());
    return {static_cast<uint32_t>(line), static_cast<uint32_t>(end)};
  }
  if (at.index + 1 < at.list->items.size()) {
    return {entry.span.begin, at.list->items[at.index + 1]->span.begin};
  }
  return {at.list->items[at.index - 1]->span.end, entry.span.end};
}

FollowUp Follow(const Protection& protection, const RequiredContext& context,
                std::vector<std::string> names, bool exact) {
  FollowUp out{&protection, &context, std::move(names), std::nullopt};
  if (out.names.empty()) {
    out.edits = Remove(context, protection);
  } else if (exact) {
    out.edits = Rename(context, out.names, protection);
  }
  return out;
}

}  // namespace

Difference DifferenceOf(const workflow::WorkflowSet& before,
                        const workflow::WorkflowSet& after,
                        const workflow::Branch& branch) {
  Difference out;
  auto old_names = NamesOf(before, branch);
  auto new_names = NamesOf(after, branch);
  auto has = [](const std::vector<NamedCheck>& list, const std::string& name) {
    return std::ranges::any_of(
        list, [&](const NamedCheck& one) { return one.name == name; });
  };
  for (NamedCheck& one : old_names) {
    if (has(new_names, one.name)) continue;
    bool may =
        one.check->name.exact() &&
        std::ranges::any_of(new_names, [&](const NamedCheck& other) {
          return !other.check->name.exact() && other.check->CanBe(one.name);
        });
    (may ? out.unsure : out.lost).push_back(one);
  }
  for (NamedCheck& one : new_names) {
    if (!has(old_names, one.name)) out.gained.push_back(one);
  }
  Pairing pairing(out);
  pairing.By(PlaceOf, Pairing::Order::kCounts);
  pairing.By(StepsOf, Pairing::Order::kCounts);
  pairing.By(FileOf, Pairing::Order::kMeansNothing);
  return out;
}

std::vector<FollowUp> FollowUpsOf(const Difference& difference,
                                  const Ground& after) {
  std::vector<FollowUp> all;
  for (const Protection& protection : after.protections.protections) {
    if (!protection.Gates()) continue;
    for (const RequiredContext& context : protection.contexts) {
      for (const auto& renamed : difference.renamed) {
        if (renamed.from.name != context.name) continue;
        std::vector<std::string> names;
        bool exact = true;
        for (const NamedCheck& one : renamed.to) {
          names.push_back(one.name);
          exact = exact && one.check->name.exact();
        }
        all.push_back(Follow(protection, context, std::move(names), exact));
      }
      bool lost = std::ranges::any_of(
          difference.lost,
          [&](const NamedCheck& one) { return one.name == context.name; });
      if (lost) all.push_back(Follow(protection, context, {}, true));
    }
  }
  return all;
}

std::vector<FollowUp> FollowUpsOf(const Ground& ground) {
  std::vector<FollowUp> all;
  for (const Protection& protection : ground.protections.protections) {
    if (!protection.Gates()) continue;
    for (const RequiredContext& context : protection.contexts) {
      Verdict verdict = Judge(context, protection, ground);
      if (verdict.outcome != Outcome::kNever) continue;
      std::vector<std::string> names;
      bool certain = verdict.hint.Certain();
      if (certain) names = verdict.hint.names;
      all.push_back(Follow(protection, context, std::move(names), certain));
    }
  }
  return all;
}

std::optional<std::vector<Edit>> Remove(const RequiredContext& context,
                                        const Protection& protection) {
  std::vector<Edit> edits;
  for (const Place& place : context.places) {
    InList at = FindList(*protection.node, place.entry, 0);
    if (at.list == nullptr || at.list->items.size() < 2) return std::nullopt;
    if (at.list->alias_of != nullptr) return std::nullopt;
    Span span = WithComma(at, protection.source->text());
    edits.push_back({protection.source, span, ""});
  }
  return edits;
}

}  // namespace interlock::protection
