// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr OptionInfo kOptions[] = {
    {"require_digest", OptionType::kBool, "false",
     "report images that have a tag but no digest, too"},
};

constexpr RuleInfo kInfo{
    .id = "floating-image",
    .summary = "A job runs in a container image that has no fixed version",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "4.0",
    .tags = "github-actions security",
    .peers = "zizmor:unpinned-images ghalint:deny_job_container_latest_image",
    .options = kOptions,
    .docs = R"(## What it does
Reports images of `container`, of `services` and of `uses: docker://` without a
tag or with `latest`. With the option `require_digest`, also those with a tag.

## Why is this bad?
The job runs whatever the registry gives out that day, with the job's token. A
new major version breaks the release; a bad push runs in it.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    container: acme/builder:latest
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    container: acme/builder:2.14.1
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

void Judge(const Body& body, const Text& where, std::string_view image,
           bool require_digest, Sink& out) {
  image = Trim(image);
  if (image.empty() || image.find("${{") != std::string_view::npos) return;
  if (image.find("@sha256:") != std::string_view::npos) return;
  std::string_view name = image.substr(image.rfind('/') + 1);
  size_t colon = name.find(':');
  bool floats =
      colon == std::string_view::npos || name.substr(colon) == ":latest";
  if (!floats && !require_digest) return;
  out.ReportIn(*body.source, where.span, "image '{}' {}", Printable(image),
               floats ? "has no fixed version" : "has no digest")
      .Help("name a version, best with its digest: image:1.2.3@sha256:...")
      .Anchor(image);
}

void Examine(const Project& project, const Context& context, Sink& out) {
  bool digest = context.options.Bool("require_digest");
  for (const Body& body : project.workflows->bodies) {
    if (body.job != nullptr) {
      const Text& image = body.job->container.image;
      Judge(body, image, image.text, digest, out);
      for (const Container& service : body.job->services) {
        Judge(body, service.image, service.image.text, digest, out);
      }
    }
    for (const Step& step : *body.steps) {
      if (step.uses.kind != UsesKind::kDocker) continue;
      Judge(body, step.uses.text, Trim(step.uses.text.text).substr(9), digest,
            out);
    }
  }
}

}  // namespace

extern constexpr Rule kFloatingImage = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
