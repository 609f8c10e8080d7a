// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "analyzers/config/config.h"
#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "tag-prefix-unprotected",
    .summary = "Release tags are not the ones that a ruleset protects",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kWarning,
    .docs = R"(
## What it does
Compares `versioning.tag_prefix` of `release.yml` with the tag rulesets of this
repository. When there are such rulesets, and none of them matches a tag with
the prefix, release tags can be moved or deleted. Without any tag ruleset in the
repository nothing is said: it may be kept elsewhere.

## Why is this bad?
A tag is what a rollback goes back to and what the image was built from. Whoever
can move `v1.4.0` changes what was released, after the approval.

```yaml,bad,file=.ci/config/release.yml
versioning: { tag_prefix: v }
```

```json,bad,file=.github/rulesets/tags.json
{
  "name": "release tags", "target": "tag", "enforcement": "active",
  "conditions": {"ref_name": {"include": ["refs/tags/rel-*"], "exclude": []}},
  "rules": [{"type": "deletion"}, {"type": "update"}]
}
```

```yaml,good,file=.ci/config/release.yml
versioning: { tag_prefix: v }
```

```json,good,file=.github/rulesets/tags.json
{
  "name": "release tags", "target": "tag", "enforcement": "active",
  "conditions": {"ref_name": {"include": ["refs/tags/v*"], "exclude": []}},
  "rules": [{"type": "deletion"}, {"type": "update"}]
}
```
)"};
static_assert(WellFormed(kInfo));

const Node* IncludeOf(const protection::Protection& one) {
  const Node* conditions = one.node->Find("conditions");
  const Node* names = conditions ? conditions->Find("ref_name") : nullptr;
  return names != nullptr ? names->Find("include") : nullptr;
}

bool Covers(const protection::Protection& one, const std::string& tag) {
  return std::ranges::any_of(one.branches, [&](std::string_view pattern) {
    if (pattern == "~ALL") return true;
    constexpr std::string_view kPrefix = "refs/tags/";
    if (pattern.starts_with(kPrefix)) pattern.remove_prefix(kPrefix.size());
    return GlobMatch(pattern, tag);
  });
}

void Check(const Project& project, const Context&, Sink& out) {
  using protection::Enforcement;
  using protection::Form;
  using protection::Protection;
  using protection::Target;
  std::vector<const Protection*> rulesets;
  for (const Protection& one : project.protections->protections) {
    bool tags = one.form == Form::kRuleset && one.target == Target::kTag;
    if (tags && one.enforcement == Enforcement::kActive &&
        IncludeOf(one) != nullptr) {
      rulesets.push_back(&one);
    }
  }
  if (rulesets.empty()) return;
  for (const ConfigFile& file : project.configs->files()) {
    const Node* prefix = file.At("versioning.tag_prefix");
    if (file.sort != Sort::kRelease || prefix == nullptr) continue;
    std::string tag = std::string(prefix->text) + "1.2.3";
    bool covered = std::ranges::any_of(
        rulesets, [&](const Protection* one) { return Covers(*one, tag); });
    if (covered) continue;
    const Protection& first = *rulesets.front();
    out.ReportIn(*first.source, IncludeOf(first)->span,
                 "no tag ruleset here matches '{}', the tags of a release",
                 Printable(tag))
        .Help("protect refs/tags/{}*, too", Printable(prefix->text))
        .Related(*file.source, prefix->span, "the prefix of release tags");
  }
}

}  // namespace

extern constexpr Rule kTagPrefixUnprotected = On<Project, Check>(kInfo);

}  // namespace interlock::config
