// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "pin-comment-mismatch",
    .summary = "Two pins of an action contradict each other about its version",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .security_severity = "4.5",
    .tags = "github-actions security",
    .peers = "zizmor:ref-version-mismatch zizmor:impostor-commit",
    .docs = R"(## What it does
Reports actions pinned to a commit whose version comment cannot be true:
another pin of this repository gives the same commit another version, or the
same version another commit. Comments such as `v4` and `v4.2.1` may both be
true of a commit.

## Why is this bad?
Reviewers and bots read the comment, the runner takes the commit. A wrong
comment hides an old, vulnerable version, or a commit from somebody's fork.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/a@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v1.0.0
      - uses: acme/a@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v2.0.0
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/a@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v1.0.0
      - uses: acme/a@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v1
```

## When the facts are not known
Whether a commit really is what its comment says can only be asked of GitHub;
interlock compares the pins of one repository with each other.
)"};
static_assert(WellFormed(kInfo));

struct Pin {
  const Body* body;
  const Uses* uses;
  std::string version;
};

std::string_view VersionIn(std::string_view comment) {
  std::string_view word = comment.substr(0, comment.find_first_of(" \t,;"));
  size_t at = word.find_first_of("0123456789");
  if (at == std::string_view::npos || at > 5) return {};
  return word.substr(at);
}

// `4` and `4.2.1` may name one version; `4.1` and `4.2` may not.
bool MayBeOne(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b == a || (b.starts_with(a) && b[a.size()] == '.');
}

bool IsFull(std::string_view version) {
  return std::ranges::count(version, '.') >= 2;
}

void Take(const Body& body, const Uses& uses,
          std::map<std::string, std::vector<Pin>>& pins) {
  if (uses.kind != UsesKind::kRemote || !IsCommit(uses.ref)) return;
  const Document& document = body.workflow != nullptr ? *body.workflow->document
                                                      : *body.action->document;
  auto version = VersionIn(CommentBehind(document, uses.text.span));
  if (version.empty()) return;
  auto& some = pins[AsciiLower(uses.repository) + "/" + uses.path];
  some.push_back({&body, &uses, std::string(version)});
}

// The pin that the one at `at` contradicts, when it is one of the fewer.
const Pin* Contradicted(const std::vector<Pin>& pins, size_t at) {
  const Pin* other = nullptr;
  size_t with = 0;
  size_t against = 0;
  size_t before = 0;
  for (size_t i = 0; i < pins.size() && i < 300; ++i) {
    bool same = pins[i].uses->ref == pins[at].uses->ref;
    bool version = pins[i].version == pins[at].version;
    bool contradicts = same ? !MayBeOne(pins[i].version, pins[at].version)
                            : version && IsFull(pins[at].version);
    if (same && version) ++with;
    if (!contradicts) continue;
    if (other == nullptr) other = &pins[i];
    ++against;
    if (i < at) ++before;
  }
  // Of as many on both sides the later ones are doubted.
  bool fewer = with < against || (with == against && before > 0);
  return fewer ? other : nullptr;
}

void Examine(const Project& project, const Context&, Sink& out) {
  std::map<std::string, std::vector<Pin>> pins;
  for (const Body& body : project.workflows->bodies) {
    if (body.job != nullptr) Take(body, body.job->uses, pins);
    for (const Step& step : *body.steps) Take(body, step.uses, pins);
  }
  for (const auto& [action, some] : pins) {
    // Hostile input may pin one action very often.
    for (size_t i = 0; i < some.size() && i < 300; ++i) {
      const Pin* other = Contradicted(some, i);
      if (other == nullptr) continue;
      const Pin& pin = some[i];
      bool same = other->uses->ref == pin.uses->ref;
      out.ReportIn(*pin.body->source, pin.uses->text.span,
                   "{} is said to be version {}, but {}",
                   Printable(pin.uses->text.text), Printable(pin.version),
                   same ? "the same commit is said to be " + other->version
                        : "another commit is said to be that, too")
          .Help("look up which commit the version is, and correct the pin")
          .Related(*other->body->source, other->uses->text.span,
                   "the other pin")
          .Anchor(pin.uses->text.text);
    }
  }
}

}  // namespace

extern constexpr Rule kPinCommentMismatch = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
