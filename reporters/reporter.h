// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/report.h"
#include "core/seams.h"

namespace interlock::reporters {

enum class Color : uint8_t { kNever, kAlways };
enum class Suppressed : uint8_t { kDrop, kKeep };

// Where the code under test is hosted. What is empty is left out.
struct Provenance {
  std::string repository;  // "https://github.com/acme/shop"
  std::string revision;    // the commit's full hash
  std::string branch;
};

// What a format may need besides the findings. The same options and the same
// Report give the same bytes; there is no clock and no environment in here.
struct ReporterOptions {
  std::string tool_version;
  // Columns of the terminal; 0 when there is none, for text of a fixed width.
  uint32_t width = 0;
  Color color = Color::kNever;
  // Text and concise only: stands before each path, so that a terminal in
  // another folder than the root can open it. "" or "some/folder/".
  std::string path_prefix;
  // Text only: whether suppressed findings are listed or merely counted. JSON
  // always has them; formats that CI systems read never do, but for SARIF.
  Suppressed suppressed = Suppressed::kDrop;
  // Text, concise and markdown stop after the worst so many; 0 means all.
  uint32_t max_findings = 0;

  // SARIF's automationDetails.id: one tool may upload several categories for
  // one commit. A trailing slash is added.
  std::string sarif_category = "interlock/check/";
  // Code scanning opens an alert for each suppressed result, so they are
  // dropped unless another consumer wants them.
  Suppressed sarif_suppressed = Suppressed::kDrop;
  // The root's absolute path, for viewers that resolve %SRCROOT%. Empty keeps
  // the output the same on every machine.
  std::string root;
  std::string ended_at;  // "2025-10-01T12:00:00Z"; empty leaves it out
  Provenance provenance;
};

// One output format: a name for --output NAME[=FILE] and the function that
// writes it.
struct Format {
  std::string_view name;
  std::string_view extension;  // ".json"
  std::string_view summary;    // one line, no final period
  void (*write)(const Report&, const ReporterOptions&, Writer&);
  bool shows_fingerprints = false;  // else findings may go without
};

// Every format, in the order of the documentation.
std::span<const Format> Formats();
// Null when there is none of that name.
const Format* FindFormat(std::string_view name);

// GitHub's step summary: Markdown of at most kMaxSummaryBytes, worst first,
// with links to the lines when the provenance is known. The caller appends it
// to the file that GITHUB_STEP_SUMMARY names.
inline constexpr size_t kMaxSummaryBytes = 900'000;
void WriteStepSummary(const Report& report, const ReporterOptions& options,
                      Writer& out);

// What the SARIF of this report leaves out to stay within the limits of code
// scanning, in sentences for standard error; empty when nothing.
std::string SarifLimitNote(const Report& report,
                           const ReporterOptions& options);

// Where a rule's documentation is published.
inline constexpr std::string_view kHomeUrl = "https://interlock.dev/";
std::string RuleUrl(const RuleInfo& rule);

}  // namespace interlock::reporters
