// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "protection-shapes-mixed",
    .summary = "A protection mixes what GitHub sends with what it takes",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github branch-protection",
    .docs = R"(## What it does
Reports a classic protection in JSON that holds both plain booleans, as they are
sent (PUT), and objects such as `{"enabled": true}` or addresses, as they are
received (GET); and `required_signatures` in what is sent, which GitHub takes at
an address of its own.

## Why is this bad?
GitHub refuses the request, or leaves a part of it out. A script that ignores
the answer leaves the branch as it was, while the file says that it is
protected.

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": null,
  "enforce_admins": { "enabled": true },
  "required_pull_request_reviews": null,
  "restrictions": null,
  "allow_force_pushes": false
}
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": null,
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null,
  "allow_force_pushes": false
}
```
)"};
static_assert(WellFormed(kInfo));

constexpr auto kSwitches = std::to_array<std::string_view>(
    {"enforce_admins", "required_linear_history", "allow_force_pushes",
     "allow_deletions", "block_creations", "required_conversation_resolution",
     "lock_branch", "allow_fork_syncing"});

void Check(const Protection& protection, const Context&, Sink& out) {
  bool json = protection.form == Form::kClassic && !protection.partial &&
              protection.document->root() == protection.node &&
              protection.source->path().ends_with(".json");
  if (!json) return;
  const Node* received = nullptr;
  const Node* sent = nullptr;
  for (std::string_view key : kSwitches) {
    const Member* member = protection.node->FindMember(key);
    if (member == nullptr) continue;
    const Node*& first = member->value->IsMapping() ? received : sent;
    if (first == nullptr) first = member->key;
  }
  if (received != nullptr && sent != nullptr) {
    out.Report(received->span,
               "'{}' is an object, as GitHub sends it, but '{}' is plain, as "
               "GitHub takes it",
               Printable(received->text), Printable(sent->text))
        .Help("write true or false to send the file")
        .Anchor(received->text)
        .Related(*protection.source, sent->span, "plain here");
    return;
  }
  const Member* signatures = protection.node->FindMember("required_signatures");
  bool refused = sent != nullptr && signatures != nullptr;
  if (!refused) return;
  out.Report(signatures->key->span,
             "'required_signatures' is no part of what GitHub takes here")
      .Help("switch signatures on with a request to .../required_signatures")
      .Anchor("required_signatures");
}

}  // namespace

extern constexpr Rule kProtectionShapesMixed = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
