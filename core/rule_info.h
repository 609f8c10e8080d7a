// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace interlock {

enum class Severity : uint8_t { kNote, kWarning, kError };
// How sure a finding is: a proven fact, a likely one, a guess worth a look.
enum class Confidence : uint8_t { kLow, kMedium, kHigh };
// Who wants to see it: everyone, people who like strictness, auditors.
enum class Persona : uint8_t { kRegular, kPedantic, kAuditor };
enum class RuleStatus : uint8_t { kPreview, kStable, kDeprecated };
// The pack a rule belongs to; also its documentation's chapter.
enum class Category : uint8_t {
  kSyntax,
  kMigration,
  kWorkflow,
  kProtection,
  kException,
  kConfig,
  kGovernance,
  kMeta,
};
// Safe fixes keep the meaning and are applied by `fix`; unsafe ones change
// what runs and need --unsafe; display-only ones are shown, never applied.
enum class FixKind : uint8_t { kNone, kSafe, kUnsafe, kDisplayOnly };

// In which migrations of a history a finding tells its reader something that
// may still be changed. What is not told stays in the report as suppressed.
enum class Scope : uint8_t {
  kHistory,      // in all
  kNewestNotes,  // notes: in the newest one, and in those under review
  kNewest,       // all findings: in the newest one, and in those under review
};

enum class OptionType : uint8_t { kBool, kInt, kString, kStringList };

// One setting of a rule, given in .interlock.yml under rules.<id>.options.
struct OptionInfo {
  std::string_view name;
  OptionType type;
  std::string_view fallback;  // as written in YAML
  std::string_view summary;
};

// The one declaration of a rule. The docs page, `explain`, the SARIF rule, the
// config's JSON Schema and the README's table are made from it.
struct RuleInfo {
  std::string_view id;       // kebab-case, names the bad thing
  std::string_view summary;  // one sentence, no final period
  std::string_view since;    // the version that brought it
  Category category;
  Severity severity;
  Confidence confidence = Confidence::kHigh;
  Persona persona = Persona::kRegular;
  RuleStatus status = RuleStatus::kStable;
  FixKind fix = FixKind::kNone;
  Scope scope = Scope::kHistory;
  // CVSS-like number for code scanning, only for security rules: "7.5".
  std::string_view security_severity = {};
  std::string_view tags = {};   // space-separated
  std::string_view peers = {};  // space-separated tool:name of the same check
  std::span<const OptionInfo> options = {};
  // Markdown. Sections "## What it does", "## Why is this bad?", and at least
  // one ```<language>,bad and one ```<language>,good block, each run as a test.
  std::string_view docs;
};

namespace internal {
constexpr bool IsKebab(std::string_view id) {
  if (id.empty() || id.front() == '-' || id.back() == '-') return false;
  char previous = 'a';
  for (char c : id) {
    bool ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!ok || (c == '-' && previous == '-')) return false;
    previous = c;
  }
  return true;
}
constexpr bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
constexpr bool IsVersion(std::string_view text) {
  int dots = 0;
  for (char c : text) {
    if (c == '.')
      ++dots;
    else if (c < '0' || c > '9')
      return false;
  }
  return dots == 2 && text.front() != '.' && text.back() != '.';
}
}  // namespace internal

// Malformed metadata fails to compile: static_assert(WellFormed(kInfo)).
constexpr bool WellFormed(const RuleInfo& info) {
  using internal::Has;
  if (!internal::IsKebab(info.id) || info.id.size() > 60) return false;
  if (info.summary.size() < 10 || info.summary.size() > 100) return false;
  if (info.summary.back() == '.') return false;
  if (!internal::IsVersion(info.since)) return false;
  if (!Has(info.docs, "## What it does")) return false;
  if (!Has(info.docs, "## Why is this bad?")) return false;
  if (info.category == Category::kMeta) return true;
  return Has(info.docs, ",bad") && Has(info.docs, ",good");
}

std::string_view Name(Severity severity);      // "error"
std::string_view Name(Confidence confidence);  // "high"
std::string_view Name(Persona persona);        // "regular"
std::string_view Name(RuleStatus status);      // "stable"
std::string_view Name(Category category);      // "migration"
std::string_view Name(FixKind fix);            // "none"
std::string_view Name(Scope scope);            // "newest"

}  // namespace interlock
