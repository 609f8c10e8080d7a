// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/source.h"
#include "core/span.h"
#include "parsers/tree.h"

namespace interlock::exceptions {

// The files in which teams write down which known vulnerabilities they live
// with for now. Each tool has its own.
enum class Format : uint8_t {
  kAllowlist,        // .security/allowlist.yaml: a home-made gate
  kTrivyIgnore,      // .trivyignore
  kTrivyIgnoreYaml,  // .trivyignore.yaml
  kOsvScanner,       // osv-scanner.toml
  kGrype,            // .grype.yaml
  kSnyk,             // .snyk
  kAuditCi,          // audit-ci.jsonc
  kNsprc,            // .nsprc of better-npm-audit
  kCargoDeny,        // deny.toml
  kCargoAudit,       // .cargo/audit.toml
  kNancy,            // .nancy-ignore
  kDependencyCheck,  // suppression XML of OWASP dependency-check
  kOpenVex,          // an OpenVEX document
  kCsafVex,          // a CSAF document of the category csaf_vex
};

// Whether an entry still counts on the day that it names as its end.
enum class DayRule : uint8_t { kInclusive, kExclusive };

// Where a day without a time begins: at midnight UTC, or at midnight of the
// machine that runs the tool, so that two of them may disagree.
enum class Zone : uint8_t { kUtc, kLocal };

// Whether an end is asked for: a VEX document says that a product is not
// affected, which does not change with time.
enum class Ends : uint8_t { kByField, kByComment, kNever };

// What a format can say, and how its tool reads the date.
struct FormatFacts {
  Format format;
  std::string_view tool;  // "Trivy"
  DayRule day_rule;
  Zone zone;
  Ends ends;          // kByComment: `expires: YYYY-MM-DD` is understood
  bool has_approver;  // else an approver is not asked for
  std::string_view expiry_key;    // how to write the end: "ignoreUntil"
  std::string_view approver_key;  // "approver"
  std::string_view reason_key;    // "reason"; "#" for a comment
  // What the tool reads of an entry; everything else it skips without a word.
  // Empty where any key may mean something.
  std::span<const std::string_view> keys = {};
};
const FormatFacts& FactsOf(Format format);

// The format of a file with this path, if its name is one of those above.
std::optional<Format> FormatOf(std::string_view path);
// The same, where the text may give the format away.
std::optional<Format> FormatOf(std::string_view path, std::string_view text);

// One value of an entry. Not stated: absent, null or blank.
struct Field {
  std::string_view text;
  Span span;
  bool stated = false;
};

// The end of an entry.
struct Expiry {
  Field field;
  // A stated date that cannot be read leaves this empty.
  std::optional<Date> last_day;  // the last day on which the entry holds
  DayRule day_rule = DayRule::kInclusive;

  bool unreadable() const { return field.stated && !last_day; }
};

struct Exception {
  Span span;   // the whole entry
  Span place;  // its id, or its beginning: where findings about it go
  Field id;
  Field package;
  Field severity;
  Field reason;
  Field approver;
  Field created;
  Expiry expiry;
  // Whatever else narrows the entry, as written. Entries that differ here are
  // no duplicates.
  std::string scope;
  bool active = true;  // audit-ci and .nsprc can switch an entry off
  // Keys, and words of a line, that the tool skips without a word.
  std::vector<Field> ignored;
  // Why it hides more than one known vulnerability; empty when it does not.
  std::string too_wide;

  // "CVE-2024-21538 in cross-spawn@7.0.3", safe to print.
  std::string Name() const;
  // Where findings about its end go: the date, unless a comment holds it.
  Span EndPlace() const;
  // Whether an end was meant, under a key that the tool does not know.
  bool MeantToEnd() const;
};

// Whether the entry ends within a day of `today`, and the zone of the machine
// that runs the tool decides on which side.
bool ZoneDecides(const FormatFacts& facts, const Expiry& expiry, Date today);

struct ExceptionFile {
  Format format = Format::kAllowlist;
  const Source* source = nullptr;
  std::vector<Exception> entries;  // in the order of the file
  // Parts that its tool would not understand: wrong types, lines that are no
  // entry.
  std::vector<SyntaxError> oddities;

  const FormatFacts& facts() const { return FactsOf(format); }
};

struct ExceptionSet {
  std::vector<ExceptionFile> files;  // sorted by path
};

// The tree of such a file, in the syntax of its format. Null for those that
// are plain lines.
std::unique_ptr<Document> ParseTree(const Source& source, Format format);

// Reads the entries. `tree` is what ParseTree made; both must outlive the
// result, whose texts point into them. Wrong types never stop the reading.
ExceptionFile ReadExceptions(const Source& source, Format format,
                             const Document* tree);

}  // namespace interlock::exceptions
