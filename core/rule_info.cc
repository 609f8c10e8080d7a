// SPDX-License-Identifier: Apache-2.0
#include "core/rule_info.h"

#include <array>

namespace interlock {

namespace {

// In the order of the enums.
constexpr std::array<std::string_view, 3> kSeverities = {"note", "warning",
                                                         "error"};
constexpr std::array<std::string_view, 3> kConfidences = {"low", "medium",
                                                          "high"};
constexpr std::array<std::string_view, 3> kPersonas = {"regular", "pedantic",
                                                       "auditor"};
constexpr std::array<std::string_view, 3> kStatuses = {"preview", "stable",
                                                       "deprecated"};
constexpr std::array<std::string_view, 8> kCategories = {
    "syntax",    "migration", "workflow",   "protection",
    "exception", "config",    "governance", "meta"};
constexpr std::array<std::string_view, 4> kFixKinds = {"none", "safe", "unsafe",
                                                       "display-only"};
constexpr std::string_view kScopes[] = {
    "all migrations", "newest migration, when a note", "newest migration"};

template <class Enum, size_t N>
constexpr bool Fits(const std::array<std::string_view, N>&, Enum last) {
  return static_cast<size_t>(last) + 1 == N;
}
static_assert(Fits(kSeverities, Severity::kError));
static_assert(Fits(kConfidences, Confidence::kHigh));
static_assert(Fits(kPersonas, Persona::kAuditor));
static_assert(Fits(kStatuses, RuleStatus::kDeprecated));
static_assert(Fits(kCategories, Category::kMeta));
static_assert(Fits(kFixKinds, FixKind::kDisplayOnly));

}  // namespace

std::string_view Name(Severity severity) {
  return kSeverities[static_cast<size_t>(severity)];
}

std::string_view Name(Confidence confidence) {
  return kConfidences[static_cast<size_t>(confidence)];
}

std::string_view Name(Persona persona) {
  return kPersonas[static_cast<size_t>(persona)];
}

std::string_view Name(RuleStatus status) {
  return kStatuses[static_cast<size_t>(status)];
}

std::string_view Name(Category category) {
  return kCategories[static_cast<size_t>(category)];
}

std::string_view Name(FixKind fix) {
  return kFixKinds[static_cast<size_t>(fix)];
}
std::string_view Name(Scope scope) {
  return kScopes[static_cast<size_t>(scope)];
}

}  // namespace interlock
