// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>
#include <unordered_set>

#include "core/text.h"
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"
#include "reporters/xml.h"

namespace interlock::reporters {

namespace {

// Jenkins' schema knows no `file` of a test case; GitLab shows it.
enum class Dialect : uint8_t { kGitlab, kJenkins };

constexpr size_t kMaxText = 2000;
// GitLab reads files below 30 MB. The worst findings get what fits; passing
// cases of clean files take a part of their own at most.
constexpr size_t kMaxBytes = 28'000'000;
constexpr size_t kMaxCleanBytes = 6'000'000;
// Tags, names and numbers, without paths and texts.
constexpr size_t kSuiteBytes = 150;
constexpr size_t kCaseBytes = 250;

using Groups = std::map<std::string_view, FileGroup>;

bool IsClean(const FileGroup& group) {
  return group.findings.empty() && group.problems.empty();
}

size_t Bytes(const Finding& finding) {
  std::string_view message = Truncated(finding.message, kMaxText);
  std::string_view help = Truncated(finding.help, kMaxText);
  return kCaseBytes + 3 * XmlAttribute(finding.source->path()).size() +
         XmlAttribute(Printable(message)).size() + XmlContent(message).size() +
         XmlContent(help).size() + 2 * finding.rule->id.size();
}

// Passing cases beyond their part go; returns what all suites' tags take.
size_t LimitCleanFiles(Groups& groups) {
  size_t clean = 0;
  size_t all = 0;
  std::erase_if(groups, [&](const auto& group) {
    size_t bytes =
        kSuiteBytes + kCaseBytes + 4 * XmlAttribute(group.first).size();
    if (IsClean(group.second)) {
      clean += bytes;
      if (clean > kMaxCleanBytes) return true;
    }
    all += bytes;
    return false;
  });
  return all;
}

// Leaves in the groups what stays below the limit; returns how many findings
// do not.
size_t LimitSize(const Report& report, Groups& groups) {
  size_t used = LimitCleanFiles(groups);
  FindingList order = Live(report);
  SortWorstFirst(order);
  std::unordered_set<const Finding*> dropped;
  for (const Finding* finding : order) {
    used += Bytes(*finding);
    if (used > kMaxBytes) dropped.insert(finding);
  }
  if (dropped.empty()) return 0;
  for (auto& [path, group] : groups) {
    std::erase_if(group.findings, [&](const Finding* finding) {
      return dropped.contains(finding);
    });
  }
  // A file whose findings were all left out must not pass.
  std::erase_if(groups,
                [](const auto& group) { return IsClean(group.second); });
  return dropped.size();
}

class Junit {
 public:
  Junit(const Report& report, Dialect dialect, Writer& writer)
      : report_(report), dialect_(dialect), out_(writer) {}

  void Write() {
    Groups files = GroupByPath(report_);
    size_t left_out = LimitSize(report_, files);
    Problem note{"interlock", fmt::format("{} left out to keep this file below "
                                          "30 MB; the worst are here",
                                          Plural(left_out, "finding"))};
    if (left_out > 0) files[note.path].problems.push_back(&note);
    size_t tests = 0;
    size_t failures = 0;
    size_t errors = 0;
    for (const auto& [path, group] : files) {
      tests += Tests(group);
      failures += group.findings.size();
      errors += group.problems.size();
    }
    out_.Print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out_.Print("<testsuites name=\"interlock\"{}>\n",
               Totals(tests, failures, errors));
    for (const auto& [path, group] : files) WriteSuite(path, group);
    out_.Print("</testsuites>\n");
  }

 private:
  static size_t Tests(const FileGroup& group) {
    size_t tests = group.findings.size() + group.problems.size();
    return tests == 0 ? 1 : tests;
  }

  static std::string Totals(size_t tests, size_t failures, size_t errors) {
    return fmt::format(R"( tests="{}" failures="{}" errors="{}" time="0")",
                       tests, failures, errors);
  }

  void WriteSuite(std::string_view path, const FileGroup& group) {
    class_ = XmlAttribute(Printable(path));
    file_ = XmlAttribute(path);
    names_.clear();
    out_.Print(
        "  <testsuite name=\"{}\"{} skipped=\"0\">\n", class_,
        Totals(Tests(group), group.findings.size(), group.problems.size()));
    for (const Problem* problem : group.problems) WriteProblem(*problem);
    for (const Finding* finding : group.findings) WriteFinding(*finding);
    if (IsClean(group)) {
      OpenCase("no findings");
      out_.Print("/>\n");
    }
    out_.Print("  </testsuite>\n");
  }

  // Readers drop the second of two cases with one class and name.
  void OpenCase(std::string name) {
    uint32_t count = ++names_[name];
    if (count > 1) name += fmt::format(" #{}", count);
    out_.Print("    <testcase classname=\"{}\" name=\"{}\" time=\"0\"", class_,
               XmlAttribute(name));
    if (dialect_ == Dialect::kGitlab) out_.Print(" file=\"{}\"", file_);
  }

  void WriteFinding(const Finding& finding) {
    Position at =
        places_.Shown(*finding.source, finding.span, ColumnUnit::kCodePoints)
            .begin;
    OpenCase(fmt::format("{} {}:{}", finding.rule->id, at.line, at.column));
    std::string_view message = Truncated(finding.message, kMaxText);
    out_.Print(">\n      <failure type=\"{}\" message=\"{}\">",
               Name(finding.severity), XmlAttribute(Printable(message)));
    out_.Print("{}:{}:{}: {}: {}",
               XmlContent(Printable(finding.source->path())), at.line,
               at.column, Name(finding.severity), XmlContent(message));
    if (!finding.help.empty()) {
      out_.Print("\nhelp: {}", XmlContent(Truncated(finding.help, kMaxText)));
    }
    out_.Print("\n{}</failure>\n    </testcase>\n", RuleUrl(*finding.rule));
  }

  void WriteProblem(const Problem& problem) {
    OpenCase("not checked");
    std::string_view message = Truncated(problem.message, kMaxText);
    out_.Print(
        ">\n      <error type=\"not-checked\" message=\"{}\">{}</error>\n",
        XmlAttribute(Printable(message)), XmlContent(message));
    out_.Print("    </testcase>\n");
  }

  const Report& report_;
  Dialect dialect_;
  Output out_;
  Places places_;
  std::string class_;
  std::string file_;
  std::unordered_map<std::string, uint32_t> names_;  // of one suite
};

}  // namespace

void WriteJunit(const Report& report, const ReporterOptions&, Writer& out) {
  Junit(report, Dialect::kGitlab, out).Write();
}

void WriteJunitStrict(const Report& report, const ReporterOptions&,
                      Writer& out) {
  Junit(report, Dialect::kJenkins, out).Write();
}

}  // namespace interlock::reporters
