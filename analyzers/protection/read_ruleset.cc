// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/protection/read.h"

namespace interlock::protection {
namespace {

constexpr std::string_view kHeads = "refs/heads/";

std::vector<std::string> Refs(const Node* list) {
  std::vector<std::string> refs;
  if (list == nullptr) return refs;
  for (const Node* item : list->items) {
    std::string_view ref = TextOf(item);
    if (ref.starts_with(kHeads)) ref.remove_prefix(kHeads.size());
    if (!ref.empty()) refs.emplace_back(ref);
  }
  return refs;
}

}  // namespace

bool Reader::IsRule(const Node& node) {
  if (!node.IsMapping() || TextOf(node.Find("type")).empty()) return false;
  const Node* parameters = node.Find("parameters");
  return node.Find("ruleset_id") != nullptr ||
         node.Find("ruleset_source") != nullptr ||
         (parameters != nullptr && parameters->IsMapping());
}

bool Reader::IsRuleset(const Node& node) {
  const Node* rules = node.Find("rules");
  if (rules == nullptr || !rules->IsSequence()) return false;
  bool typed = std::ranges::all_of(rules->items, [](const Node* rule) {
    return rule->IsMapping() && rule->Find("type") != nullptr;
  });
  return typed &&
         (node.Find("enforcement") != nullptr ||
          node.Find("conditions") != nullptr || node.Find("target") != nullptr);
}

void Reader::Ruleset(const Node& node) {
  Protection out = Start(node, Form::kRuleset);
  out.name = TextOf(node.Find("name"));
  std::string_view enforcement = TextOf(node.Find("enforcement"));
  if (enforcement == "evaluate") out.enforcement = Enforcement::kEvaluate;
  if (enforcement == "disabled") out.enforcement = Enforcement::kDisabled;
  std::string_view target = TextOf(node.Find("target"));
  if (target == "tag") out.target = Target::kTag;
  if (target == "push") out.target = Target::kPush;
  if (const Node* conditions = node.Find("conditions")) {
    if (const Node* refs = conditions->Find("ref_name")) {
      out.branches = Refs(refs->Find("include"));
      out.excluded = Refs(refs->Find("exclude"));
    }
  }
  Rules(*node.Find("rules"), out);
  out_.push_back(std::move(out));
}

void Reader::Rules(const Node& node, Protection& out) {
  for (const Node* rule : node.items) {
    if (rule->IsMapping()) Rule(*rule, out);
  }
}

void Reader::Rule(const Node& rule, Protection& out) {
  std::string_view type = TextOf(rule.Find("type"));
  const Node* parameters = rule.Find("parameters");
  if (type == "merge_queue") out.merge_queue = &rule;
  if (parameters == nullptr) return;
  if (type == "required_status_checks") {
    out.contexts_span = rule.Find("type")->span;
    out.strict =
        IsTrue(parameters->Find("strict_required_status_checks_policy"));
    AddContexts(parameters->Find("required_status_checks"), out);
  } else if (type == "pull_request") {
    out.approvals_node = parameters->Find("required_approving_review_count");
    out.approvals = IntOf(out.approvals_node);
    out.dismiss_stale_reviews =
        SettingOf(*parameters, "dismiss_stale_reviews_on_push");
    out.require_code_owners =
        SettingOf(*parameters, "require_code_owner_review");
  }
}

}  // namespace interlock::protection
