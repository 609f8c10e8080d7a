// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

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

class Junit {
 public:
  Junit(const Report& report, Dialect dialect, Writer& writer)
      : report_(report), dialect_(dialect), out_(writer) {}

  void Write() {
    std::map<std::string_view, FileGroup> files = GroupByPath(report_);
    size_t tests = 0;
    for (const auto& [path, group] : files) tests += Tests(group);
    out_.Print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out_.Print("<testsuites name=\"interlock\"{}>\n",
               Totals(tests, Count(report_).live(), report_.problems.size()));
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
    if (group.problems.empty() && group.findings.empty()) {
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
