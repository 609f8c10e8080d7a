// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "ruleset-not-enforced",
    .summary = "A ruleset is evaluated or switched off, and refuses nothing",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kWarning,
    .tags = "github rulesets",
    .docs = R"(## What it does
Reports rulesets whose `enforcement` is `evaluate` or `disabled`. A ruleset with
other branches or tags of the same kind that is active for the same names takes
its place, and the first is left alone.

## Why is this bad?
An evaluated ruleset only writes down what it would have refused. In a list of
rulesets it looks like any other, and people take it for the gate.

```yaml,bad,file=.github/settings.yml
rulesets:
  - name: main
    target: branch
    enforcement: evaluate
    bypass_actors: []
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

bool HasActiveTwin(const Protection& protection, const Ground& ground) {
  for (const Protection& other : ground.protections.protections) {
    bool twin = other.form == Form::kRuleset && &other != &protection &&
                other.enforcement == Enforcement::kActive &&
                other.target == protection.target &&
                other.branches == protection.branches;
    if (twin) return true;
  }
  return false;
}

void Check(const Protection& protection, const Context& ctx, Sink& out) {
  bool off = protection.form == Form::kRuleset &&
             protection.enforcement != Enforcement::kActive;
  if (!off || HasActiveTwin(protection, GroundOf(ctx))) return;
  bool evaluated = protection.enforcement == Enforcement::kEvaluate;
  out.Report(protection.enforcement_node->span, "ruleset '{}' is {}",
             Printable(protection.name),
             evaluated ? "evaluated only: it refuses nothing"
                       : "disabled: it refuses nothing")
      .Help("set enforcement to active, or remove the ruleset")
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kRulesetNotEnforced = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
