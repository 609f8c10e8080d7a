// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/rule_info.h"

namespace interlock::cli {

// A rule's page in Markdown, made from its declaration alone.
std::string RulePage(const RuleInfo& rule);

// The table of all rules, by category, with links to rules/<id>.md.
std::string RuleIndex();

}  // namespace interlock::cli
