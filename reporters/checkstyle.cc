// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "reporters/findings.h"
#include "reporters/formats.h"
#include "reporters/output.h"
#include "reporters/xml.h"

namespace interlock::reporters {

namespace {

std::string_view CheckstyleSeverity(Severity severity) {
  return severity == Severity::kNote ? "info" : Name(severity);
}

}  // namespace

void WriteCheckstyle(const Report& report, const ReporterOptions&,
                     Writer& writer) {
  Output out(writer);
  Places places;
  out.Print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  out.Print("<checkstyle version=\"4.3\">\n");
  for (const auto& [path, group] : GroupByPath(report)) {
    if (group.findings.empty() && group.problems.empty()) continue;
    out.Print("  <file name=\"{}\">\n", XmlAttribute(path));
    for (const Problem* problem : group.problems) {
      out.Print(
          "    <error line=\"1\" column=\"1\" severity=\"error\" "
          "message=\"not checked: {}\" source=\"interlock.not-checked\"/>\n",
          XmlAttribute(Printable(problem->message)));
    }
    for (const Finding* finding : group.findings) {
      Position at =
          places.Shown(*finding->source, finding->span, ColumnUnit::kCodePoints)
              .begin;
      out.Print(
          "    <error line=\"{}\" column=\"{}\" severity=\"{}\" "
          "message=\"{}\" source=\"interlock.{}\"/>\n",
          at.line, at.column, CheckstyleSeverity(finding->severity),
          XmlAttribute(Printable(finding->message)), finding->rule->id);
    }
    out.Print("  </file>\n");
  }
  out.Print("</checkstyle>\n");
}

}  // namespace interlock::reporters
