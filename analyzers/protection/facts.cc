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
  if (!verdict.example.empty()) out.Field("example", verdict.example);
  if (verdict.missing_in_queue) out.BoolField("missing_in_queue", true);
  if (verdict.hint.mistake == Mistake::kNone) return;
  out.Field("mistake", NameOf(verdict.hint.mistake));
  WriteStrings("meant", verdict.hint.names, out);
  out.Field("hint", Explain(verdict.hint));
}

void WriteSetting(std::string_view key, const Setting& setting,
                  JsonWriter& out) {
  if (setting.on) out.BoolField(key, *setting.on);
}

std::string_view NameOfRefs(RefPolicy refs) {
  constexpr std::string_view kNames[] = {"not-said", "any", "protected",
                                         "custom", "refused"};
  return kNames[static_cast<size_t>(refs)];
}

// What an environment asks for before a deployment.
void WriteEnvironment(const Protection& protection, JsonWriter& out) {
  out.IntField("reviewers", static_cast<int64_t>(protection.reviewers.size()));
  WriteSetting("prevent_self_review", protection.prevent_self_review, out);
  WriteSetting("admins_bypass", protection.admins_bypass, out);
  if (protection.wait_minutes) {
    out.IntField("wait_minutes", *protection.wait_minutes);
  }
  out.Field("refs", NameOfRefs(protection.refs));
  out.Key("patterns").BeginArray();
  for (const RefPattern& one : protection.patterns) out.String(one.pattern);
  out.EndArray();
}

void WriteSettings(const Protection& protection, JsonWriter& out) {
  if (protection.approvals) out.IntField("approvals", *protection.approvals);
  out.Key("settings").BeginObject();
  for (size_t i = 0; i < kProperties; ++i) {
    auto property = static_cast<Property>(i);
    WriteSetting(NameOf(property), protection.At(property), out);
  }
  out.EndObject();
  out.IntField("bypasses", static_cast<int64_t>(protection.bypasses.size()));
}

void WriteOne(const Protection& protection, const Ground& ground,
              JsonWriter& out) {
  out.BeginObject();
  out.Field("path", protection.source->path());
  out.Field("form", NameOf(protection.form));
  if (!protection.name.empty()) out.Field("name", protection.name);
  out.BoolField("enforced", protection.enforcement == Enforcement::kActive);
  if (!protection.repository.empty()) {
    out.Field("repository", protection.repository);
  }
  if (protection.IsEnvironment()) {
    WriteEnvironment(protection, out);
    out.EndObject();
    return;
  }
  constexpr std::string_view kTargets[] = {"branch", "tag", "push"};
  out.Field("target", kTargets[static_cast<size_t>(protection.target)]);
  WriteStrings("branches", protection.branches, out);
  WriteSettings(protection, out);
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
