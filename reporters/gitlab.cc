// SPDX-License-Identifier: Apache-2.0
#include "core/hash.h"
#include "core/json_writer.h"
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"

namespace interlock::reporters {

namespace {

std::string_view GitlabSeverity(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "critical";
    case Severity::kWarning:
      return "major";
    case Severity::kNote:
      break;
  }
  return "info";
}

void WriteIssue(JsonWriter& json, std::string_view check,
                std::string_view message, std::string_view fingerprint,
                std::string_view severity) {
  json.BeginObject();
  // The check's name is not displayed, so the description begins with it.
  json.Field("description", fmt::format("{}: {}", check, message));
  json.Field("check_name", check);
  json.Field("fingerprint", fingerprint);
  json.Field("severity", severity);
}

void WriteLocation(JsonWriter& json, std::string_view path, Place place) {
  json.Key("location").BeginObject().Field("path", path);
  json.Key("lines").BeginObject();
  json.IntField("begin", place.begin.line);
  json.IntField("end", place.end.line).EndObject();
  json.EndObject().EndObject();
}

}  // namespace

void WriteGitlab(const Report& report, const ReporterOptions&, Writer& out) {
  {
    JsonWriter json(out, JsonLayout::kIndented);
    Places places;
    UniqueFingerprints unique;
    json.BeginArray();
    for (const Finding* finding : Live(report)) {
      WriteIssue(json, finding->rule->id, finding->message,
                 unique.Next(*finding), GitlabSeverity(finding->severity));
      WriteLocation(json, finding->source->path(),
                    places.Shown(*finding->source, finding->span,
                                 ColumnUnit::kCodePoints));
    }
    uint32_t ordinal = 0;
    for (const Problem& problem : report.problems) {
      Hasher hasher;
      hasher.AddField(problem.path).AddField(problem.message);
      hasher.AddField(std::to_string(++ordinal));
      WriteIssue(json, "not-checked", problem.message, hasher.Hex(),
                 "critical");
      WriteLocation(json, problem.path, {});
    }
    json.EndArray();
  }
  out.Write("\n");
}

}  // namespace interlock::reporters
