// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/json_writer.h"
#include "core/report.h"

namespace interlock::reporters {

// The rules of a run, sorted by id, with full metadata: those that could have
// reported and, should they be missing there, those that did.
class SarifRules {
 public:
  explicit SarifRules(const Report& report);

  size_t IndexOf(const RuleInfo& rule) const { return index_.at(rule.id); }
  // The "rules" array of the tool's driver.
  void Write(JsonWriter& json) const;

 private:
  std::vector<const RuleInfo*> rules_;
  std::unordered_map<std::string_view, size_t> index_;
};

}  // namespace interlock::reporters
