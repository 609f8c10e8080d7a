// SPDX-License-Identifier: Apache-2.0
#include "cli/facts_effects.h"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/session.h"
#include "core/json_writer.h"
#include "core/line_index.h"
#include "core/text.h"

namespace interlock::cli {
namespace {

// A statement's first line, cut to what a terminal shows.
std::string Title(std::string_view sql) {
  std::string_view line = sql.substr(0, sql.find('\n'));
  constexpr size_t kWide = 72;
  if (line.size() <= kWide && line.size() == sql.size()) {
    return Printable(line);
  }
  return Printable(line.substr(0, kWide)) + " ...";
}

std::string_view WorkOn(const sql::RelationEffect& item) {
  if (item.fact == sql::Fact::kTruncate) return "emptied";
  return sql::NameOf(item.work);
}

void AddStatement(const sql::ScriptStatement& one, uint32_t line,
                  std::string_view sql, std::string& out) {
  const sql::StatementEffects& effects = one.effects;
  out += fmt::format("{:>5}  {}\n", line, Title(sql));
  for (const sql::RelationEffect& item : effects.relations) {
    out += fmt::format(
        "       {:<30} {:<24} {}{}\n", Printable(ShownName(one.view, item)),
        sql::NameOf(item.lock), WorkOn(item), item.assumed ? " (assumed)" : "");
  }
  for (const sql::IndexEffect& item : effects.indexes) {
    out += fmt::format("       {:<30} {:<24} {}\n",
                       Printable(ShownName(one.view, *item.index)),
                       sql::NameOf(item.lock),
                       item.rebuilt ? "built anew" : "index");
  }
  out += fmt::format("       blocks {}: {}", sql::BlockedBy(effects.blocking),
                     sql::NameOf(effects.duration));
  if (effects.in_transaction == sql::InTransaction::kRefused) {
    out += "; not in a transaction";
  }
  if (effects.loss == sql::Loss::kData) out += "; data is lost";
  if (one.instant_since > 0) {
    out += fmt::format("; instant since PostgreSQL {}", one.instant_since);
  }
  out += '\n';
  if (!one.sqlstate.empty()) {
    out += fmt::format("       fails with {}: {}\n", one.sqlstate,
                       Printable(one.message));
  }
  for (const std::string& doubt : DoubtsOf(one)) {
    out += fmt::format("       unknown: {}\n", Printable(doubt));
  }
}

bool IsFile(const World& world, const std::string& path) {
  auto info = world.files.Stat(Absolute(world, path));
  return info.ok() && info.value().kind == EntryKind::kFile;
}

std::unique_ptr<Source> ReadFrom(const std::string& path, World& world) {
  auto bytes = world.files.Read(Absolute(world, path));
  if (!bytes.ok()) {
    Complain(world, bytes.error());
    return nullptr;
  }
  return std::make_unique<Source>(path, std::move(bytes.value()));
}

}  // namespace

std::string EffectsTable(const sql::Script& script) {
  std::string out;
  const Source& source = *script.file().source;
  LineIndex lines(source.text());
  for (const sql::ScriptStatement& one : script.statements()) {
    Span span = one.statement->span;
    AddStatement(one, lines.Locate(span.begin, ColumnUnit::kCodePoints).line,
                 source.Text(span), out);
  }
  return out;
}

bool AsksForScript(const Arguments& arguments, const World& world) {
  if (arguments.Has("setup")) return true;
  return arguments.Has("effects") && arguments.words().size() == 1 &&
         IsFile(world, arguments.words().front());
}

int RunScript(const Arguments& arguments, World& world) {
  if (!arguments.Has("effects") || arguments.words().size() != 1) {
    return Complain(world, {"--setup goes with --effects and one file",
                            {},
                            0,
                            "interlock facts --effects FILE --setup FILE"});
  }
  ProjectSettings settings;
  bool versioned = arguments.Has("pg-version");
  if (versioned &&
      !ReadNumber(arguments.Value("pg-version"), 12, 18, settings.pg_version)) {
    return Complain(world, {"--pg-version takes a number from 12 to 18"});
  }
  std::unique_ptr<Source> source = ReadFrom(arguments.words().front(), world);
  if (source == nullptr) return kUsage;
  sql::SqlFile file = ParseSql(*source, sql::Framework::kPlain);
  std::unique_ptr<Source> before;
  std::optional<sql::SqlFile> setup;
  if (arguments.Has("setup")) {
    before = ReadFrom(arguments.Value("setup"), world);
    if (before == nullptr) return kUsage;
    setup = ParseSql(*before, sql::Framework::kPlain);
  }
  sql::Script script(setup ? &*setup : nullptr, file, settings);
  if (world.out_is_terminal) {
    world.out.Write(EffectsTable(script));
  } else {
    JsonWriter json(world.out, JsonLayout::kIndented);
    json.BeginObject().IntField("version", 1);
    WriteScriptJson(script, json);
    json.EndObject();
    json.Flush();
    world.out.Write("\n");
  }
  bool whole = file.errors.empty() && (!setup || setup->errors.empty());
  return whole ? kClean : kPartial;
}

}  // namespace interlock::cli
