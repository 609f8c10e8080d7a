// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analyzers/protection/read.h"

namespace interlock::protection {
namespace {

constexpr auto kClassicKeys = std::to_array<std::string_view>(
    {"enforce_admins", "required_pull_request_reviews", "restrictions",
     "required_linear_history", "allow_force_pushes", "allow_deletions",
     "block_creations", "required_conversation_resolution", "lock_branch"});

}  // namespace

bool Reader::IsStatusChecks(const Node& node) {
  auto list = [&](std::string_view key) {
    const Node* value = node.Find(key);
    return value != nullptr && value->IsSequence();
  };
  bool known = node.Find("strict") != nullptr ||
               node.Find("enforcement_level") != nullptr;
  return known && (list("contexts") || list("checks"));
}

bool Reader::IsClassic(const Node& node) {
  if (const Node* checks = node.Find("required_status_checks")) {
    // A ruleset's parameters hold a list under the same name.
    return !checks->IsSequence();
  }
  return std::ranges::count_if(kClassicKeys, [&](std::string_view key) {
           return node.Find(key) != nullptr;
         }) >= 2;
}

void Reader::Classic(const Node& node, const Node* label) {
  Protection out = Start(node, Form::kClassic);
  NameBranch(node, label, out);
  if (const Member* checks = node.FindMember("required_status_checks")) {
    out.contexts_span = checks->key->span;
    StatusChecks(*checks->value, out);
  }
  if (const Node* reviews = node.Find("required_pull_request_reviews")) {
    Reviews(*reviews, out);
  }
  out.enforce_admins = SettingOf(node, "enforce_admins");
  out.allow_force_pushes = SettingOf(node, "allow_force_pushes");
  out.allow_deletions = SettingOf(node, "allow_deletions");
  out_.push_back(std::move(out));
}

void Reader::StatusChecks(const Node& node, Protection& out) {
  out.strict = IsTrue(node.Find("strict"));
  AddContexts(node.Find("contexts"), out);
  AddContexts(node.Find("checks"), out);
}

void Reader::Reviews(const Node& node, Protection& out) {
  out.approvals_node = node.Find("required_approving_review_count");
  out.approvals = IntOf(out.approvals_node);
  out.dismiss_stale_reviews = SettingOf(node, "dismiss_stale_reviews");
  out.require_code_owners = SettingOf(node, "require_code_owner_reviews");
}

}  // namespace interlock::protection
