// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

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

// {users: [...], teams: [...]}: names, for scripts that look up the ids.
void AddNamedReviewers(const Node& lists, Protection& out) {
  constexpr std::pair<std::string_view, std::string_view> kKeys[] = {
      {"users", "User"}, {"teams", "Team"}};
  for (auto [key, type] : kKeys) {
    const Node* list = lists.Find(key);
    if (list == nullptr || !list->IsSequence()) continue;
    for (const Node* item : list->items) {
      out.reviewers.push_back({item, nullptr, type, {}, true});
    }
  }
}

void AddReviewers(const Node* list, Protection& out) {
  if (list != nullptr && list->IsMapping()) AddNamedReviewers(*list, out);
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

void AddPatterns(const Node* list, bool tag, Protection& out) {
  if (list == nullptr) return;
  for (const Node* item : list->items) {
    const Node* name = item->IsScalar() ? item : item->Find("name");
    if (name == nullptr) name = item->Find("branch_pattern");
    if (TextOf(name).empty()) continue;
    bool is_tag = tag || TextOf(item->Find("type")) == "tag";
    out.patterns.push_back({name, TextOf(name), is_tag});
  }
}

void ReadRefPolicy(const Node& policy, Protection& out) {
  out.refs_node = &policy;
  if (policy.IsScalar()) {
    if (policy.IsNull()) out.refs = RefPolicy::kAny;
    return;
  }
  const Node* custom = policy.Find("custom_branch_policies");
  const Node* guarded = policy.Find("protected_branches");
  if (custom != nullptr && custom->IsSequence()) {
    out.refs = RefPolicy::kCustom;
    AddPatterns(custom, false, out);
    return;
  }
  bool both = custom != nullptr && guarded != nullptr;
  if (both && ((IsTrue(custom) && IsTrue(guarded)) ||
               (IsFalse(custom) && IsFalse(guarded)))) {
    out.refs = RefPolicy::kRefused;
  } else if (IsTrue(guarded)) {
    out.refs = RefPolicy::kProtected;
  } else if (IsTrue(custom)) {
    out.refs = RefPolicy::kCustom;
  }
}

// Files that hold one environment each are called after it.
std::string_view EnvironmentOfPath(std::string_view path) {
  std::string_view folder = BaseName(DirName(path));
  if (folder != "environments" && folder != "environment") return {};
  std::string_view name = BaseName(path);
  return name.substr(0, name.find('.'));
}

bool Reader::Environments(const Node& list) {
  bool found = false;
  for (const Node* item : list.items) {
    bool named = item->IsMapping() && !TextOf(item->Find("name")).empty();
    if (named) Environment(*item, nullptr);
    found = found || named;
  }
  return found;
}

void Reader::Environment(const Node& node, const Node* label) {
  Protection out = Start(node, Form::kEnvironment);
  const Node* name = node.Find("name");
  if (name == nullptr) name = node.Find("environment");
  if (name == nullptr) name = label;
  out.name = TextOf(name);
  if (out.name.empty()) out.name = EnvironmentOfPath(document_.source->path());
  out.prevent_self_review = SettingOf(node, "prevent_self_review");
  out.admins_bypass = SettingOf(node, "can_admins_bypass");
  out.wait_node = node.Find("wait_timer");
  out.wait_minutes = IntOf(out.wait_node);
  out.reviewers_node = node.Find("reviewers");
  AddReviewers(out.reviewers_node, out);
  if (const Node* policy = node.Find("deployment_branch_policy")) {
    ReadRefPolicy(*policy, out);
  }
  AddPatterns(node.Find("branch_policies"), false, out);
  AddPatterns(node.Find("tag_policies"), true, out);
  if (const Node* rules = node.Find("protection_rules")) {
    for (const Node* rule : rules->items) {
      AddReviewers(rule->Find("reviewers"), out);
      if (rule->Find("prevent_self_review") != nullptr) {
        out.prevent_self_review = SettingOf(*rule, "prevent_self_review");
      }
      if (const Node* wait = rule->Find("wait_timer")) {
        out.wait_node = wait;
        out.wait_minutes = IntOf(wait);
      }
    }
  }
  out_.push_back(std::move(out));
}

void Reader::DeploymentPolicies(const Node& node, const Node* label) {
  Protection out = Start(node, Form::kDeploymentPolicies);
  out.name = TextOf(label);
  if (out.name.empty()) out.name = EnvironmentOfPath(document_.source->path());
  out.refs = RefPolicy::kCustom;
  out.refs_node = node.Find("branch_policies");
  AddPatterns(out.refs_node, false, out);
  out_.push_back(std::move(out));
}

// As the API listed them until rulesets took their place.
bool Reader::IsTagList(const Node& node) {
  return !node.items.empty() &&
         std::ranges::all_of(node.items, [](const Node* item) {
           return item->IsMapping() && !TextOf(item->Find("pattern")).empty() &&
                  (item->Find("enabled") != nullptr ||
                   item->Find("created_at") != nullptr) &&
                  item->Find("required_status_checks") == nullptr;
         });
}

void Reader::Tags(const Node& list) {
  Protection out = Start(list, Form::kTags);
  out.target = Target::kTag;
  out.head = list.items.front()->Find("pattern")->span;
  for (const Node* item : list.items) {
    out.branches.emplace_back(TextOf(item->Find("pattern")));
    out.branch_nodes.push_back(item->Find("pattern"));
  }
  out_.push_back(std::move(out));
}

}  // namespace interlock::protection
