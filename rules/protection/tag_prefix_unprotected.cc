// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "core/text.h"
#include "rules/protection/pack.h"

namespace interlock::protection {
namespace {

constexpr RuleInfo kInfo{
    .id = "tag-prefix-unprotected",
    .summary = "The tags that are released are not those that are protected",
    .since = "0.1.0",
    .category = Category::kProtection,
    .severity = Severity::kError,
    .tags = "github rulesets tags",
    .docs = R"(## What it does
Reports rulesets for tags when `versioning.tag_prefix` of
`.ci/config/release.yml` makes tags that no active ruleset for tags covers.
Silent in a repository that protects no tags at all.

## Why is this bad?
A release is what its tag points at. Anyone who may push can move or delete a
tag that no ruleset covers, and the next deployment of that version takes other
code.

```json,bad,file=.github/rulesets/tags.json
{
  "name": "release tags",
  "target": "tag",
  "enforcement": "active",
  "conditions": {
    "ref_name": {
      "include": ["refs/tags/release-*"],
      "exclude": []
    }
  },
  "rules": [{ "type": "deletion" }, { "type": "update" }]
}
```

```yaml,bad,file=.ci/config/release.yml
versioning:
  mode: auto
  tag_prefix: v
```

```json,good,file=.github/rulesets/tags.json
{
  "name": "release tags",
  "target": "tag",
  "enforcement": "active",
  "conditions": {
    "ref_name": {
      "include": ["refs/tags/v*"],
      "exclude": []
    }
  },
  "rules": [{ "type": "deletion" }, { "type": "update" }]
}
```

```yaml,good,file=.ci/config/release.yml
versioning:
  mode: auto
  tag_prefix: v
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kConfig = ".ci/config/release.yml";

struct Prefix {
  const Node* node = nullptr;
  std::string_view text;
};
Prefix PrefixOf(const Project& project) {
  const InputFile* file = project.Find(kConfig);
  if (file == nullptr || file->tree == nullptr) return {};
  const Node* root = file->tree->root();
  const Node* versioning = root == nullptr ? nullptr : root->Find("versioning");
  const Node* prefix =
      versioning == nullptr ? nullptr : versioning->Find("tag_prefix");
  if (prefix == nullptr || !prefix->IsScalar()) return {};
  return {prefix, prefix->text};
}

// Whether a ruleset's pattern takes the tags that a release makes.
bool Takes(std::string_view pattern, std::string_view prefix) {
  if (pattern == "~ALL") return true;
  if (pattern.starts_with("refs/tags/")) pattern.remove_prefix(10);
  return GlobMatch(pattern, std::string(prefix) + "1.2.3") ||
         GlobMatch(pattern, std::string(prefix) + "2026.01.02-0304");
}

void Check(const Project& project, const Context&, Sink& out) {
  Prefix prefix = PrefixOf(project);
  if (prefix.node == nullptr) return;
  const Protection* first = nullptr;
  for (const Protection& one : project.protections->protections) {
    bool tags = one.form == Form::kRuleset && one.target == Target::kTag &&
                one.enforcement == Enforcement::kActive;
    if (!tags) continue;
    if (one.maybe_elsewhere || one.branches.empty()) return;
    for (const std::string& pattern : one.branches) {
      if (Takes(pattern, prefix.text)) return;
    }
    if (first == nullptr) first = &one;
  }
  if (first == nullptr || first->branch_nodes.empty()) return;
  const InputFile* file = project.Find(kConfig);
  out.ReportIn(*first->source, first->branch_nodes.front()->span,
               "'{}' does not cover the tags that are released: they begin "
               "with '{}'",
               Printable(first->branches.front()), Printable(prefix.text))
      .Help("include refs/tags/{}*", Printable(prefix.text))
      .Anchor("tag-prefix")
      .Related(*file->source, prefix.node->span, "the prefix of release tags");
}

}  // namespace

extern constexpr Rule kTagPrefixUnprotected = On<Project, Check>(kInfo);

}  // namespace interlock::protection
