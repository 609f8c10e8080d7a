// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/width.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace interlock::exceptions {
namespace {

constexpr std::string_view kAll[] = {"*",    "**",   ".*",   ".+",
                                     "^.*$", "^.+$", "**/*", ".*?"};

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

bool MatchesAll(std::string_view pattern) {
  return std::ranges::find(kAll, Trim(pattern)) != std::end(kAll);
}

std::string TooWide(Format format, const Exception& entry) {
  if (entry.id.stated && MatchesAll(entry.id.text)) {
    return entry.package.stated && !MatchesAll(entry.package.text)
               ? "every vulnerability of the package"
               : "every vulnerability of every package";
  }
  if (entry.id.stated) {
    // audit-ci takes a bare name for a whole package.
    bool bare = format == Format::kAuditCi && entry.scope.empty() &&
                !StartsWithIgnoringCase(entry.id.text, "GHSA-") &&
                !StartsWithIgnoringCase(entry.id.text, "CVE-") &&
                !std::ranges::all_of(entry.id.text, IsDigit);
    return bare ? "every vulnerability of the package" : "";
  }
  if (format == Format::kGrype) {
    if (!entry.package.stated && !Has(entry.scope, "location:")) {
      return "every vulnerability of every package of that state";
    }
    if (MatchesAll(entry.package.text)) {
      return "every vulnerability of every package";
    }
    bool narrow = Has(entry.scope, "version:") || Has(entry.scope, "location:");
    return narrow ? ""
                  : "every vulnerability of every "
                    "version of the package";
  }
  if (format != Format::kOsvScanner) return "";
  if (!entry.package.stated || MatchesAll(entry.package.text)) {
    return "every vulnerability of every package";
  }
  return Has(entry.scope, "version=")
             ? ""
             : "every vulnerability of every version of the package";
}

}  // namespace interlock::exceptions
