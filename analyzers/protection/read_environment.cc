// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/protection/read.h"
#include "core/text.h"

namespace interlock::protection {
namespace {

bool IsReviewerList(const Node* node) {
  return node != nullptr && node->IsSequence() &&
         std::ranges::all_of(node->items, [](const Node* item) {
           return item->IsMapping() && item->Find("type") != nullptr;
         });
}

void AddReviewers(const Node* list, Protection& out) {
  if (!IsReviewerList(list)) return;
  for (const Node* item : list->items) {
    Reviewer reviewer;
    reviewer.node = item;
    reviewer.type = TextOf(item->Find("type"));
    // GitHub sends the team or user as an object of its own.
    const Node* holder = item->Find("reviewer");
    if (holder == nullptr || !holder->IsMapping()) holder = item;
    reviewer.id_node = holder->Find("id");
    reviewer.id = IntOf(reviewer.id_node);
    out.reviewers.push_back(reviewer);
  }
}

}  // namespace

bool Reader::IsEnvironment(const Node& node) {
  if (node.Find("deployment_branch_policy") != nullptr) return true;
  bool timed = node.Find("wait_timer") != nullptr ||
               node.Find("prevent_self_review") != nullptr;
  if (timed && IsReviewerList(node.Find("reviewers"))) return true;
  const Node* rules = node.Find("protection_rules");
  if (rules == nullptr || !rules->IsSequence()) return false;
  return std::ranges::any_of(rules->items, [](const Node* rule) {
    std::string_view type = TextOf(rule->Find("type"));
    return type == "required_reviewers" || type == "wait_timer" ||
           type == "branch_policy";
  });
}

void Reader::Environment(const Node& node, const Node* label) {
  Protection out = Start(node, Form::kEnvironment);
  const Node* name = node.Find("name");
  if (name == nullptr) name = node.Find("environment");
  if (name == nullptr) name = label;
  out.name = TextOf(name);
  out.prevent_self_review = SettingOf(node, "prevent_self_review");
  AddReviewers(node.Find("reviewers"), out);
  if (const Node* rules = node.Find("protection_rules")) {
    for (const Node* rule : rules->items) {
      AddReviewers(rule->Find("reviewers"), out);
      if (rule->Find("prevent_self_review") != nullptr) {
        out.prevent_self_review = SettingOf(*rule, "prevent_self_review");
      }
    }
  }
  out_.push_back(std::move(out));
}

}  // namespace interlock::protection
