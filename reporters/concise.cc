// SPDX-License-Identifier: Apache-2.0
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"

namespace interlock::reporters {

void WriteConcise(const Report& report, const ReporterOptions& options,
                  Writer& writer) {
  Output out(writer);
  Places places;
  FindingList live = Live(report);
  FindingList shown = Worst(live, options.max_findings);
  for (const Finding* finding : shown) {
    Position at =
        places.Shown(*finding->source, finding->span, ColumnUnit::kCodePoints)
            .begin;
    out.Print("{}:{}:{}: {}: {} [{}]\n",
              SafePath(options.path_prefix + finding->source->path()), at.line,
              at.column, Name(finding->severity), SafeText(finding->message),
              finding->rule->id);
  }
  for (const Problem& problem : report.problems) {
    out.Print("{}: not checked: {}\n",
              SafePath(options.path_prefix + problem.path),
              SafeText(problem.message));
  }
  if (shown.size() < live.size()) {
    out.Print("{} not shown; these are the worst.\n",
              Plural(live.size() - shown.size(), "more finding"));
  }
}

}  // namespace interlock::reporters
