// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/project/project.h"
#include "analyzers/workflow/problem.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/source.h"
#include "rules/rule.h"

namespace interlock::workflow {

// Reports the problems of one kind in a workflow or an action, those that
// `wanted` says.
template <class Wanted>
void ReportProblems(ProblemKind kind, const InputFile& file,
                    const Context& context, Sink& out, Wanted wanted) {
  if (!file.model) return;
  const WorkflowSet& set = *context.project.workflows;
  const auto& all = file.kind == FileKind::kWorkflow
                        ? set.ProblemsOf(set.workflows[*file.model])
                        : set.ProblemsOf(set.actions[*file.model]);
  for (const Problem& problem : all) {
    if (problem.kind != kind || !wanted(problem)) continue;
    auto report = out.Report(problem.span, "{}", problem.message);
    report.Help("{}", problem.help);
    if (!problem.anchor.empty()) report.Anchor(problem.anchor);
    if (problem.severity) report.At(*problem.severity);
    if (!problem.related_message.empty()) {
      report.Related(*file.source, problem.related, problem.related_message);
    }
    if (!problem.fix_text.empty()) {
      report.Replace(problem.fix_title, problem.fix_span, problem.fix_text);
    }
  }
}

// The whole of a rule that reports one kind.
template <ProblemKind kKind>
void CheckProblems(const InputFile& file, const Context& context, Sink& out) {
  ReportProblems(kKind, file, context, out,
                 [](const Problem&) { return true; });
}

}  // namespace interlock::workflow
