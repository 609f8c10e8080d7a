// SPDX-License-Identifier: Apache-2.0
#include "reporters/sarif_rules.h"

#include <algorithm>

#include "core/text.h"
#include "reporters/reporter.h"
#include "reporters/sarif_text.h"

namespace interlock::reporters {

namespace {

// Code scanning keeps this many tags of a rule.
constexpr size_t kMaxTags = 10;

std::string_view ProblemSeverity(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      break;
  }
  return "recommendation";
}

std::vector<std::string_view> Tags(const RuleInfo& rule) {
  std::vector<std::string_view> tags;
  auto add = [&](std::string_view tag) {
    bool known = std::find(tags.begin(), tags.end(), tag) != tags.end();
    if (!tag.empty() && !known && tags.size() < kMaxTags) tags.push_back(tag);
  };
  if (!rule.security_severity.empty()) add("security");
  add(Name(rule.category));
  for (std::string_view tag : Split(rule.tags, ' ')) add(tag);
  return tags;
}

void WriteText(JsonWriter& json, std::string_view key, std::string_view text) {
  json.Key(key).BeginObject().Field("text", text).EndObject();
}

void WriteProperties(const RuleInfo& rule, JsonWriter& json) {
  json.Key("properties").BeginObject();
  json.Field("precision", Name(rule.confidence));
  json.Field("problem.severity", ProblemSeverity(rule.severity));
  if (!rule.security_severity.empty()) {
    json.Field("security-severity", rule.security_severity);
  }
  json.Key("tags").BeginArray();
  for (std::string_view tag : Tags(rule)) json.String(tag);
  json.EndArray().EndObject();
}

void WriteRule(const RuleInfo& rule, JsonWriter& json) {
  std::string url = RuleUrl(rule);
  std::string description = RuleDescription(rule);
  json.BeginObject().Field("id", rule.id);
  json.Field("name", PascalName(rule.id));
  WriteText(json, "shortDescription", Sentence(rule.summary));
  WriteText(json, "fullDescription", description);
  json.Field("helpUri", url);
  json.Key("help").BeginObject();
  json.Field("text", description + " Documentation: " + url);
  json.Field("markdown", RuleMarkdown(rule)).EndObject();
  json.Key("defaultConfiguration").BeginObject();
  json.Field("level", Name(rule.severity)).EndObject();
  WriteProperties(rule, json);
  json.EndObject();
}

}  // namespace

SarifRules::SarifRules(const Report& report) : rules_(report.rules) {
  for (const Finding& finding : report.findings) {
    // Few rules and many findings: the map keeps this cheap.
    if (index_.try_emplace(finding.rule->id, 0).second) {
      rules_.push_back(finding.rule);
    }
  }
  auto by_id = [](const RuleInfo* a, const RuleInfo* b) {
    return a->id < b->id;
  };
  std::stable_sort(rules_.begin(), rules_.end(), by_id);
  auto same = [](const RuleInfo* a, const RuleInfo* b) {
    return a->id == b->id;
  };
  rules_.erase(std::unique(rules_.begin(), rules_.end(), same), rules_.end());
  for (size_t i = 0; i < rules_.size(); ++i) index_[rules_[i]->id] = i;
}

void SarifRules::Write(JsonWriter& json) const {
  json.Key("rules").BeginArray();
  for (const RuleInfo* rule : rules_) WriteRule(*rule, json);
  json.EndArray();
}

}  // namespace interlock::reporters
