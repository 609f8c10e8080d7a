// SPDX-License-Identifier: Apache-2.0
#include "core/json_writer.h"
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"

namespace interlock::reporters {

namespace {

// Rises when a field is removed or changes its meaning, not when one is added.
constexpr int kJsonVersion = 1;

class JsonReport {
 public:
  explicit JsonReport(JsonWriter& json) : json_(json) {}

  void AddTool(const ReporterOptions& options) {
    json_.Key("tool").BeginObject();
    json_.Field("name", "interlock");
    json_.Field("version", options.tool_version).EndObject();
  }

  void AddSummary(const Report& report) {
    Counts counts = Count(report);
    json_.Key("summary").BeginObject();
    json_.IntField("files", report.files_checked);
    json_.IntField("findings", counts.live());
    json_.IntField("errors", counts.errors);
    json_.IntField("warnings", counts.warnings);
    json_.IntField("notes", counts.notes);
    json_.IntField("suppressed", counts.suppressed);
    json_.IntField("problems", static_cast<int64_t>(report.problems.size()));
    json_.EndObject();
  }

  void AddFindingFields(const Finding& finding) {
    json_.Field("rule", finding.rule->id);
    json_.Field("severity", Name(finding.severity));
    json_.Field("confidence", Name(finding.confidence));
    json_.Field("path", finding.source->path());
    AddSpan(*finding.source, finding.span);
    json_.Field("message", finding.message);
    json_.Field("help", finding.help);
    json_.Field("url", RuleUrl(*finding.rule));
    json_.Field("fingerprint", finding.fingerprint);
    json_.Key("fixes").BeginArray();
    for (const Fix& fix : finding.fixes) AddFix(fix);
    json_.EndArray();
    json_.Key("related").BeginArray();
    for (const Related& related : finding.related) AddRelated(related);
    json_.EndArray();
    if (finding.live()) return;
    json_.Key("suppressed").BeginObject();
    json_.Field("by", Name(finding.suppressed_by));
    json_.Field("why", finding.suppressed_why).EndObject();
  }

  void AddProblemFields(const Problem& problem) {
    json_.Field("path", problem.path);
    json_.Field("message", problem.message);
  }

 private:
  void AddSpan(const Source& source, Span span) {
    Place place = places_.Exact(source, span, ColumnUnit::kCodePoints);
    json_.IntField("line", place.begin.line);
    json_.IntField("column", place.begin.column);
    json_.IntField("end_line", place.end.line);
    json_.IntField("end_column", place.end.column);
    json_.IntField("byte_begin", span.begin);
    json_.IntField("byte_end", span.end);
  }

  void AddFix(const Fix& fix) {
    json_.BeginObject();
    json_.Field("title", fix.title);
    json_.Field("applicability", Name(fix.kind));
    json_.Key("edits").BeginArray();
    for (const Edit& edit : fix.edits) {
      json_.BeginObject().Field("path", edit.source->path());
      AddSpan(*edit.source, edit.span);
      json_.Field("text", edit.text).EndObject();
    }
    json_.EndArray();
    json_.Key("new_files").BeginArray();
    for (const NewFile& file : fix.new_files) {
      json_.BeginObject().Field("path", file.path);
      json_.Field("text", file.text).EndObject();
    }
    json_.EndArray().EndObject();
  }

  void AddRelated(const Related& related) {
    json_.BeginObject().Field("path", related.source->path());
    AddSpan(*related.source, related.span);
    json_.Field("message", related.message).EndObject();
  }

  JsonWriter& json_;
  Places places_;
};

// The lines of jsonl end in LF, which the writer itself never emits.
template <class AddFields>
void WriteLine(Writer& out, JsonWriter& json, std::string_view type,
               AddFields add_fields) {
  json.BeginObject().Field("type", type);
  add_fields();
  json.EndObject().Flush();
  out.Write("\n");
}

}  // namespace

void WriteJson(const Report& report, const ReporterOptions& options,
               Writer& out) {
  {
    JsonWriter json(out, JsonLayout::kIndented);
    JsonReport body(json);
    json.BeginObject().IntField("version", kJsonVersion);
    body.AddTool(options);
    body.AddSummary(report);
    json.Key("findings").BeginArray();
    for (const Finding& finding : report.findings) {
      json.BeginObject();
      body.AddFindingFields(finding);
      json.EndObject();
    }
    json.EndArray().Key("problems").BeginArray();
    for (const Problem& problem : report.problems) {
      json.BeginObject();
      body.AddProblemFields(problem);
      json.EndObject();
    }
    json.EndArray().EndObject();
  }
  out.Write("\n");
}

void WriteJsonLines(const Report& report, const ReporterOptions& options,
                    Writer& writer) {
  Output joined(writer);
  OutputWriter out(joined);
  JsonWriter json(out, JsonLayout::kCompact);
  JsonReport body(json);
  for (const Finding& finding : report.findings) {
    WriteLine(out, json, "finding", [&] { body.AddFindingFields(finding); });
  }
  for (const Problem& problem : report.problems) {
    WriteLine(out, json, "problem", [&] { body.AddProblemFields(problem); });
  }
  WriteLine(out, json, "summary", [&] {
    json.IntField("version", kJsonVersion);
    body.AddTool(options);
    body.AddSummary(report);
  });
}

}  // namespace interlock::reporters
