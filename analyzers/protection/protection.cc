// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/protection.h"

#include <iterator>
#include <utility>

namespace interlock::protection {

std::string_view NameOf(Form form) {
  constexpr std::string_view kNames[] = {
      "classic",     "ruleset", "branch-rules",       "contexts",
      "environment", "tags",    "deployment-policies"};
  return kNames[static_cast<size_t>(form)];
}

std::string_view NameOf(Property property) {
  constexpr std::string_view kNames[] = {
      "pull-request",  "stale-reviews", "code-owners", "last-push",
      "conversations", "up-to-date",    "signatures",  "linear-history",
      "admins",        "no-force-push", "no-deletion"};
  return kNames[static_cast<size_t>(property)];
}

void ProtectionSet::Add(const Document& document) {
  std::vector<Protection> read = ReadProtections(document);
  for (const Protection& one : read) {
    if (one.repository.empty()) continue;
    if (repository_.empty()) repository_ = one.repository;
    if (repository_ != one.repository) many_repositories = true;
  }
  std::move(read.begin(), read.end(), std::back_inserter(protections));
}

}  // namespace interlock::protection
