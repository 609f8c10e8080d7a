// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analyzers/protection/read.h"

namespace interlock::protection {
namespace {

constexpr auto kClassicKeys = std::to_array<std::string_view>(
    {"enforce_admins", "required_pull_request_reviews", "restrictions",
     "required_linear_history", "allow_force_pushes", "allow_deletions",
     "block_creations", "required_conversation_resolution", "lock_branch",
     "required_signatures"});

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
  out.At(Property::kAdmins) = SettingOf(node, "enforce_admins");
  out.At(Property::kNoForcePush) =
      Reversed(SettingOf(node, "allow_force_pushes"));
  out.At(Property::kNoDeletion) = Reversed(SettingOf(node, "allow_deletions"));
  out.At(Property::kLinearHistory) = SettingOf(node, "required_linear_history");
  out.At(Property::kSignatures) = SettingOf(node, "required_signatures");
  out.At(Property::kConversations) =
      SettingOf(node, "required_conversation_resolution");
  out_.push_back(std::move(out));
}

void Reader::StatusChecks(const Node& node, Protection& out) {
  out.strict = IsTrue(node.Find("strict"));
  out.At(Property::kUpToDate) = SettingOf(node, "strict");
  AddContexts(node.Find("contexts"), out);
  AddContexts(node.Find("checks"), out);
}

void Reader::Reviews(const Node& node, Protection& out) {
  out.At(Property::kPullRequest) = {&node, node.IsMapping()};
  out.approvals_node = node.Find("required_approving_review_count");
  out.approvals = IntOf(out.approvals_node);
  out.At(Property::kStaleReviews) = SettingOf(node, "dismiss_stale_reviews");
  out.At(Property::kCodeOwners) = SettingOf(node, "require_code_owner_reviews");
  out.At(Property::kLastPush) = SettingOf(node, "require_last_push_approval");
  const Node* allowed = node.Find("bypass_pull_request_allowances");
  if (allowed == nullptr) return;
  for (const Member& kind : allowed->members) {
    for (const Node* one : kind.value->items) {
      Bypass bypass;
      bypass.node = one;
      bypass.type = kind.key->text;
      bypass.who = TextOf(one);
      for (const char* key : {"slug", "login", "name"}) {
        if (bypass.who.empty()) bypass.who = TextOf(one->Find(key));
      }
      bypass.mode = "pull_request";
      out.bypasses.push_back(bypass);
    }
  }
}

}  // namespace interlock::protection
