// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/config.h"
#include "analyzers/config/criteria.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/config/pack.h"

namespace interlock::config {
namespace {

constexpr RuleInfo kInfo{
    .id = "rollback-criteria-differ",
    .summary = "The page on rollbacks and slo.yml name different limits",
    .since = "0.1.0",
    .category = Category::kConfig,
    .severity = Severity::kWarning,
    .docs = R"(
## What it does
Compares the limits that a page on rollbacks (a Markdown file with `rollback` in
its name) gives in its list items with those of `slo.yml`: latency, error rate
and saturation of `golden_signals`, with their times, and burn rates over two
windows. Items that do not name such a limit are left alone.

## Why is this bad?
People decide by the page, the canary by `slo.yml`. Where they differ, one of
them rolls back what the other would have let through, and the argument takes
place during the incident.

```markdown,bad,file=docs/rollback-criteria.md
- p95 latency above 1500 ms for 5 minutes
```

```yaml,bad,file=.ci/config/slo.yml
slos: []
golden_signals:
  latency_p95_ms: { max: 1200, for: 5m }
```

```markdown,good,file=docs/rollback-criteria.md
- p95 latency above 1200 ms for 5 minutes
```

```yaml,good,file=.ci/config/slo.yml
slos: []
golden_signals:
  latency_p95_ms: { max: 1200, for: 5m }
```
)"};
static_assert(WellFormed(kInfo));

void Compare(const ConfigFile& slo, const Source& page, const Criterion& one,
             Sink& out) {
  if (one.signal == "burn_rate") {
    if (HasBurnRate(slo, one)) return;
    out.ReportIn(page, one.value_span,
                 "no burn rate of {} over {} and {} is in {}", one.Value(),
                 one.ShortWindow(), one.LongWindow(), slo.source->path())
        .Help("add it there, or write here what is there");
    return;
  }
  const Node* signal = slo.At("golden_signals." + one.signal);
  if (signal == nullptr) return;
  const Node* max = signal->Find("max");
  auto limit = NumberOf(max);
  if (limit && *limit != one.value) {
    out.ReportIn(page, one.value_span, "{} is {} here, and {} in {}",
                 one.signal, one.Value(), max->text, slo.source->path())
        .Help("agree on one limit")
        .Related(*slo.source, max->span, "the limit of the canary");
    return;
  }
  const Node* time = signal->Find("for");
  auto seconds = time != nullptr ? ReadDuration(time->text) : std::nullopt;
  if (!seconds || !one.seconds || *seconds == *one.seconds) return;
  out.ReportIn(page, one.value_span,
               "{} may last {} seconds here, and {} in {}", one.signal,
               *one.seconds, time->text, slo.source->path())
      .Help("agree on one time")
      .Related(*slo.source, time->span, "the time of the canary");
}

bool IsPage(const InputFile& file) {
  if (file.kind != FileKind::kDocument) return false;
  std::string name = AsciiLower(BaseName(file.path()));
  return name.find("rollback") != std::string::npos;
}

void Check(const Project& project, const Context&, Sink& out) {
  const ConfigFile* slo = nullptr;
  for (const ConfigFile& file : project.configs->files()) {
    if (file.sort != Sort::kSlo) continue;
    if (slo != nullptr) return;  // which of them the page speaks of is unknown
    slo = &file;
  }
  if (slo == nullptr) return;
  for (const InputFile& file : project.files) {
    if (!IsPage(file)) continue;
    for (const Criterion& one : ReadCriteria(*file.source, file.markdown)) {
      Compare(*slo, *file.source, one, out);
    }
  }
}

}  // namespace

extern constexpr Rule kRollbackCriteriaDiffer = On<Project, Check>(kInfo);

}  // namespace interlock::config
