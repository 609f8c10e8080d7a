// SPDX-License-Identifier: Apache-2.0
#include "parsers/shell/sites.h"

namespace interlock::shell {
namespace {

class Walk {
 public:
  explicit Walk(const Script& script) : script_(script) {}

  // As deep as the script nests, which is bounded.
  void Enter(uint32_t index, Site context) {
    if (index == kNoList) return;
    const List& list = script_.at(index);
    for (size_t i = 0; i < list.items.size(); ++i) {
      const Item& item = list.items[i];
      Site site = context;
      Join before = i == 0 ? Join::kSequence : list.items[i - 1].next;
      if (before == Join::kAnd || before == Join::kOr) site.maybe = true;
      if (item.next != Join::kSequence || item.pipeline.negated) {
        site.excused = true;
      }
      const Item* fallback = FallbackOf(list, i);
      if (fallback != nullptr) site.fallback = fallback;
      site.pipeline = &item.pipeline;
      for (size_t place = 0; place < item.pipeline.commands.size(); ++place) {
        site.place = static_cast<uint32_t>(place);
        Add(item.pipeline.commands[place], site);
      }
    }
  }
  std::vector<Site> sites() { return std::move(sites_); }

 private:
  static const Item* FallbackOf(const List& list, size_t i) {
    // Chains are short; a chain of a thousand `&&` is looked through in part.
    for (size_t left = 100; left > 0 && i + 1 < list.items.size(); --left) {
      if (list.items[i].next == Join::kOr) return &list.items[i + 1];
      if (list.items[i].next != Join::kAnd) return nullptr;
      ++i;
    }
    return nullptr;
  }

  void Add(const Command& command, Site site) {
    site.command = &command;
    sites_.push_back(site);
    Site inner = site;
    inner.in_substitution = true;
    for (const Assignment& one : command.assignments) {
      if (one.array.empty()) Parts(one.value, inner);
      for (const Word& word : one.array) Parts(word, inner);
    }
    for (const Word& word : command.words) Parts(word, inner);
    for (const Redirect& one : command.redirects) Parts(*one.target, inner);
    Lists(command, site);
  }

  void Lists(const Command& command, Site site) {
    bool branches = command.kind == CommandKind::kIf ||
                    command.kind == CommandKind::kWhile ||
                    command.kind == CommandKind::kFor ||
                    command.kind == CommandKind::kCase;
    if (command.kind == CommandKind::kFunction) site.in_function = true;
    if (command.kind == CommandKind::kSubshell) site.in_subshell = true;
    for (size_t i = 0; i < command.lists.size(); ++i) {
      Site inner = site;
      bool last = i + 1 == command.lists.size();
      bool test = command.kind == CommandKind::kWhile
                      ? i == 0
                      : command.kind == CommandKind::kIf && i % 2 == 0 &&
                            !(last && command.has_else);
      inner.condition = site.condition || test;
      inner.excused = site.excused || test;
      inner.maybe = site.maybe || (branches && !(test && i == 0));
      Enter(command.lists[i], inner);
    }
  }

  void Parts(const Word& word, const Site& site) {
    for (const Part& part : word.parts) Inside(part, site);
  }
  void Inside(const Part& part, const Site& site) {
    Enter(part.list, site);
    for (const Part& inner : part.inner) Inside(inner, site);
  }

  const Script& script_;
  std::vector<Site> sites_;
};

}  // namespace

std::vector<Site> SitesOf(const Script& script) {
  Walk walk(script);
  walk.Enter(script.body, {});
  return walk.sites();
}

}  // namespace interlock::shell
