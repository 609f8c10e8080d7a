// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>

#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "protection-key-unknown",
    .summary = "A protection has a key that GitHub does not know",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection rulesets",
    .docs = R"(## What it does
Reports keys of a classic protection, of its reviews and of its checks that
GitHub's API does not have, in JSON and in settings files, when they are near to
one that it has, and types of a ruleset's rules likewise. Keys that begin with
`_` or `$`, and keys of other tools, are left alone.

## Why is this bad?
GitHub ignores what it does not know. The setting looks made and is not: with
`required_approving_reviews` instead of `required_approving_review_count` a
change needs no approval.

```yaml,bad,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews:
        required_approving_reviews_count: 2
      restrictions: null
```

```yaml,good,file=.github/settings.yml
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [build]}
      enforce_admins: true
      required_pull_request_reviews: {required_approving_review_count: 1}
      restrictions: null
```
)"};
static_assert(WellFormed(kInfo));

constexpr auto kTop = std::to_array<std::string_view>(
    {"required_status_checks", "enforce_admins",
     "required_pull_request_reviews", "restrictions", "required_linear_history",
     "allow_force_pushes", "allow_deletions", "block_creations",
     "required_conversation_resolution", "lock_branch", "allow_fork_syncing",
     "required_signatures", "url", "protection_url", "name", "branch",
     "pattern", "enabled", "protected"});
constexpr auto kReviews = std::to_array<std::string_view>(
    {"dismissal_restrictions", "dismiss_stale_reviews",
     "require_code_owner_reviews", "required_approving_review_count",
     "require_last_push_approval", "bypass_pull_request_allowances", "url",
     "dismissal_users", "dismissal_teams"});
constexpr auto kChecks = std::to_array<std::string_view>(
    {"strict", "contexts", "checks", "url", "contexts_url", "enforcement_level",
     "include_admins"});

constexpr auto kRules =
    std::to_array<std::string_view>({"creation",
                                     "update",
                                     "deletion",
                                     "required_linear_history",
                                     "merge_queue",
                                     "required_deployments",
                                     "required_signatures",
                                     "pull_request",
                                     "required_status_checks",
                                     "non_fast_forward",
                                     "commit_message_pattern",
                                     "commit_author_email_pattern",
                                     "committer_email_pattern",
                                     "branch_name_pattern",
                                     "tag_name_pattern",
                                     "file_path_restriction",
                                     "max_file_path_length",
                                     "file_extension_restriction",
                                     "max_file_size",
                                     "workflows",
                                     "code_scanning",
                                     "copilot_code_review",
                                     "repository_create",
                                     "repository_delete",
                                     "repository_name",
                                     "repository_transfer",
                                     "repository_visibility"});

void LookAtRules(const Protection& protection, Sink& out) {
  for (const Node* rule : protection.rules) {
    const Node* type = rule->Find("type");
    if (type == nullptr || !type->IsScalar()) continue;
    if (std::ranges::find(kRules, type->text) != kRules.end()) continue;
    std::string_view near = Nearest(type->text, kRules);
    if (near.empty()) continue;
    out.Report(type->span, "GitHub has no rule of type '{}'",
               Printable(type->text))
        .Help("write '{}'", near)
        .Anchor(type->text);
  }
}

void Look(const Node* node, std::span<const std::string_view> known,
          Sink& out) {
  if (node == nullptr) return;
  for (const Member& member : node->members) {
    std::string_view key = member.key->text;
    bool fine = key.empty() || key.front() == '_' || key.front() == '$' ||
                std::ranges::find(known, key) != known.end();
    if (fine) continue;
    std::string_view near = Nearest(key, known);
    if (near.empty()) continue;
    out.Report(member.key->span, "GitHub does not know the key '{}'",
               Printable(key))
        .Help("write '{}'", near)
        .Anchor(key);
  }
}

void Check(const Protection& protection, const Context&, Sink& out) {
  if (protection.form == Form::kRuleset) LookAtRules(protection, out);
  bool classic = protection.form == Form::kClassic && !protection.partial &&
                 !protection.source->path().ends_with(".tf");
  if (!classic) return;
  const Node& node = *protection.node;
  Look(&node, kTop, out);
  Look(node.Find("required_pull_request_reviews"), kReviews, out);
  Look(node.Find("required_status_checks"), kChecks, out);
}

}  // namespace

extern constexpr Rule kProtectionKeyUnknown = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
