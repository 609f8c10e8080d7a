// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/gate.h"

#include <algorithm>
#include <array>
#include <string>

#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

// Adds what one text says about needs.
void ReadText(const Text& text, GateReading& out) {
  if (!text.present()) return;
  std::string lower = AsciiLower(text.text);
  if (Has(lower, "needs.*.result") || Has(lower, "needs.*.outcome")) {
    out.all = true;
  }
  if (Has(lower, "tojson(needs") || Has(lower, "tojson( needs")) {
    out.all = out.whole = true;
  }
  out.status =
      out.status || Has(lower, "failure()") || Has(lower, "cancelled()");
  constexpr std::string_view kNeeds = "needs.";
  for (size_t at = lower.find(kNeeds); at != lower.npos;
       at = lower.find(kNeeds, at + 1)) {
    size_t begin = at + kNeeds.size();
    size_t end = lower.find('.', begin);
    if (end == lower.npos) break;
    std::string_view rest = std::string_view(lower).substr(end);
    std::string id = lower.substr(begin, end - begin);
    if (rest.starts_with(".result")) out.jobs.push_back(id);
    if (rest.starts_with(".outputs")) out.outputs.push_back(id);
  }
  // needs['x'] and the like: which ones is not followed.
  if (Has(lower, "needs[")) out.all = out.whole = true;
  auto word = [&](std::string_view what) { return Has(lower, what); };
  out.failure = out.failure || word("failure'") || word("failure\"") ||
                word("failed") || word("= failure");
  out.cancelled = out.cancelled || word("cancelled");
  out.skipped = out.skipped || word("skipped");
  out.success =
      out.success || word("success'") || word("success\"") || word("= success");
}

void ReadVariables(const Variables& variables, GateReading& out) {
  for (const Variable& one : variables.all) ReadText(one.value, out);
  ReadText(variables.dynamic, out);
}

}  // namespace

std::vector<const Job*> DirectNeeds(const Workflow& workflow, const Job& job) {
  std::vector<const Job*> needs;
  for (const Text& name : job.needs) {
    const Job* need = workflow.FindJob(name.text);
    bool fresh = need != nullptr && need != &job &&
                 std::ranges::find(needs, need) == needs.end();
    if (fresh && needs.size() < kMaxNeeds) needs.push_back(need);
  }
  return needs;
}

std::vector<const Job*> AllNeeds(const Workflow& workflow, const Job& job) {
  std::vector<const Job*> all = DirectNeeds(workflow, job);
  for (size_t i = 0; i < all.size() && all.size() < kMaxNeeds; ++i) {
    for (const Job* need : DirectNeeds(workflow, *all[i])) {
      if (std::ranges::find(all, need) == all.end()) all.push_back(need);
    }
  }
  return all;
}

bool RunsAfterFailure(const Job& job) {
  if (!job.condition.present()) return false;
  Condition condition = ParseCondition(job.condition.text);
  if (condition.always_true) return true;
  return std::ranges::any_of(condition.expression.nodes, [](const Expr& expr) {
    return expr.kind == ExprKind::kCall &&
           (expr.text == "always" || expr.text == "failure" ||
            expr.text == "cancelled");
  });
}

bool GateReading::Reads(const Job& need) const {
  return all || std::ranges::find(jobs, AsciiLower(need.id.text)) != jobs.end();
}

bool GateReading::ReadsOutputs(const Job& need) const {
  return std::ranges::find(outputs, AsciiLower(need.id.text)) != outputs.end();
}

GateReading ReadingOf(const Job& job) {
  GateReading out;
  // The job's own `if` decides by status functions whether it runs at all;
  // that is no look at the results unless it names them.
  ReadText(job.condition, out);
  out.status = false;
  std::string condition = AsciiLower(job.condition.text);
  bool only_then = Has(condition, "failure()") && !Has(condition, "always()");
  if (only_then) out.status = true;
  ReadVariables(job.env, out);
  ReadVariables(job.outputs, out);
  ReadVariables(job.with, out);
  for (const Step& step : job.steps) {
    ReadText(step.condition, out);
    ReadText(step.run, out);
    ReadVariables(step.env, out);
    ReadVariables(step.with, out);
  }
  return out;
}

bool Prepares(const Step& step) {
  if (step.uses.kind != UsesKind::kRemote) return false;
  std::string_view name = step.uses.repository;
  name.remove_prefix(std::min(name.size(), name.find('/') + 1));
  constexpr auto kNames =
      std::to_array<std::string_view>({"checkout",
                                       "cache",
                                       "upload-artifact",
                                       "download-artifact",
                                       "login-action",
                                       "configure-aws-credentials",
                                       "harden-runner",
                                       "auth",
                                       "rust-cache",
                                       "rust-toolchain",
                                       "free-disk-space",
                                       "action-setup",
                                       "cosign-installer",
                                       "add-pr-comment",
                                       "github-script",
                                       "labeler",
                                       "sticky-pull-request-comment",
                                       "upload-sarif",
                                       "paths-filter",
                                       "changed-files",
                                       "create-or-update-comment"});
  bool known = std::ranges::find(kNames, name) != kNames.end();
  return known || name.starts_with("setup-") || name.ends_with("-setup");
}

}  // namespace interlock::workflow
