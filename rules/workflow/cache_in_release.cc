// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "cache-in-release",
    .summary =
        "A release is built from a cache that other runs may have filled",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .confidence = Confidence::kMedium,
    .security_severity = "6.5",
    .tags = "github-actions security",
    .peers = "zizmor:cache-poisoning",
    .docs = R"(## What it does
Reports caches (`actions/cache`, `cache:` of setup actions, `cache-from:
type=gha`) in jobs that publish something, in workflows that a release or a tag
starts.

## Why is this bad?
Caches of the default branch are shared by all workflows. Whoever gets code to
run in one of them, a dependency's install script for instance, can leave a
poisoned compiler or package that the release then ships, signed.

```yaml,bad
on:
  release:
    types: [published]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/cache@v4
        with:
          path: ~/.npm
          key: npm
      - run: npm publish
```

```yaml,good
on:
  release:
    types: [published]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: npm ci && npm publish
```
)"};
static_assert(WellFormed(kInfo));

bool IsRelease(const Workflow& workflow) {
  if (workflow.FindTrigger("release") != nullptr) return true;
  const Trigger* push = workflow.FindTrigger("push");
  return push != nullptr && push->tags.present && !push->branches.present;
}

bool Publishes(const Step& step) {
  for (std::string_view word :
       {"npm publish", "pnpm publish", "yarn publish", "twine upload",
        "cargo publish", "gem push", "docker push", "gh release", "goreleaser",
        "mvn deploy", "uv publish", "poetry publish"}) {
    if (step.run.text.find(word) != std::string_view::npos) return true;
  }
  for (std::string_view action :
       {"pypa/gh-action-pypi-publish", "softprops/action-gh-release",
        "goreleaser/goreleaser-action", "ncipollo/release-action",
        "JS-DevTools/npm-publish"}) {
    if (UsesAction(step, action)) return true;
  }
  return UsesAction(step, "docker/build-push-action") &&
         IsYes(Given(step, "push"));
}

// What the step says of a cache that it reads; null when there is none.
const Text* CacheOf(const Step& step) {
  if (UsesAction(step, "actions/cache") ||
      UsesAction(step, "Swatinem/rust-cache")) {
    return &step.uses.text;
  }
  bool sets_up = step.uses.repository.find("/setup-") != std::string_view::npos;
  if (sets_up) {
    for (std::string_view name : {"cache", "enable-cache"}) {
      const Variable* cache = step.with.Find(name);
      if (cache == nullptr) continue;
      std::string_view value = Trim(cache->value.text);
      bool off = value.empty() || EqualsIgnoringCase(value, "false") ||
                 value.find("${{") != std::string_view::npos;
      if (!off) return &cache->value;
    }
  }
  const Variable* from = step.with.Find("cache-from");
  bool shared = from != nullptr &&
                from->value.text.find("type=gha") != std::string_view::npos;
  return shared ? &from->value : nullptr;
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  if (!IsRelease(workflow)) return;
  for (const Job& job : workflow.jobs) {
    auto publishes = std::ranges::find_if(job.steps, Publishes);
    if (publishes == job.steps.end()) continue;
    for (const Step& step : job.steps) {
      const Text* cache = CacheOf(step);
      if (cache == nullptr) continue;
      out.Report(cache->span,
                 "job '{}' publishes what it builds from a shared cache",
                 Printable(job.id.text))
          .Help("build releases without a cache")
          .Related(*workflow.source, publishes->span, "published here")
          .Anchor(job.id.text);
    }
  }
}

}  // namespace

extern constexpr Rule kCacheInRelease = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
