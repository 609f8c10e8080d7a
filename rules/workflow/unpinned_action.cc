// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr OptionInfo kOptions[] = {
    {"trusted", OptionType::kStringList, "[actions/*, github/*]",
     "owner/name patterns of actions that may be used by tag"},
    {"everywhere", OptionType::kBool, "false",
     "report tags in jobs without secrets or rights to write as well"},
};

constexpr RuleInfo kInfo{
    .id = "unpinned-action",
    .summary =
        "A job with secrets runs an action that its owner can change at any "
        "time",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .fix = FixKind::kUnsafe,
    .security_severity = "6.0",
    .tags = "github-actions security",
    .peers =
        "zizmor:unpinned-uses "
        "ghalint:action_ref_should_be_full_length_commit_sha "
        "octoscan:dangerous-action scorecard:Pinned-Dependencies",
    .options = kOptions,
    .docs = R"(## What it does
Reports `uses` of other repositories that name a branch, everywhere, and those
that name a tag in jobs that hold secrets, an environment or a token that
writes. Owners that the option `trusted` lists may be used by tag. An action is
reported once per file.

## Why is this bad?
A tag can be moved. In March 2025 all tags of tj-actions/changed-files were
moved to a commit that printed the secrets of the jobs that used it; 23,000
repositories ran it. A commit's id cannot be moved.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/deploy@v3
        with:
          token: ${{ secrets.DEPLOY_TOKEN }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/deploy@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v3.1.0
        with:
          token: ${{ secrets.DEPLOY_TOKEN }}
```

## How to fix it
Where another workflow of the repository pins the same action at the same tag,
the fix takes the commit from there. Otherwise look it up and let Dependabot or
Renovate keep it, comment included.

## When the facts are not known
Whether a name is a branch or a tag is not known offline: `main`, `master`,
`develop`, `dev`, `trunk`, `head`, `latest` and `nightly` count as branches.
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kBranches[] = {
    "main", "master", "develop", "dev",    "trunk",
    "head", "latest", "nightly", "stable", "edge"};

bool IsBranch(std::string_view ref) {
  for (std::string_view branch : kBranches) {
    if (EqualsIgnoringCase(ref, branch)) return true;
  }
  return ref.starts_with("refs/heads/");
}

// The commits that the repository pins elsewhere: "owner/name@tag" to commit.
using Pins = std::map<std::string, std::set<std::string>>;

void TakePin(const Document& document, const Uses& uses, Pins& pins) {
  if (uses.kind != UsesKind::kRemote || !IsCommit(uses.ref)) return;
  std::string_view comment = CommentBehind(document, uses.text.span);
  std::string_view tag = comment.substr(0, comment.find_first_of(" \t"));
  for (std::string_view lead : {"tag=", "pin@", "@"}) {
    if (tag.starts_with(lead)) tag.remove_prefix(lead.size());
  }
  if (tag.empty()) return;
  pins[AsciiLower(uses.repository) + "@" + std::string(tag)].insert(
      std::string(uses.ref));
}

class Pinning {
 public:
  Pinning(const Project& project, const Context& context, Sink& out)
      : context_(context),
        trusted_(context.options.Strings("trusted")),
        everywhere_(context.options.Bool("everywhere")),
        out_(out) {
    for (const Body& body : project.workflows->bodies) {
      const Document& document = DocumentOf(body);
      if (body.job != nullptr) TakePin(document, body.job->uses, pins_);
      for (const Step& step : *body.steps) TakePin(document, step.uses, pins_);
    }
  }

  void Look(const Body& body) {
    if (body.source != source_) seen_.clear();
    source_ = body.source;
    bool worth = everywhere_;
    if (body.job != nullptr) {
      worth = worth || IsWorthAttacking(*body.workflow, *body.job) ||
              body.job->secrets_inherit.present();
      Judge(body, body.job->uses, worth);
    }
    for (const Step& step : *body.steps) Judge(body, step.uses, worth);
  }

 private:
  static const Document& DocumentOf(const Body& body) {
    return body.workflow != nullptr ? *body.workflow->document
                                    : *body.action->document;
  }

  bool Trusts(std::string_view repository) const {
    std::string name = AsciiLower(repository);
    for (const std::string& pattern : trusted_) {
      if (GlobMatch(AsciiLower(pattern), name)) return true;
    }
    return false;
  }

  void Judge(const Body& body, const Uses& uses, bool worth) {
    if (uses.kind != UsesKind::kRemote || IsCommit(uses.ref)) return;
    if (uses.ref.find("${{") != std::string_view::npos) return;
    bool branch = IsBranch(uses.ref);
    // Verifiers take its provenance from a version tag alone.
    bool by_tag = uses.repository == "slsa-framework/slsa-github-generator";
    if (by_tag && !branch) return;
    if (!branch && (!worth || Trusts(uses.repository))) return;
    if (!seen_.insert(std::string(uses.text.text)).second) return;
    auto report = out_.ReportIn(*body.source, uses.text.span,
                                "'{}' is whatever its {} '{}' is when "
                                "the job runs",
                                Printable(uses.repository),
                                branch ? "branch" : "tag", Printable(uses.ref));
    report.Help("name a commit, with the version in a comment behind it")
        .Anchor(uses.text.text);
    auto known =
        pins_.find(AsciiLower(uses.repository) + "@" + std::string(uses.ref));
    if (known == pins_.end() || known->second.size() != 1) return;
    AddFix(body, uses, *known->second.begin(), report);
  }

  void AddFix(const Body& body, const Uses& uses, const std::string& commit,
              FindingBuilder& report) {
    Span span = uses.text.span;
    std::string_view text = body.source->text();
    bool plain = uses.text.node->plain();
    bool comment = !CommentBehind(DocumentOf(body), span).empty();
    size_t end = LineEnd(text, span.end);
    bool alone = Trim(text.substr(span.end, end - span.end)).empty();
    if (!plain || comment || !alone || uses.text.node->alias_of != nullptr) {
      return;
    }
    auto ref = static_cast<uint32_t>(uses.ref.size());
    report.Replace("pin it to the commit that this repository pins elsewhere",
                   {span.end - ref, span.end},
                   commit + " # " + std::string(uses.ref));
  }

  const Context& context_;
  std::vector<std::string> trusted_;
  bool everywhere_;
  Sink& out_;
  Pins pins_;
  const Source* source_ = nullptr;
  std::set<std::string> seen_;
};

void Examine(const Project& project, const Context& context, Sink& out) {
  Pinning pinning(project, context, out);
  for (const Body& body : project.workflows->bodies) pinning.Look(body);
}

}  // namespace

extern constexpr Rule kUnpinnedAction = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
