// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/protection/read.h"

namespace interlock::protection {
namespace {

constexpr std::string_view kHeads = "refs/heads/";

struct RuleProperty {
  std::string_view type;
  Property property;
};
constexpr RuleProperty kRuleProperties[] = {
    {"deletion", Property::kNoDeletion},
    {"non_fast_forward", Property::kNoForcePush},
    {"required_linear_history", Property::kLinearHistory},
    {"required_signatures", Property::kSignatures},
    {"pull_request", Property::kPullRequest},
};

void AddBypasses(const Node* list, Protection& out) {
  if (list == nullptr) return;
  for (const Node* item : list->items) {
    if (!item->IsMapping()) continue;
    Bypass bypass;
    bypass.node = item;
    bypass.type = TextOf(item->Find("actor_type"));
    bypass.id = IntOf(item->Find("actor_id"));
    std::string_view mode = TextOf(item->Find("bypass_mode"));
    if (!mode.empty()) bypass.mode = mode;
    out.bypasses.push_back(bypass);
  }
}

}  // namespace

std::vector<std::string> RefsOf(const Node* list, Protection& out) {
  std::vector<std::string> refs;
  if (list == nullptr) return refs;
  for (const Node* item : list->items) {
    std::string_view ref = TextOf(item);
    if (ref.starts_with(kHeads)) ref.remove_prefix(kHeads.size());
    if (ref.empty()) continue;
    refs.emplace_back(ref);
    out.branch_nodes.push_back(item);
  }
  return refs;
}

std::optional<Property> PropertyOfRule(std::string_view type) {
  for (const RuleProperty& one : kRuleProperties) {
    if (one.type == type) return one.property;
  }
  return std::nullopt;
}

Enforcement EnforcementOf(std::string_view text) {
  if (text == "evaluate") return Enforcement::kEvaluate;
  return text == "disabled" ? Enforcement::kDisabled : Enforcement::kActive;
}

Target TargetOf(std::string_view text) {
  if (text == "tag") return Target::kTag;
  return text == "push" ? Target::kPush : Target::kBranch;
}

void ReadPullRequest(const Node& parameters, Protection& out) {
  out.approvals_node = parameters.Find("required_approving_review_count");
  out.approvals = IntOf(out.approvals_node);
  out.At(Property::kStaleReviews) =
      SettingOf(parameters, "dismiss_stale_reviews_on_push");
  out.At(Property::kCodeOwners) =
      SettingOf(parameters, "require_code_owner_review");
  out.At(Property::kLastPush) =
      SettingOf(parameters, "require_last_push_approval");
  out.At(Property::kConversations) =
      SettingOf(parameters, "required_review_thread_resolution");
}

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
  out.enforcement_node = node.Find("enforcement");
  out.enforcement = EnforcementOf(TextOf(out.enforcement_node));
  out.target = TargetOf(TextOf(node.Find("target")));
  AddBypasses(node.Find("bypass_actors"), out);
  if (const Node* conditions = node.Find("conditions")) {
    if (const Node* refs = conditions->Find("ref_name")) {
      out.branches = RefsOf(refs->Find("include"), out);
      size_t included = out.branch_nodes.size();
      out.excluded = RefsOf(refs->Find("exclude"), out);
      out.branch_nodes.resize(included);
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
  out.rules.push_back(&rule);
  if (type == "merge_queue") out.merge_queue = &rule;
  if (auto property = PropertyOfRule(type)) out.At(*property) = {&rule, true};
  if (parameters == nullptr) return;
  if (type == "required_status_checks") {
    constexpr std::string_view kStrict = "strict_required_status_checks_policy";
    out.contexts_span = rule.Find("type")->span;
    out.strict = IsTrue(parameters->Find(kStrict));
    out.At(Property::kUpToDate) = SettingOf(*parameters, kStrict);
    AddContexts(parameters->Find("required_status_checks"), out);
  } else if (type == "pull_request") {
    ReadPullRequest(*parameters, out);
  } else if (type == "required_deployments") {
    const Node* list = parameters->Find("required_deployment_environments");
    if (list == nullptr) return;
    out.deployments.assign(list->items.begin(), list->items.end());
  }
}

}  // namespace interlock::protection
