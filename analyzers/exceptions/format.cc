// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/exceptions/exceptions.h"
#include "core/check.h"
#include "core/text.h"
#include "parsers/json/json.h"
#include "parsers/text/toml.h"
#include "parsers/yaml/yaml.h"

namespace interlock::exceptions {
namespace {

using enum DayRule;

constexpr std::string_view kTrivyKeys[] = {"id", "paths", "purls", "expired_at",
                                           "statement"};
constexpr std::string_view kOsvKeys[] = {"id", "ignoreUntil", "reason"};
constexpr std::string_view kGrypeKeys[] = {
    "vulnerability",  "reason",     "namespace",  "fix-state",
    "package",        "vex-status", "match-type", "vex-justification",
    "include-aliases"};
constexpr std::string_view kSnykKeys[] = {
    "reason",    "expires", "created", "reasonType",
    "ignoredBy", "source",  "path",    "disregardIfFixable"};
constexpr std::string_view kNpmKeys[] = {"active", "notes", "expiry", "reason",
                                         "ignore"};
constexpr std::string_view kDenyKeys[] = {"id", "crate", "reason"};

using enum Zone;
using enum Ends;

constexpr FormatFacts kFacts[] = {
    {Format::kAllowlist, "the allowlist check", kInclusive, kUtc, kByField,
     true, "expires", "approver", "reason"},
    {Format::kTrivyIgnore, "Trivy", kExclusive, kUtc, kByField, false,
     "exp:", "", "#"},
    {Format::kTrivyIgnoreYaml, "Trivy", kExclusive, kUtc, kByField, false,
     "expired_at", "", "statement", kTrivyKeys},
    {Format::kOsvScanner, "OSV-Scanner", kExclusive, kLocal, kByField, false,
     "ignoreUntil", "", "reason", kOsvKeys},
    {Format::kGrype, "Grype", kInclusive, kUtc, kByComment, false,
     "# expires:", "", "reason", kGrypeKeys},
    {Format::kSnyk, "Snyk", kExclusive, kUtc, kByField, false, "expires", "",
     "reason", kSnykKeys},
    {Format::kAuditCi, "audit-ci", kExclusive, kUtc, kByField, false, "expiry",
     "", "notes", kNpmKeys},
    {Format::kNsprc, "better-npm-audit", kExclusive, kLocal, kByField, false,
     "expiry", "", "notes", kNpmKeys},
    {Format::kCargoDeny, "cargo-deny", kInclusive, kUtc, kByComment, false,
     "# expires:", "", "reason", kDenyKeys},
    {Format::kCargoAudit, "cargo-audit", kInclusive, kUtc, kByComment, false,
     "# expires:", "", "#"},
    {Format::kNancy, "nancy", kExclusive, kUtc, kByField, false, "until=", "",
     "#"},
    {Format::kDependencyCheck, "dependency-check", kExclusive, kLocal, kByField,
     false, "until", "", "notes"},
    {Format::kOpenVex, "OpenVEX", kInclusive, kUtc, kNever, false, "", "",
     "impact_statement"},
    {Format::kCsafVex, "CSAF", kInclusive, kUtc, kNever, false, "", "",
     "flags"},
};

struct KnownPath {
  std::string_view glob;
  Format format;
};
constexpr KnownPath kPaths[] = {
    {"**/.trivyignore", Format::kTrivyIgnore},
    {"**/.trivyignore.y*ml", Format::kTrivyIgnoreYaml},
    {"**/osv-scanner.toml", Format::kOsvScanner},
    {"**/.grype.y*ml", Format::kGrype},
    {"**/.grype/config.y*ml", Format::kGrype},
    {"**/.snyk", Format::kSnyk},
    {"**/audit-ci.json*", Format::kAuditCi},
    {"**/.audit-ci.json*", Format::kAuditCi},
    {"**/.nsprc", Format::kNsprc},
    {"**/deny.toml", Format::kCargoDeny},
    {"**/.deny.toml", Format::kCargoDeny},
    {"**/.cargo/audit.toml", Format::kCargoAudit},
    {"**/.nancy-ignore", Format::kNancy},
    {"**/.nancy-ignore.*", Format::kNancy},
    {"**/*.openvex.json", Format::kOpenVex},
    {"**/.security/allowlist.*", Format::kAllowlist},
    {"**/.security/exceptions.*", Format::kAllowlist},
    {"**/.security/vuln*.*", Format::kAllowlist},
    {"**/security/allowlist.*", Format::kAllowlist},
    {"**/vuln-allowlist.*", Format::kAllowlist},
    {"**/vuln-exceptions.*", Format::kAllowlist},
    {"**/vulnerability-exceptions.*", Format::kAllowlist},
};

bool IsTreePath(std::string_view path) {
  std::string_view extension = Extension(path);
  return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

}  // namespace

const FormatFacts& FactsOf(Format format) {
  auto at = std::ranges::find(kFacts, format, &FormatFacts::format);
  INTERLOCK_CHECK(at != std::end(kFacts));
  return *at;
}

std::optional<Format> FormatOf(std::string_view path) {
  // A pattern's "**/" also stands for no folder at all.
  for (const KnownPath& known : kPaths) {
    if (!GlobMatch(known.glob, path) &&
        !GlobMatch(known.glob.substr(3), path)) {
      continue;
    }
    if (known.format == Format::kAllowlist && !IsTreePath(path)) continue;
    return known.format;
  }
  return std::nullopt;
}

std::optional<Format> FormatOf(std::string_view path, std::string_view text) {
  if (auto format = FormatOf(path)) return format;
  auto has = [&](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  };
  if (path.ends_with(".json")) {
    if (has("openvex.dev/ns") && has("\"statements\"")) {
      return Format::kOpenVex;
    }
    if (has("\"csaf_vex\"")) return Format::kCsafVex;
  }
  bool xml = path.ends_with(".xml") && has("<suppressions");
  if (xml && has("dependency-check")) return Format::kDependencyCheck;
  return std::nullopt;
}

std::unique_ptr<Document> ParseTree(const Source& source, Format format) {
  switch (format) {
    case Format::kTrivyIgnore:
    case Format::kNancy:
    case Format::kDependencyCheck:
      return nullptr;
    case Format::kOsvScanner:
    case Format::kCargoDeny:
    case Format::kCargoAudit:
      return std::make_unique<Document>(ParseToml(source));
    case Format::kAuditCi:
    case Format::kNsprc:
      return std::make_unique<Document>(
          ParseJson(source, JsonDialect::kWithComments));
    default:
      break;
  }
  if (Extension(source.path()) == ".json") {
    return std::make_unique<Document>(ParseJson(source, JsonDialect::kStrict));
  }
  return std::make_unique<Document>(ParseYaml(source));
}

std::string Exception::Name() const {
  std::string_view otherwise =
      package.stated ? "every vulnerability" : "an entry without an id";
  std::string name = id.stated ? Printable(id.text) : std::string(otherwise);
  if (!package.stated) return name;
  return fmt::format("{} in {}", name, Printable(package.text));
}

Span Exception::EndPlace() const {
  bool inside = span.begin <= expiry.field.span.begin &&
                expiry.field.span.end <= span.end;
  return inside ? expiry.field.span : place;
}

bool Exception::MeantToEnd() const {
  return std::ranges::any_of(ignored, [](const Field& field) {
    std::string lower = AsciiLower(field.text);
    return lower.find("expir") != std::string::npos ||
           lower.find("until") != std::string::npos ||
           lower.starts_with("exp=") || lower.starts_with("exp:");
  });
}

bool ZoneDecides(const FormatFacts& facts, const Expiry& expiry, Date today) {
  constexpr size_t kDateAlone = 10;
  if (facts.zone != Zone::kLocal || !expiry.last_day) return false;
  if (expiry.field.text.size() != kDateAlone) return false;
  if (expiry.day_rule != DayRule::kExclusive) return false;
  int left = expiry.last_day->DaysSince(today);
  return left == -1 || left == 0;
}

}  // namespace interlock::exceptions
