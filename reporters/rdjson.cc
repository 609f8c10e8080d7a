// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/json_writer.h"
#include "reporters/findings.h"
#include "reporters/formats.h"

namespace interlock::reporters {

namespace {

// Longer suggestions are of no use in a review.
constexpr size_t kMaxSuggestion = size_t{16} << 10;

std::string_view RdSeverity(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "ERROR";
    case Severity::kWarning:
      return "WARNING";
    case Severity::kNote:
      break;
  }
  return "INFO";
}

// Columns are 1-based UTF-8 bytes and ends are exclusive.
class Rdjson {
 public:
  explicit Rdjson(JsonWriter& json) : json_(json) {}

  void WriteFinding(const Finding& finding) {
    json_.BeginObject().Field("message", finding.message);
    WriteLocation(*finding.source,
                  WithoutLineBreaks(*finding.source, finding.span));
    json_.Field("severity", RdSeverity(finding.severity));
    json_.Key("code").BeginObject().Field("value", finding.rule->id);
    json_.Field("url", RuleUrl(*finding.rule)).EndObject();
    WriteSuggestions(finding);
    if (!finding.related.empty()) {
      json_.Key("relatedLocations").BeginArray();
      for (const Related& related : finding.related) {
        json_.BeginObject().Field("message", related.message);
        WriteLocation(*related.source,
                      WithoutLineBreaks(*related.source, related.span));
        json_.EndObject();
      }
      json_.EndArray();
    }
    json_.EndObject();
  }

  void WriteProblem(const Problem& problem) {
    json_.BeginObject().Field("message", "not checked: " + problem.message);
    json_.Key("location").BeginObject().Field("path", problem.path);
    json_.EndObject().Field("severity", "ERROR");
    json_.Key("code").BeginObject().Field("value", "not-checked");
    json_.EndObject().EndObject();
  }

 private:
  void WriteLocation(const Source& source, Span span) {
    json_.Key("location").BeginObject().Field("path", source.path());
    WriteRange(source, span);
    json_.EndObject();
  }

  void WriteRange(const Source& source, Span span) {
    Place place = places_.Exact(source, span, ColumnUnit::kUtf8);
    json_.Key("range").BeginObject();
    WritePosition("start", place.begin);
    WritePosition("end", place.end);
    json_.EndObject();
  }

  void WritePosition(std::string_view key, Position position) {
    json_.Key(key).BeginObject().IntField("line", position.line);
    json_.IntField("column", position.column).EndObject();
  }

  // A suggestion is one range of the finding's own file and its new text, so
  // several edits become one that covers them.
  void WriteSuggestions(const Finding& finding) {
    bool any = false;
    for (const Fix& fix : finding.fixes) {
      if (!IsSuggestion(finding, fix)) continue;
      if (!any) json_.Key("suggestions").BeginArray();
      any = true;
      WriteSuggestion(*finding.source, fix);
    }
    if (any) json_.EndArray();
  }

  static bool IsSuggestion(const Finding& finding, const Fix& fix) {
    if (fix.edits.empty() || !fix.new_files.empty()) return false;
    Span all = fix.edits.front().span;
    size_t bytes = 0;
    for (const Edit& edit : fix.edits) {
      if (edit.source != finding.source) return false;
      all = all.Cover(edit.span);
      bytes += edit.text.size();
    }
    return all.size() + bytes <= kMaxSuggestion;
  }

  void WriteSuggestion(const Source& source, const Fix& fix) {
    std::vector<const Edit*> edits;
    for (const Edit& edit : fix.edits) edits.push_back(&edit);
    std::stable_sort(
        edits.begin(), edits.end(),
        [](const Edit* a, const Edit* b) { return a->span < b->span; });
    Span all = edits.front()->span;
    std::string text;
    uint32_t at = all.begin;
    for (const Edit* edit : edits) {
      text += source.Text({at, std::max(at, edit->span.begin)});
      text += edit->text;
      at = std::max(at, edit->span.end);
      all = all.Cover(edit->span);
    }
    json_.BeginObject();
    WriteRange(source, all);
    json_.Field("text", text).EndObject();
  }

  JsonWriter& json_;
  Places places_;
};

}  // namespace

void WriteRdjson(const Report& report, const ReporterOptions&, Writer& out) {
  {
    JsonWriter json(out, JsonLayout::kIndented);
    Rdjson body(json);
    json.BeginObject().Key("source").BeginObject();
    json.Field("name", "interlock").Field("url", kHomeUrl).EndObject();
    json.Key("diagnostics").BeginArray();
    for (const Finding* finding : Live(report)) body.WriteFinding(*finding);
    for (const Problem& problem : report.problems) body.WriteProblem(problem);
    json.EndArray().EndObject();
  }
  out.Write("\n");
}

}  // namespace interlock::reporters
