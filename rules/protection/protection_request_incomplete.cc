// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "protection-request-incomplete",
    .summary = "A branch protection leaves out a key that GitHub demands",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .tags = "github branch-protection",
    .docs = R"(## What it does
Reports a classic protection in JSON, in the shape that is sent to GitHub, in
which `required_status_checks`, `enforce_admins`,
`required_pull_request_reviews` or `restrictions` is missing. Each may be null,
but must be there. A file in the shape that GitHub sends is left alone: there,
what is off is absent.

## Why is this bad?
GitHub answers the whole request with an error, so nothing of the file takes
effect. Where `enforce_admins` is what is missing, administrators go round every
rule of a protection that was sent without it by other means.

```json,bad,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["build"] },
  "required_pull_request_reviews": null,
  "restrictions": null
}
```

```json,good,file=.github/protection/main.json
{
  "required_status_checks": { "strict": true, "contexts": ["build"] },
  "enforce_admins": true,
  "required_pull_request_reviews": null,
  "restrictions": null
}
```
)"};
static_assert(WellFormed(kInfo));

constexpr auto kDemanded = std::to_array<std::string_view>(
    {"required_status_checks", "enforce_admins",
     "required_pull_request_reviews", "restrictions"});

// In the shape that GitHub sends; or too little to tell.
bool MayBeReceived(const Node& node) {
  if (node.Find("url") != nullptr) return true;
  bool plain = false;
  for (const Member& member : node.members) {
    if (member.value->Find("enabled") != nullptr ||
        member.value->Find("url") != nullptr) {
      return true;
    }
    plain = plain || IsTrue(member.value) || IsFalse(member.value) ||
            member.value->IsNull();
  }
  return !plain;
}

void Check(const Protection& protection, const Context&, Sink& out) {
  bool sent = protection.form == Form::kClassic && !protection.partial &&
              protection.document->root() == protection.node &&
              protection.source->path().ends_with(".json") &&
              !MayBeReceived(*protection.node);
  if (!sent) return;
  std::string missing;
  for (std::string_view key : kDemanded) {
    if (protection.node->Find(key) != nullptr) continue;
    missing += fmt::format("{}'{}'", missing.empty() ? "" : ", ", key);
  }
  if (missing.empty()) return;
  uint32_t begin = protection.node->span.begin;
  out.Report({begin, begin + 1}, "GitHub refuses this protection: {} missing",
             missing + (missing.find(',') == missing.npos ? " is" : " are"))
      .Help(
          "add it, or null to leave that part off; for administrators write "
          "\"enforce_admins\": true")
      .Anchor(missing);
}

}  // namespace

extern constexpr Rule kProtectionRequestIncomplete =
    On<Protection, Check>(kInfo);

}  // namespace interlock::protection
