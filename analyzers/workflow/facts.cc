// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/facts.h"

namespace interlock::workflow {
namespace {

std::string_view NameOfForm(CheckForm form) {
  switch (form) {
    case CheckForm::kJob:
      return "job";
    case CheckForm::kSkippedMatrix:
      return "skipped-matrix";
    case CheckForm::kSkippedCaller:
      return "skipped-caller";
    case CheckForm::kUnreadCallee:
      return "unread-callee";
  }
  return "";
}

void WriteEvents(const Check& check, const Branch& branch, JsonWriter& out) {
  out.Key("events").BeginObject();
  for (Event event : kEvents) {
    Presence presence = PresenceOf(check, event, branch);
    if (presence.reason == Reason::kNoTrigger) continue;
    out.Key(NameOf(event)).BeginObject();
    out.Field("state", NameOf(presence.state));
    if (presence.reason != Reason::kNone) {
      out.Field("why", NameOf(presence.reason));
    }
    out.EndObject();
  }
  out.EndObject();
}

// One word for what a commit of the event gets.
std::string_view WordFor(State state) {
  return state == State::kRuns ? "run" : NameOf(state);
}

std::string_view WhyText(const Presence& presence) {
  switch (presence.reason) {
    case Reason::kNone:
      return presence.state == State::kSkipped
                 ? "its `if`, or that of a job it needs, is false"
                 : "";
    case Reason::kNoTrigger:
      return "the workflow does not run on the event";
    case Reason::kBranchFilter:
      return "the filter of branches decides";
    case Reason::kTagsOnly:
      return "the workflow runs for tags only";
    case Reason::kPathFilter:
      return "the filter of paths decides";
    case Reason::kTypes:
      return "`types` leaves out some commits";
    case Reason::kMatrixSkipped:
      return "an `if` decides over the whole matrix";
    case Reason::kCallerSkipped:
      return "an `if` decides over the job that calls the workflow";
    case Reason::kNotSkipped:
      return "only a skipped job has this name";
  }
  return "";
}

void WriteState(const Check& check, const Branch& branch,
                std::string_view event, JsonWriter& out) {
  Presence presence = event.empty() ? OnPullRequest(check, branch)
                                    : PresenceUnder(check, event, branch);
  out.Field("state", WordFor(presence.state));
  std::string_view why = WhyText(presence);
  if (!why.empty()) out.Field("why", why);
}

void WriteCheck(const Check& check, const Branch& branch,
                std::string_view event, JsonWriter& out) {
  out.BeginObject();
  out.Field("workflow", check.workflow().path());
  out.Key("jobs").BeginArray();
  for (const CheckLevel& level : check.levels) {
    out.String(level.job->id.text);
  }
  out.EndArray();
  out.Field("job", check.job().id.text);
  out.Field(check.name.exact() ? "name" : "pattern", check.name.Display());
  out.Field("form", NameOfForm(check.form));
  if (!check.uncut.empty()) out.Field("uncut", check.uncut);
  WriteState(check, branch, event, out);
  WriteEvents(check, branch, out);
  out.EndObject();
}

}  // namespace

void WriteChecksJson(const WorkflowSet& set, const Branch& branch,
                     std::string_view event, JsonWriter& out) {
  out.BeginArray();
  for (const Check& check : set.checks) WriteCheck(check, branch, event, out);
  out.EndArray();
}

}  // namespace interlock::workflow
