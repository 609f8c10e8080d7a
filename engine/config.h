// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "core/date.h"
#include "core/finding.h"
#include "core/result.h"
#include "core/seams.h"
#include "core/source.h"
#include "rules/rule.h"

namespace interlock {

inline constexpr std::string_view kConfigName = ".interlock.yml";

// rules.<id> of the config: `off`, a severity, or a mapping.
struct RuleSetting {
  std::string id;
  std::optional<bool> enabled;
  std::optional<Severity> severity;
  std::vector<Options::Value> options;
  std::vector<std::string> exclude;  // globs of paths it stays silent in
};

// A time-boxed exemption. Expired ones silence nothing and are findings.
struct Waiver {
  std::string rule;
  std::string path;  // glob
  Date until;        // the last day it holds
  std::string reason;
  std::string approver;
  Span span;  // in the config file
};

// .interlock.yml, checked. The default is what an empty file says.
struct Config {
  std::unique_ptr<Source> source;  // null when there is no file
  ProjectSettings project;
  Persona persona = Persona::kRegular;
  bool preview = false;
  Severity fail_on = Severity::kWarning;
  std::vector<std::string> exclude;  // globs, beside what git ignores
  std::vector<RuleSetting> rules;    // sorted by id
  std::vector<Waiver> waivers;
  std::string baseline;  // path, or empty
  // Paths from the root: SQL that stood before every history, and what a live
  // server said of itself.
  std::vector<std::string> baseline_schemas;
  std::string snapshot;
  int max_waiver_days = 180;  // longer ones are findings

  const RuleSetting* Setting(std::string_view rule) const;
  // Whether the rule runs at all, and how loud it is.
  bool Enabled(const RuleInfo& rule) const;
  Severity SeverityOf(const RuleInfo& rule) const;
};

// Reads the file's text. Every mistake in it is one Error with its line and
// what was expected; with any, the config must not be used.
std::vector<Error> ReadConfig(std::unique_ptr<Source> source, Config& config);

// The JSON Schema of .interlock.yml, made from the same tables.
void WriteConfigSchema(Writer& out);

}  // namespace interlock
