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

constexpr FormatFacts kFacts[] = {
    {Format::kAllowlist, "the allowlist check", kInclusive, true, true,
     "expires", "approver", "reason"},
    {Format::kTrivyIgnore, "Trivy", kExclusive, true, false, "exp:", "", "#"},
    {Format::kTrivyIgnoreYaml, "Trivy", kExclusive, true, false, "expired_at",
     "", "statement"},
    {Format::kOsvScanner, "OSV-Scanner", kExclusive, true, false, "ignoreUntil",
     "", "reason"},
    {Format::kGrype, "Grype", kInclusive, false, false, "# expires:", "",
     "reason"},
    {Format::kSnyk, "Snyk", kExclusive, true, false, "expires", "", "reason"},
    {Format::kAuditCi, "audit-ci", kExclusive, true, false, "expiry", "",
     "notes"},
    {Format::kNsprc, "better-npm-audit", kExclusive, true, false, "expiry", "",
     "notes"},
    {Format::kCargoDeny, "cargo-deny", kInclusive, false, false,
     "# expires:", "", "reason"},
    {Format::kCargoAudit, "cargo-audit", kInclusive, false, false,
     "# expires:", "", "#"},
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

std::unique_ptr<Document> ParseTree(const Source& source, Format format) {
  switch (format) {
    case Format::kTrivyIgnore:
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
  std::string name = id.stated ? Printable(id.text) : "an entry without an id";
  if (!package.stated) return name;
  return fmt::format("{} in {}", name, Printable(package.text));
}

Span Exception::EndPlace() const {
  bool inside = span.begin <= expiry.field.span.begin &&
                expiry.field.span.end <= span.end;
  return inside ? expiry.field.span : place;
}

}  // namespace interlock::exceptions
