// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/facts.h"

#include "analyzers/sql/catalog_sql.h"
#include "analyzers/sql/facts.h"
#include "analyzers/workflow/facts.h"
#include "cli/commands.h"
#include "cli/facts_effects.h"
#include "cli/session.h"
#include "core/json_writer.h"
#include "core/text.h"

namespace interlock::cli {
namespace {

struct FactsPart {
  std::string_view flag;
  void (*write)(const Project& project, const Arguments& arguments,
                JsonWriter& json);
};

void WriteOps(const Project& project, const Arguments&, JsonWriter& json) {
  json.Key("ops").BeginArray();
  for (const InputFile& file : project.files) {
    if (file.sql == nullptr) continue;
    json.BeginObject().Field("path", file.path()).Key("ops");
    sql::WriteOpsJson(*file.sql, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteCatalogAt(const sql::History& history, sql::Time time,
                    JsonWriter& json) {
  json.BeginObject().Field("folder", history.folder);
  json.Field("framework", sql::NameOf(history.framework)).Key("catalog");
  sql::WriteCatalogJson(history, history.catalog.At(time), json);
  json.EndObject();
}

void WriteEffects(const Project& project, const Arguments&, JsonWriter& json) {
  json.Key("histories").BeginArray();
  for (const auto& history : project.histories) {
    sql::WriteHistoryJson(*history, json);
  }
  json.EndArray();
}

void WriteCatalogs(const Project& project, const Arguments&, JsonWriter& json) {
  json.Key("catalogs").BeginArray();
  for (const auto& history : project.histories) {
    WriteCatalogAt(*history, history->catalog.end(), json);
  }
  json.EndArray();
}

void WriteReversals(const Project& project, const Arguments&,
                    JsonWriter& json) {
  json.Key("reversibility").BeginArray();
  for (const auto& history : project.histories) {
    if (history->reversals.empty()) continue;
    json.BeginObject().Field("folder", history->folder);
    json.Field("framework", sql::NameOf(history->framework));
    json.Key("migrations");
    sql::WriteReversalsJson(*history, json);
    json.EndObject();
  }
  json.EndArray();
}

// The schema as SQL or as a table for people, under a comment that says where
// it comes from when there are several.
void WriteCatalogText(const sql::History& history, sql::Time time,
                      std::string_view form, World& world) {
  sql::View view = history.catalog.At(time);
  world.out.Write("-- " + Printable(history.folder) + "\n");
  world.out.Write(form == "sql" ? sql::CatalogSql(history, view)
                                : sql::CatalogTable(view));
}

// The schema just after one migration, of the history that it is part of.
int WriteCatalogAfter(const Project& project, const std::string& file,
                      std::string_view form, World& world) {
  for (const auto& history : project.histories) {
    for (const sql::Migration& migration : history->migrations) {
      std::string_view path = migration.path;
      bool named = path == file || (path.ends_with(file) && !file.empty() &&
                                    path[path.size() - file.size() - 1] == '/');
      if (!named) continue;
      sql::Time ops = migration.up == nullptr
                          ? 1
                          : static_cast<sql::Time>(migration.up->ops.size());
      if (form != "json") {
        WriteCatalogText(*history, migration.first + ops, form, world);
        return kClean;
      }
      JsonWriter json(world.out, JsonLayout::kIndented);
      json.BeginObject().IntField("version", 1);
      json.Field("after", path).Key("catalogs").BeginArray();
      WriteCatalogAt(*history, migration.first + ops, json);
      json.EndArray().EndObject();
      json.Flush();
      world.out.Write("\n");
      return kClean;
    }
  }
  return Complain(world, Error{"--after: no history has the migration '" +
                                   Printable(file) + "'",
                               {},
                               0,
                               "give its path below the root, or its name"});
}

void WriteChecks(const Project& project, const Arguments& arguments,
                 JsonWriter& json) {
  json.Key("checks");
  workflow::WriteChecksJson(*project.workflows,
                            {project.settings.default_branch, true},
                            arguments.Value("event"), json);
}

void WriteProtection(const Project& project, const Arguments&,
                     JsonWriter& json) {
  json.Key("protection");
  protection::WriteProtectionJson(
      {*project.workflows, *project.protections,
       project.settings.default_branch, &project.paths},
      json);
}

constexpr FactsPart kParts[] = {
    {"ops", WriteOps},          {"effects", WriteEffects},
    {"catalog", WriteCatalogs}, {"reversibility", WriteReversals},
    {"checks", WriteChecks},    {"protection", WriteProtection},
};

}  // namespace

int RunFacts(const Arguments& arguments, World& world) {
  if (AsksForScript(arguments, world)) return RunScript(arguments, world);
  std::string form = arguments.Has("as") ? arguments.Value("as") : "json";
  if (form != "json" && form != "sql" && form != "table") {
    return Complain(world, Error{"--as: '" + Printable(form) + "' is no form",
                                 {},
                                 0,
                                 "json, sql or table"});
  }
  Session session;
  int code = kClean;
  if (!OpenSession(arguments, world, session, code)) return code;
  bool all = true;
  for (const FactsPart& part : kParts) all = all && !arguments.Has(part.flag);
  Report report;
  Project project = Analyze(std::move(session.inputs), session.config,
                            session.options, report);
  if (arguments.Has("after")) {
    return WriteCatalogAfter(project, arguments.Value("after"), form, world);
  }
  if (form != "json") {
    for (const auto& history : project.histories) {
      WriteCatalogText(*history, history->catalog.end(), form, world);
    }
    return report.problems.empty() ? kClean : kPartial;
  }
  JsonWriter json(world.out, JsonLayout::kIndented);
  json.BeginObject().IntField("version", 1);
  for (const FactsPart& part : kParts) {
    if (all || arguments.Has(part.flag)) {
      part.write(project, arguments, json);
    }
  }
  json.EndObject();
  json.Flush();
  world.out.Write("\n");
  return report.problems.empty() ? kClean : kPartial;
}

}  // namespace interlock::cli
