// SPDX-License-Identifier: Apache-2.0
#include "reporters/sarif_result.h"

#include <algorithm>

#include "reporters/line_hash.h"
#include "reporters/sarif_text.h"
#include "reporters/uri.h"

namespace interlock::reporters {

SarifResults::SarifResults(const SarifRules& rules, JsonWriter& json)
    : rules_(rules), json_(json) {}

void SarifResults::Write(SarifBudget& budget, const CompressionMeter* meter) {
  HashLines(budget.candidates());
  json_.Key("results").BeginArray();
  for (const Finding* finding : budget.candidates()) {
    if (meter != nullptr) json_.Flush();
    std::optional<Detail> detail =
        budget.Next(meter == nullptr ? 0 : meter->compressed());
    if (!detail) break;
    WriteResult(*finding, *detail);
  }
  json_.EndArray();
}

void SarifResults::HashLines(const FindingList& findings) {
  for (const Finding* finding : findings) {
    uint32_t line =
        places_.Shown(*finding->source, finding->span, ColumnUnit::kUtf16)
            .begin.line;
    hashes_[finding->source][line];
  }
  for (auto& [source, by_line] : hashes_) {
    std::vector<uint32_t> lines;
    for (const auto& [line, hash] : by_line) lines.push_back(line);
    std::vector<std::string> values = LineHashes(source->text(), lines);
    size_t at = 0;
    for (auto& [line, hash] : by_line) hash = std::move(values[at++]);
  }
}

void SarifResults::WriteResult(const Finding& finding, Detail detail) {
  bool full = detail == Detail::kFull;
  json_.BeginObject().Field("ruleId", finding.rule->id);
  json_.IntField("ruleIndex",
                 static_cast<int64_t>(rules_.IndexOf(*finding.rule)));
  json_.Field("level", Name(finding.severity));
  WriteMessage(ResultMessage(finding, full ? Links::kRelated : Links::kNone));
  json_.Key("locations").BeginArray();
  WriteLocation(*finding.source, finding.span, detail);
  json_.EndObject().EndArray();
  WriteFingerprints(finding);
  if (full && !finding.related.empty()) {
    WriteRelated(finding);
    WriteCodeFlow(finding);
  }
  if (full && !finding.fixes.empty()) WriteFixes(finding);
  if (!finding.live()) WriteSuppression(finding);
  json_.Key("properties").BeginObject();
  json_.Field("confidence", Name(finding.confidence)).EndObject();
  json_.EndObject();
}

// Leaves the location's object open, for an id or a message.
void SarifResults::WriteLocation(const Source& source, Span span,
                                 Detail detail) {
  json_.BeginObject();
  WritePhysicalLocation(source, span, detail);
}

void SarifResults::WritePhysicalLocation(const Source& source, Span span,
                                         Detail detail) {
  span = WithoutLineBreaks(source, span);
  json_.Key("physicalLocation").BeginObject();
  WriteArtifact(source.path());
  WriteRegion("region", source, span, detail);
  if (detail == Detail::kFull) WriteContextRegion(source, span);
  json_.EndObject();
}

void SarifResults::WriteRegion(std::string_view key, const Source& source,
                               Span span, Detail snippet) {
  Place place = places_.Exact(source, span, ColumnUnit::kUtf16);
  json_.Key(key).BeginObject();
  json_.IntField("startLine", place.begin.line);
  json_.IntField("startColumn", place.begin.column);
  json_.IntField("endLine", place.end.line);
  json_.IntField("endColumn", place.end.column);
  bool shown = snippet == Detail::kFull && !span.empty() &&
               span.size() <= kMaxSnippetBytes;
  if (shown) {
    json_.Key("snippet").BeginObject();
    json_.Field("text", source.Text(span)).EndObject();
  }
  json_.EndObject();
}

// Must contain more than the span itself.
void SarifResults::WriteContextRegion(const Source& source, Span span) {
  Span context = ContextOf(source, span);
  if (context == span) return;
  WriteRegion("contextRegion", source, context, Detail::kFull);
}

void SarifResults::WriteFingerprints(const Finding& finding) {
  uint32_t line =
      places_.Shown(*finding.source, finding.span, ColumnUnit::kUtf16)
          .begin.line;
  json_.Key("partialFingerprints").BeginObject();
  json_.Field("primaryLocationLineHash", hashes_[finding.source][line]);
  if (!finding.fingerprint.empty()) {
    json_.Field("interlock/v1", finding.fingerprint);
  }
  json_.EndObject();
}

void SarifResults::WriteRelated(const Finding& finding) {
  json_.Key("relatedLocations").BeginArray();
  size_t id = 0;
  for (const Related& related : finding.related) {
    if (id == kMaxRelated) break;
    WriteLocation(*related.source, related.span, Detail::kLean);
    json_.IntField("id", static_cast<int64_t>(++id));
    WriteMessage(Sentence(related.message));
    json_.EndObject();
  }
  json_.EndArray();
}

// The evidence in order, and the finding as where it leads.
void SarifResults::WriteCodeFlow(const Finding& finding) {
  json_.Key("codeFlows").BeginArray().BeginObject();
  json_.Key("threadFlows").BeginArray().BeginObject();
  json_.Key("locations").BeginArray();
  auto add = [&](const Source& source, Span span, std::string_view message) {
    json_.BeginObject().Key("location");
    WriteLocation(source, span, Detail::kLean);
    WriteMessage(Sentence(message));
    json_.EndObject().EndObject();
  };
  size_t steps = std::min(finding.related.size(), kMaxRelated);
  for (size_t i = 0; i < steps; ++i) {
    const Related& related = finding.related[i];
    add(*related.source, related.span, related.message);
  }
  add(*finding.source, finding.span, finding.message);
  json_.EndArray().EndObject().EndArray().EndObject().EndArray();
}

void SarifResults::WriteFixes(const Finding& finding) {
  json_.Key("fixes").BeginArray();
  for (const Fix& fix : finding.fixes) {
    if (fix.edits.empty() && fix.new_files.empty()) continue;
    json_.BeginObject();
    json_.Key("description").BeginObject();
    json_.Field("text", Sentence(fix.title)).EndObject();
    WriteChanges(fix);
    json_.Key("properties").BeginObject();
    json_.Field("applicability", Name(fix.kind)).EndObject();
    json_.EndObject();
  }
  json_.EndArray();
}

// One artifact change per file: edits of one file stand together.
void SarifResults::WriteChanges(const Fix& fix) {
  std::vector<const Edit*> edits;
  for (const Edit& edit : fix.edits) edits.push_back(&edit);
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit* a, const Edit* b) {
                     return a->source->path() < b->source->path();
                   });
  json_.Key("artifactChanges").BeginArray();
  for (size_t at = 0; at < edits.size();) {
    const Source& source = *edits[at]->source;
    json_.BeginObject();
    WriteArtifact(source.path());
    json_.Key("replacements").BeginArray();
    for (; at < edits.size() && edits[at]->source == &source; ++at) {
      json_.BeginObject();
      WriteRegion("deletedRegion", source, edits[at]->span, Detail::kLean);
      json_.Key("insertedContent").BeginObject();
      json_.Field("text", edits[at]->text).EndObject().EndObject();
    }
    json_.EndArray().EndObject();
  }
  for (const NewFile& file : fix.new_files) {
    json_.BeginObject();
    WriteArtifact(file.path);
    json_.Key("replacements").BeginArray().BeginObject();
    json_.Key("deletedRegion").BeginObject().IntField("startLine", 1);
    json_.IntField("startColumn", 1).IntField("endLine", 1);
    json_.IntField("endColumn", 1).EndObject();
    json_.Key("insertedContent").BeginObject().Field("text", file.text);
    json_.EndObject().EndObject().EndArray().EndObject();
  }
  json_.EndArray();
}

void SarifResults::WriteArtifact(std::string_view path) {
  json_.Key("artifactLocation").BeginObject();
  json_.Field("uri", RelativeUri(path)).Field("uriBaseId", kSarifBase);
  json_.EndObject();
}

void SarifResults::WriteMessage(std::string_view text) {
  json_.Key("message").BeginObject().Field("text", text).EndObject();
}

void SarifResults::WriteSuppression(const Finding& finding) {
  bool in_source = finding.suppressed_by == SuppressedBy::kComment;
  json_.Key("suppressions").BeginArray().BeginObject();
  json_.Field("kind", in_source ? "inSource" : "external");
  json_.Field("status", "accepted");
  std::string why = finding.suppressed_why;
  if (why.empty()) why = Name(finding.suppressed_by);
  json_.Field("justification", why).EndObject().EndArray();
}

}  // namespace interlock::reporters
