// SPDX-License-Identifier: Apache-2.0
#include "core/json_writer.h"
#include "reporters/compression_meter.h"
#include "reporters/formats.h"
#include "reporters/output.h"
#include "reporters/sarif_budget.h"
#include "reporters/sarif_result.h"
#include "reporters/sarif_rules.h"
#include "reporters/sarif_text.h"
#include "reporters/uri.h"

namespace interlock::reporters {

namespace {

constexpr std::string_view kSchema =
    "https://json.schemastore.org/sarif-2.1.0.json";

class SarifRun {
 public:
  SarifRun(const Report& report, const ReporterOptions& options,
           JsonWriter& json)
      : report_(report), options_(options), json_(json) {}

  void Write(SarifBudget& budget, const CompressionMeter* meter) {
    SarifRules rules(report_);
    json_.BeginObject();
    WriteTool(rules);
    WriteProvenance();
    WriteBase();
    json_.Field("columnKind", "utf16CodeUnits");
    WriteCategory();
    SarifResults(rules, json_).Write(budget, meter);
    // Last, for it tells what the results had to leave out.
    WriteInvocation(budget);
    json_.EndObject();
  }

 private:
  void WriteTool(const SarifRules& rules) {
    json_.Key("tool").BeginObject().Key("driver").BeginObject();
    json_.Field("name", "interlock");
    if (!options_.tool_version.empty()) {
      json_.Field("version", options_.tool_version);
      json_.Field("semanticVersion", options_.tool_version);
    }
    json_.Field("informationUri", kHomeUrl);
    rules.Write(json_);
    json_.EndObject().EndObject();
  }

  // Code scanning refuses a run that says it failed, and with it all that was
  // found; so it succeeded, and what could not be analysed is told beside it.
  void WriteInvocation(const SarifBudget& budget) {
    json_.Key("invocations").BeginArray().BeginObject();
    json_.BoolField("executionSuccessful", true);
    if (!options_.ended_at.empty()) {
      json_.Field("endTimeUtc", options_.ended_at);
    }
    if (!options_.root.empty()) {
      json_.Key("workingDirectory").BeginObject();
      json_.Field("uri", FolderUri(options_.root)).EndObject();
    }
    json_.Key("toolExecutionNotifications").BeginArray();
    if (std::string note = budget.Note(); !note.empty()) {
      WriteNotification("warning", note, {});
    }
    for (const Problem& problem : report_.problems) {
      WriteNotification("error",
                        Sentence(Truncated(problem.message, kMaxMessageBytes)),
                        problem.path);
    }
    json_.EndArray().EndObject().EndArray();
  }

  void WriteNotification(std::string_view level, std::string_view text,
                         std::string_view path) {
    json_.BeginObject().Field("level", level);
    json_.Key("message").BeginObject().Field("text", text).EndObject();
    if (!path.empty()) {
      json_.Key("locations").BeginArray().BeginObject();
      json_.Key("physicalLocation").BeginObject();
      json_.Key("artifactLocation").BeginObject();
      json_.Field("uri", RelativeUri(path)).Field("uriBaseId", kSarifBase);
      json_.EndObject().EndObject().EndObject().EndArray();
    }
    json_.EndObject();
  }

  void WriteProvenance() {
    const Provenance& from = options_.provenance;
    if (from.repository.empty()) return;
    json_.Key("versionControlProvenance").BeginArray().BeginObject();
    json_.Field("repositoryUri", from.repository);
    if (!from.revision.empty()) json_.Field("revisionId", from.revision);
    if (!from.branch.empty()) json_.Field("branch", from.branch);
    json_.Key("mappedTo").BeginObject();
    json_.Field("uriBaseId", kSarifBase).EndObject();
    json_.EndObject().EndArray();
  }

  void WriteBase() {
    json_.Key("originalUriBaseIds").BeginObject();
    json_.Key(kSarifBase).BeginObject();
    if (!options_.root.empty()) json_.Field("uri", FolderUri(options_.root));
    json_.Key("description").BeginObject();
    json_.Field("text", "The root of the repository.").EndObject();
    json_.EndObject().EndObject();
  }

  void WriteCategory() {
    std::string id = options_.sarif_category;
    if (!id.ends_with('/')) id += '/';
    json_.Key("automationDetails").BeginObject();
    json_.Field("id", id).EndObject();
  }

  const Report& report_;
  const ReporterOptions& options_;
  JsonWriter& json_;
};

void WriteLog(const Report& report, const ReporterOptions& options,
              SarifBudget& budget, const CompressionMeter* meter, Writer& out) {
  JsonWriter json(out, JsonLayout::kCompact);
  json.BeginObject().Field("$schema", kSchema).Field("version", "2.1.0");
  json.Key("runs").BeginArray();
  SarifRun(report, options, json).Write(budget, meter);
  json.EndArray().EndObject();
}

class NullWriter final : public Writer {
 public:
  void Write(std::string_view) override {}
};

}  // namespace

void WriteSarif(const Report& report, const ReporterOptions& options,
                Writer& writer) {
  Output out(writer);
  SarifBudget budget(report, options);
  OutputWriter joined(out);
  if (budget.all_fit()) {
    WriteLog(report, options, budget, nullptr, joined);
  } else {
    CompressionMeter meter(joined);
    WriteLog(report, options, budget, &meter, meter);
  }
  out.Add("\n");
}

std::string SarifLimitNote(const Report& report,
                           const ReporterOptions& options) {
  SarifBudget budget(report, options);
  if (budget.all_fit()) return {};
  NullWriter none;
  CompressionMeter meter(none);
  WriteLog(report, options, budget, &meter, meter);
  return budget.Note();
}

}  // namespace interlock::reporters
