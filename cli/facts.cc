// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/facts.h"

#include "analyzers/sql/facts.h"
#include "analyzers/workflow/facts.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "core/json_writer.h"

namespace interlock::cli {
namespace {

struct FactsPart {
  std::string_view flag;
  void (*write)(const Project& project, JsonWriter& json);
};

void WriteOps(const Project& project, JsonWriter& json) {
  json.Key("ops").BeginArray();
  for (const InputFile& file : project.files) {
    if (file.sql == nullptr) continue;
    json.BeginObject().Field("path", file.path()).Key("ops");
    sql::WriteOpsJson(*file.sql, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteEffects(const Project& project, JsonWriter& json) {
  json.Key("histories").BeginArray();
  for (const auto& history : project.histories) {
    sql::WriteHistoryJson(*history, json);
  }
  json.EndArray();
}

void WriteCatalogs(const Project& project, JsonWriter& json) {
  json.Key("catalogs").BeginArray();
  for (const auto& history : project.histories) {
    const sql::Catalog& catalog = history->catalog;
    json.BeginObject().Field("folder", history->folder);
    json.Field("framework", sql::NameOf(history->framework)).Key("catalog");
    sql::WriteCatalogJson(*history, catalog.At(catalog.end()), json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteChecks(const Project& project, JsonWriter& json) {
  json.Key("checks");
  workflow::WriteChecksJson(*project.workflows,
                            {project.settings.default_branch, true}, json);
}

void WriteProtection(const Project& project, JsonWriter& json) {
  json.Key("protection");
  protection::WriteProtectionJson({*project.workflows, *project.protections,
                                   project.settings.default_branch},
                                  json);
}

constexpr FactsPart kParts[] = {
    {"ops", WriteOps},
    {"effects", WriteEffects},
    {"catalog", WriteCatalogs},
    {"checks", WriteChecks},
    {"protection", WriteProtection},
};

}  // namespace

int RunFacts(const Arguments& arguments, World& world) {
  Session session;
  int code = kClean;
  if (!OpenSession(arguments, world, session, code)) return code;
  bool all = true;
  for (const FactsPart& part : kParts) all = all && !arguments.Has(part.flag);
  Report report;
  Project project = Analyze(std::move(session.inputs), session.config,
                            session.options, report);
  JsonWriter json(world.out, JsonLayout::kIndented);
  json.BeginObject().IntField("version", 1);
  for (const FactsPart& part : kParts) {
    if (all || arguments.Has(part.flag)) part.write(project, json);
  }
  json.EndObject();
  json.Flush();
  world.out.Write("\n");
  return report.problems.empty() ? kClean : kPartial;
}

}  // namespace interlock::cli
