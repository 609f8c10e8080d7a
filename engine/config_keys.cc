// SPDX-License-Identifier: Apache-2.0
// The keys of .interlock.yml. One table each; the schema is made from them.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "engine/config_reader.h"
#include "rules/registry.h"

namespace interlock {
namespace {

constexpr std::string_view kString = R"({"type":"string"})";
constexpr std::string_view kStrings =
    R"({"type":["string","array"],"items":{"type":"string"}})";
constexpr std::string_view kBool = R"({"type":"boolean"})";

void ReadFramework(const Node& node, ConfigReader& reader, Config& config) {
  sql::Framework framework;
  if (node.IsScalar() && sql::FrameworkNamed(node.text, &framework)) {
    config.project.framework = framework;
    return;
  }
  std::vector<std::string_view> names;
  for (int i = 0; i < sql::kFrameworkCount; ++i) {
    names.push_back(sql::NameOf(static_cast<sql::Framework>(i)));
  }
  reader.Fail(node, "unknown migration framework",
              Expected(node.IsScalar() ? node.text : "", names));
}

constexpr ConfigKey kMigrationKeys[] = {
    {"paths",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.project.migration_paths);
     },
     kStrings, "Globs of the migration files; found by themselves when absent"},
    {"framework", ReadFramework, kString,
     "The tool that runs them; recognised by itself when absent"},
    {"rollback",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.project.rollback_paths);
     },
     kStrings, "Globs of scripts that reverse the newest migrations"},
    {"plan",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.project.plan_paths);
     },
     kStrings, "Globs of migration plans, beside the usual places"},
    {"flags",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.project.flag_paths);
     },
     kStrings, "Globs of files of feature flags, beside flags.yaml"},
    {"contract_days",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadInt(node, 0, 3650, config.project.contract_days);
     },
     R"({"type":"integer","minimum":0,"maximum":3650})",
     "Days between a migration that expands and the one that contracts"},
    {"starts_empty",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadBool(node, config.project.history_starts_empty);
     },
     kBool, "False when tables existed before the first migration"},
};

constexpr std::string_view kInteger = R"({"type":"integer","minimum":0})";

void ReadSize(const Node& node, ConfigReader& reader, TableSize& size) {
  static constexpr std::string_view kNames[] = {"rows", "bytes", "index_bytes"};
  if (!node.IsMapping()) {
    reader.Fail(node, "a table's size is a mapping", Expected("", kNames));
    return;
  }
  for (const Member& member : node.members) {
    std::string_view key = member.key->text;
    if (key == "rows") {
      reader.ReadCount(*member.value, size.rows);
    } else if (key == "bytes") {
      reader.ReadCount(*member.value, size.bytes);
    } else if (key == "index_bytes") {
      reader.ReadCount(*member.value, size.index_bytes);
    } else {
      reader.Fail(*member.key,
                  fmt::format("unknown key '{}' in a table's size",
                              Printable(key.substr(0, 60))),
                  Expected(key, kNames));
    }
  }
}

void ReadTables(const Node& node, ConfigReader& reader, Config& config) {
  if (node.IsNull()) return;
  if (!node.IsMapping()) {
    reader.Fail(node, "'tables' is no mapping",
                "expected a table's name, then its rows and bytes");
    return;
  }
  auto& sizes = config.project.table_sizes;
  for (const Member& member : node.members) {
    NamedSize size{std::string(member.key->text), {}};
    ReadSize(*member.value, reader, size.size);
    sizes.push_back(std::move(size));
  }
  std::ranges::sort(sizes, {}, &NamedSize::name);
}

constexpr ConfigKey kSmallTableKeys[] = {
    {"rows",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadCount(node, config.project.small_table.rows);
     },
     kInteger, "Tables with more rows are not small"},
    {"bytes",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadCount(node, config.project.small_table.bytes);
     },
     kInteger, "Tables with more bytes are not small"},
};

constexpr std::string_view kSpeed =
    R"({"type":"integer","minimum":1,"maximum":1000000})";

template <int CostModel::*kMember>
void ReadCost(const Node& node, ConfigReader& reader, Config& config) {
  reader.ReadInt(node, 1, 1'000'000, config.project.cost.*kMember);
}

constexpr ConfigKey kCostKeys[] = {
    {"scan", ReadCost<&CostModel::scan>, kSpeed, "MB per second of a scan"},
    {"index_build", ReadCost<&CostModel::index_build>, kSpeed,
     "MB of table per second of an index build"},
    {"rewrite", ReadCost<&CostModel::rewrite>, kSpeed,
     "MB of table per second of a rewrite"},
    {"row_bytes", ReadCost<&CostModel::row_bytes>, kSpeed,
     "Bytes of a row where only the number of rows is known"},
};

constexpr ConfigKey kPostgresqlKeys[] = {
    {"version",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadInt(node, 12, 18, config.project.pg_version);
       config.project.pg_version_stated = true;
     },
     R"({"type":"integer","minimum":12,"maximum":18})",
     "The oldest PostgreSQL that the migrations must suit"},
    {"settings",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.project.session_settings);
     },
     kStrings,
     "Settings that the runner, the role or the database makes, as name=value"},
    {"baseline_schema",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.baseline_schemas);
     },
     kStrings, "SQL files of what stood before the first migration"},
    {"snapshot",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadString(node, config.snapshot);
     },
     kString, "A file in which a live server says what it holds"},
    {"tables", ReadTables,
     R"({"type":"object","additionalProperties":{"type":"object",)"
     R"("additionalProperties":false,"properties":{)"
     R"("rows":{"type":"integer","minimum":0},)"
     R"("bytes":{"type":"integer","minimum":0},)"
     R"("index_bytes":{"type":"integer","minimum":0}}}})",
     "How large tables are; wins over a snapshot"},
    {"queries",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.project.query_paths);
     },
     kStrings,
     "Globs of files with what the running release sends: .sql, or exports of "
     "pg_stat_statements as .csv or .json"},
    {"small_table",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadSection(node, "small_table", config);
     },
     "", "On tables of at most this size, findings about locks are notes"},
    {"cost",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadSection(node, "cost", config);
     },
     "", "How fast the server works, to say how long something takes"},
};

void ReadPersona(const Node& node, ConfigReader& reader, Config& config) {
  static constexpr std::string_view kNames[] = {"regular", "pedantic",
                                                "auditor"};
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (node.IsScalar() && node.text == kNames[i]) {
      config.persona = static_cast<Persona>(i);
      return;
    }
  }
  reader.Fail(node, "unknown persona",
              Expected(node.IsScalar() ? node.text : "", kNames));
}

void ReadOption(const Member& member, const RuleInfo& info,
                ConfigReader& reader, RuleSetting& setting) {
  std::vector<std::string_view> names;
  for (const OptionInfo& option : info.options) names.push_back(option.name);
  auto at = std::ranges::find(names, member.key->text);
  if (at == names.end()) {
    reader.Fail(*member.key,
                fmt::format("rule '{}' has no option '{}'", info.id,
                            Printable(member.key->text)),
                names.empty() ? "it has no options"
                              : Expected(member.key->text, names));
    return;
  }
  const OptionInfo& option = info.options[at - names.begin()];
  Options::Value value{option.name, {}};
  const Node& node = *member.value;
  if (option.type == OptionType::kStringList) {
    reader.ReadStrings(node, value.values);
  } else if (option.type == OptionType::kBool) {
    bool flag = false;
    reader.ReadBool(node, flag);
    value.values.emplace_back(flag ? "true" : "false");
  } else if (option.type == OptionType::kInt) {
    int number = 0;
    reader.ReadInt(node, 0, 1'000'000'000, number);
    value.values.push_back(std::to_string(number));
  } else {
    reader.ReadString(node, value.values.emplace_back());
  }
  setting.options.push_back(std::move(value));
}

void ReadLevel(const Node& node, ConfigReader& reader, RuleSetting& setting) {
  bool off = IsFalse(&node) || node.text == "off";
  bool on = IsTrue(&node) || node.text == "on";
  if (off || on) {
    setting.enabled = on;
    return;
  }
  Severity severity = Severity::kNote;
  static constexpr std::string_view kLevels[] = {"off", "on", "note", "warning",
                                                 "error"};
  if (std::ranges::find(kLevels, node.text) == std::end(kLevels)) {
    reader.Fail(node,
                fmt::format("found '{}' as a rule's level",
                            Printable(node.text.substr(0, 60))),
                Expected(node.text, kLevels));
    return;
  }
  reader.ReadSeverity(node, severity);
  setting.enabled = true;
  setting.severity = severity;
}

void ReadRuleMapping(const Node& node, const RuleInfo& info,
                     ConfigReader& reader, RuleSetting& setting) {
  static constexpr std::string_view kKeys[] = {"level", "options", "exclude"};
  for (const Member& member : node.members) {
    if (member.key->text == "level") {
      ReadLevel(*member.value, reader, setting);
    } else if (member.key->text == "exclude") {
      reader.ReadStrings(*member.value, setting.exclude);
    } else if (member.key->text == "options" && member.value->IsMapping()) {
      for (const Member& option : member.value->members) {
        ReadOption(option, info, reader, setting);
      }
    } else {
      reader.Fail(*member.key,
                  fmt::format("found '{}' under rule '{}'",
                              Printable(member.key->text), info.id),
                  Expected(member.key->text, kKeys));
    }
  }
}

void ReadRules(const Node& node, ConfigReader& reader, Config& config) {
  if (node.IsNull()) return;
  if (!node.IsMapping()) {
    reader.Fail(node, "'rules' is no mapping", "expected rule: level");
    return;
  }
  std::vector<std::string_view> ids;
  for (const Rule* rule : AllRules()) ids.push_back(rule->info->id);
  for (const Member& member : node.members) {
    const Rule* rule = FindRule(member.key->text);
    if (rule == nullptr) {
      std::string_view near = Nearest(member.key->text, ids);
      reader.Fail(*member.key,
                  fmt::format("unknown rule '{}'", Printable(member.key->text)),
                  near.empty() ? "`interlock rules` lists them all"
                               : fmt::format("did you mean '{}'?", near));
      continue;
    }
    RuleSetting setting;
    setting.id = rule->info->id;
    if (member.value->IsMapping()) {
      ReadRuleMapping(*member.value, *rule->info, reader, setting);
    } else {
      ReadLevel(*member.value, reader, setting);
    }
    config.rules.push_back(std::move(setting));
  }
  std::ranges::sort(config.rules, {}, &RuleSetting::id);
}

struct WaiverKey {
  std::string_view name;
  void (*read)(const Node&, ConfigReader&, Waiver&);
};
constexpr WaiverKey kWaiverKeys[] = {
    {"rule", [](const Node& n, ConfigReader& r,
                Waiver& w) { r.ReadString(n, w.rule); }},
    {"path", [](const Node& n, ConfigReader& r,
                Waiver& w) { r.ReadString(n, w.path); }},
    {"until",
     [](const Node& n, ConfigReader& r, Waiver& w) { r.ReadDate(n, w.until); }},
    {"reason", [](const Node& n, ConfigReader& r,
                  Waiver& w) { r.ReadString(n, w.reason); }},
    {"approver", [](const Node& n, ConfigReader& r,
                    Waiver& w) { r.ReadString(n, w.approver); }},
};

void ReadWaiver(const Node& node, ConfigReader& reader, Config& config) {
  Waiver waiver;
  waiver.span = node.span;
  std::vector<std::string_view> names;
  for (const WaiverKey& key : kWaiverKeys) names.push_back(key.name);
  for (const Member& member : node.members) {
    auto at =
        std::ranges::find(kWaiverKeys, member.key->text, &WaiverKey::name);
    if (at == std::end(kWaiverKeys)) {
      reader.Fail(*member.key,
                  fmt::format("unknown key '{}' in a waiver",
                              Printable(member.key->text)),
                  Expected(member.key->text, names));
      continue;
    }
    at->read(*member.value, reader, waiver);
  }
  for (std::string_view name : names) {
    const Node* value = node.Find(name);
    if (value != nullptr && !(value->IsScalar() && Trim(value->text).empty())) {
      continue;
    }
    reader.Fail(node, fmt::format("the waiver has no '{}'", name),
                "a waiver needs rule, path, until, reason and approver");
    return;
  }
  if (FindRule(waiver.rule) == nullptr) {
    reader.Fail(*node.Find("rule"),
                fmt::format("unknown rule '{}'", Printable(waiver.rule)),
                "`interlock rules` lists them all");
  }
  config.waivers.push_back(std::move(waiver));
}

void ReadWaivers(const Node& node, ConfigReader& reader, Config& config) {
  if (node.IsNull()) return;
  if (!node.IsSequence()) {
    reader.Fail(node, "'waivers' is no list",
                "expected a list of waivers, each starting with '-'");
    return;
  }
  for (const Node* item : node.items) {
    if (item->IsMapping()) {
      ReadWaiver(*item, reader, config);
    } else {
      reader.Fail(*item, "a waiver is a mapping",
                  "it needs rule, path, until, reason and approver");
    }
  }
}

void ReadVersion(const Node& node, ConfigReader& reader, Config&) {
  int version = 1;
  reader.ReadInt(node, 1, 1, version);
}

constexpr ConfigKey kTopKeys[] = {
    {"version", ReadVersion, R"({"const":1})", "The format of this file"},
    {"postgresql",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadSection(node, "postgresql", config);
     },
     "", "The server that migrations run on"},
    {"migrations",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadSection(node, "migrations", config);
     },
     "", "Where migrations are and what runs them"},
    {"default_branch",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadString(node, config.project.default_branch);
       config.project.default_branch_stated = true;
     },
     kString, "The branch that protections speak of by default"},
    {"exclude",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadStrings(node, config.exclude);
     },
     kStrings, "Globs of files that are never read"},
    {"persona", ReadPersona, R"({"enum":["regular","pedantic","auditor"]})",
     "How strict the default set of rules is"},
    {"preview",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadBool(node, config.preview);
     },
     kBool, "Also run rules that may still change"},
    {"fail_on",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadSeverity(node, config.fail_on);
     },
     R"({"enum":["note","warning","error"]})",
     "The lowest severity that makes the run fail"},
    {"rules", ReadRules, "", "Levels, options and excluded paths per rule"},
    {"waivers", ReadWaivers, "", "Time-boxed exemptions with an approver"},
    {"max_waiver_days",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadInt(node, 1, 3650, config.max_waiver_days);
     },
     R"({"type":"integer","minimum":1,"maximum":3650})",
     "A waiver that holds longer than this is a finding"},
    {"baseline",
     [](const Node& node, ConfigReader& reader, Config& config) {
       reader.ReadString(node, config.baseline);
     },
     kString, "A file of known findings that do not fail the run"},
};

constexpr ConfigSection kSections[] = {
    {"", kTopKeys},
    {"postgresql", kPostgresqlKeys},
    {"small_table", kSmallTableKeys},
    {"cost", kCostKeys},
    {"migrations", kMigrationKeys},
};

}  // namespace

std::span<const ConfigSection> ConfigSections() { return kSections; }

}  // namespace interlock
