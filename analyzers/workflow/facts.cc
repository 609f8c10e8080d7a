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

void WriteCheck(const Check& check, const Branch& branch, JsonWriter& out) {
  out.BeginObject();
  out.Field("workflow", check.workflow().path());
  out.Key("jobs").BeginArray();
  for (const CheckLevel& level : check.levels) {
    out.String(level.job->id.text);
  }
  out.EndArray();
  out.Field(check.name.exact() ? "name" : "pattern", check.name.Display());
  out.Field("form", NameOfForm(check.form));
  if (!check.uncut.empty()) out.Field("uncut", check.uncut);
  WriteEvents(check, branch, out);
  out.EndObject();
}

}  // namespace

void WriteChecksJson(const WorkflowSet& set, const Branch& branch,
                     JsonWriter& out) {
  out.BeginArray();
  for (const Check& check : set.checks) WriteCheck(check, branch, out);
  out.EndArray();
}

}  // namespace interlock::workflow
