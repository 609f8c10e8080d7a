// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "rules/protection/ground.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "ruleset-matches-nothing",
    .summary = "A pattern of a ruleset can match no branch or tag",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .tags = "github rulesets",
    .docs = R"(## What it does
Reports rulesets for branches or tags with an empty list of names, and names
that GitHub cannot match: without `refs/heads/` or `refs/tags/` in front, or of
the other kind than the ruleset's target. `~DEFAULT_BRANCH` and `~ALL` are names
of their own.

## Why is this bad?
The ruleset is active and looks right, but it holds nowhere: a name in it is
compared with the whole ref, so `main` never equals `refs/heads/main`.

```yaml,bad,file=.github/settings.yml
rulesets:
  - name: main
    target: branch
    enforcement: active
    bypass_actors: []
    conditions: {ref_name: {include: [main], exclude: []}}
    rules:
      - type: deletion
```

```yaml,good,file=.github/settings.yml
rulesets:
  - name: main
    target: branch
    enforcement: active
    bypass_actors: []
    conditions: {ref_name: {include: [refs/heads/main], exclude: []}}
    rules:
      - type: deletion
```
)"};
static_assert(WellFormed(kInfo));

// What is wrong with a name, or "".
std::string_view WhyNot(std::string_view name, Target target) {
  if (name.starts_with("~")) return {};
  bool tags = target == Target::kTag;
  std::string_view own = tags ? "refs/tags/" : "refs/heads/";
  std::string_view other = tags ? "refs/heads/" : "refs/tags/";
  if (name.starts_with(other)) {
    return tags ? "a branch in a ruleset for tags"
                : "a tag in a ruleset for branches";
  }
  if (name.starts_with(own) || name.starts_with("refs/*") ||
      name.starts_with("*")) {
    return {};
  }
  return tags ? "without refs/tags/ in front" : "without refs/heads/ in front";
}

void Check(const Protection& protection, const Context&, Sink& out) {
  bool names = protection.form == Form::kRuleset &&
               protection.enforcement != Enforcement::kDisabled &&
               protection.target != Target::kPush;
  if (!names) return;
  for (const Node* node : protection.branch_nodes) {
    std::string_view why = WhyNot(node->text, protection.target);
    if (why.empty()) continue;
    out.Report(node->span, "'{}' matches nothing: it is {}",
               Printable(node->text), why)
        .Help("write {}{}",
              protection.target == Target::kTag ? "refs/tags/" : "refs/heads/",
              Printable(BaseName(node->text)))
        .Anchor(node->text);
  }
  const Node* conditions = protection.node->Find("conditions");
  const Node* refs =
      conditions == nullptr ? nullptr : conditions->Find("ref_name");
  const Node* include = refs == nullptr ? nullptr : refs->Find("include");
  bool empty =
      include != nullptr && include->IsSequence() && include->items.empty();
  if (!empty) return;
  out.Report(include->span, "ruleset '{}' includes nothing: [] matches no name",
             Printable(protection.name))
      .Help("include ~DEFAULT_BRANCH or refs/heads/NAME")
      .Anchor(protection.name);
}

}  // namespace

extern constexpr Rule kRulesetMatchesNothing = On<Protection, Check>(kInfo);

}  // namespace interlock::protection
