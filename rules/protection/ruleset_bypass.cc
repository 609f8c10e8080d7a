// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "ruleset-bypass",
    .summary = "Somebody may go round a ruleset at any time",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kNote,
    .tags = "github rulesets",
    .peers = "legitify:repository_ruleset_bypass",
    .docs = R"(## What it does
Reports who stands in `bypass_actors` of an active ruleset without being held to
pull requests: a role, a team, an app, a deploy key. It is a warning when
everybody who may write is among them. A mode of `pull_request` lets the actor
past the rules inside of a pull request only, and is left alone.

## Why is this bad?
A bypass is not asked for and not announced: the actor pushes, and the rules do
not run. The gate is as strong as the widest entry of this list.

```yaml,bad,file=.github/settings.yml
rulesets:
  - name: main
    target: branch
    enforcement: active
    bypass_actors:
      - {actor_id: 4, actor_type: RepositoryRole, bypass_mode: always}
    conditions: {ref_name: {include: [~DEFAULT_BRANCH], exclude: []}}
    rules:
      - type: deletion
```

```yaml,good,file=.github/settings.yml
rulesets:
  - name: main
    target: branch
    enforcement: active
    bypass_actors: []
    conditions: {ref_name: {include: [~DEFAULT_BRANCH], exclude: []}}
    rules:
      - type: deletion
```
)"};
static_assert(WellFormed(kInfo));

std::string WhoIs(const Bypass& bypass) {
  if (bypass.type == "RepositoryRole" && bypass.id == 2) return "maintainers";
  if (bypass.type == "RepositoryRole" && bypass.id == 4) {
    return "everybody who may write";
  }
  if (bypass.type == "RepositoryRole" && bypass.id == 5) {
    return "administrators";
  }
  std::string who = "actors of type " + Printable(bypass.type);
  if (bypass.id) who += fmt::format(" ({})", *bypass.id);
  return who;
}

void Check(const Protection& protection, const Context&, Sink& out) {
  bool active = protection.form == Form::kRuleset &&
                protection.enforcement == Enforcement::kActive;
  if (!active) return;
  for (const Bypass& bypass : protection.bypasses) {
    if (bypass.mode == "pull_request" || bypass.type.empty()) continue;
    bool writers = bypass.type == "RepositoryRole" && bypass.id == 4;
    out.Report(bypass.node->span, "{} may go round ruleset '{}' at any time",
               WhoIs(bypass), Printable(protection.name))
        .Help("remove the entry, or set bypass_mode to pull_request")
        .At(writers ? Severity::kWarning : Severity::kNote)
        .Anchor(WhoIs(bypass));
  }
}

}  // namespace

extern constexpr Rule kRulesetBypass = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
