// SPDX-License-Identifier: Apache-2.0
#include "engine/config.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/json_writer.h"
#include "engine/config_reader.h"
#include "parsers/yaml/yaml.h"
#include "rules/registry.h"

namespace interlock {

const RuleSetting* Config::Setting(std::string_view rule) const {
  auto at = std::ranges::lower_bound(rules, rule, {}, &RuleSetting::id);
  return at != rules.end() && at->id == rule ? &*at : nullptr;
}

bool Config::Enabled(const RuleInfo& rule) const {
  const RuleSetting* setting = Setting(rule.id);
  if (setting != nullptr && setting->enabled) return *setting->enabled;
  if (rule.status == RuleStatus::kDeprecated) return false;
  if (rule.status == RuleStatus::kPreview && !preview) return false;
  return rule.persona <= persona;
}

Severity Config::SeverityOf(const RuleInfo& rule) const {
  const RuleSetting* setting = Setting(rule.id);
  if (setting != nullptr && setting->severity) return *setting->severity;
  return rule.severity;
}

std::vector<Error> ReadConfig(std::unique_ptr<Source> source, Config& config) {
  std::vector<Error> errors;
  config.source = std::move(source);
  Document tree = ParseYaml(*config.source);
  ConfigReader reader(*config.source, errors);
  for (const SyntaxError& error : tree.errors) {
    Node at;
    at.span = error.span;
    reader.Fail(at, error.message, error.help);
  }
  for (const DuplicateKey& twice : tree.duplicates) {
    reader.Fail(*twice.again,
                fmt::format("key '{}' is written twice", twice.again->text),
                "keep one of them");
  }
  if (errors.empty() && tree.root() != nullptr) {
    reader.ReadSection(*tree.root(), "", config);
  }
  return errors;
}

namespace {

// Splices a ready piece of JSON in: the tables hold their schemas as text.
void WriteKeys(std::string_view section, std::string& out);

void WriteRuleSchema(std::string& out) {
  out += R"({"type":"object","additionalProperties":false,"properties":{)";
  // A line for each, so that two changes that add rules do not meet.
  bool first = true;
  for (const Rule* rule : AllRules()) {
    out += first ? "\n" : ",\n";
    first = false;
    out += fmt::format(R"("{}":{{"$ref":"#/$defs/rule"}})", rule->info->id);
  }
  out += "\n}}";
}

constexpr std::string_view kWaiverSchema =
    R"({"type":"array","items":{"type":"object","additionalProperties":false,)"
    R"("required":["rule","path","until","reason","approver"],"properties":{)"
    R"("rule":{"type":"string"},"path":{"type":"string"},)"
    R"("until":{"type":"string","format":"date"},)"
    R"("reason":{"type":"string"},"approver":{"type":"string"}}}})";

constexpr std::string_view kRuleDef =
    R"({"rule":{"oneOf":[{"enum":["off","on","note","warning","error",)"
    R"(true,false]},{"type":"object","additionalProperties":false,)"
    R"("properties":{"level":{"enum":["off","on","note","warning","error",)"
    R"(true,false]},"options":{"type":"object"},)"
    R"("exclude":{"type":["string","array"],"items":{"type":"string"}}}}]}})";

void WriteValueSchema(const ConfigKey& key, std::string& out) {
  if (!key.schema.empty()) {
    out += key.schema;
  } else if (key.name == "rules") {
    WriteRuleSchema(out);
  } else if (key.name == "waivers") {
    out += kWaiverSchema;
  } else {
    WriteKeys(key.name, out);
  }
  // The summary goes inside the value's schema, as its last member.
  out.pop_back();
  out += fmt::format(R"(,"description":"{}"}})", key.summary);
}

void WriteKeys(std::string_view section, std::string& out) {
  out += R"({"type":"object","additionalProperties":false,"properties":{)";
  for (const ConfigSection& candidate : ConfigSections()) {
    if (candidate.name != section) continue;
    for (const ConfigKey& key : candidate.keys) {
      if (out.back() != '{') out += ',';
      out += fmt::format(R"("{}":)", key.name);
      WriteValueSchema(key, out);
    }
  }
  out += "}}";
}

}  // namespace

void WriteConfigSchema(Writer& out) {
  std::string schema;
  WriteKeys("", schema);
  schema.pop_back();
  out.Write(R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)"
            R"("title":".interlock.yml","$defs":)");
  out.Write(kRuleDef);
  out.Write(",");
  out.Write(std::string_view(schema).substr(1));
  out.Write("}\n");
}

}  // namespace interlock
