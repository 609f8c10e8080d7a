// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/facts.h"

namespace interlock::protection {
namespace {

void WriteStrings(std::string_view key, const std::vector<std::string>& all,
                  JsonWriter& out) {
  out.Key(key).BeginArray();
  for (const std::string& one : all) out.String(one);
  out.EndArray();
}

void WriteVerdict(const Verdict& verdict, JsonWriter& out) {
  out.Field("verdict", NameOf(verdict.outcome));
  if (verdict.presence.reason != workflow::Reason::kNone) {
    out.Field("why", NameOf(verdict.presence.reason));
  }
  out.Key("jobs").BeginArray();
  for (const workflow::Check* check : verdict.checks) {
    out.BeginObject();
    out.Field("workflow", check->workflow().path());
    out.Field("job", check->levels.front().job->id.text);
    out.EndObject();
  }
  out.EndArray();
  if (verdict.missing_in_queue) out.BoolField("missing_in_queue", true);
  if (verdict.hint.mistake == Mistake::kNone) return;
  out.Field("mistake", NameOf(verdict.hint.mistake));
  WriteStrings("meant", verdict.hint.names, out);
}

void WriteOne(const Protection& protection, const Ground& ground,
              JsonWriter& out) {
  out.BeginObject();
  out.Field("path", protection.source->path());
  out.Field("form", NameOf(protection.form));
  if (!protection.name.empty()) out.Field("name", protection.name);
  out.BoolField("enforced", protection.enforcement == Enforcement::kActive);
  WriteStrings("branches", protection.branches, out);
  out.BoolField("strict", protection.strict);
  out.Key("contexts").BeginArray();
  for (const RequiredContext& context : protection.contexts) {
    out.BeginObject();
    out.Field("context", context.name);
    if (context.app_id) out.IntField("app_id", *context.app_id);
    WriteVerdict(Judge(context, protection, ground), out);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
}

}  // namespace

void WriteProtectionJson(const Ground& ground, JsonWriter& out) {
  out.BeginArray();
  for (const Protection& one : ground.protections.protections) {
    WriteOne(one, ground, out);
  }
  out.EndArray();
}

}  // namespace interlock::protection
