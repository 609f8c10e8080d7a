// SPDX-License-Identifier: Apache-2.0
// A suppression above a finding silences exactly what begins on that line.
#include "core/line_index.h"
#include "core/text.h"
#include "tests/rules/rule_test.h"

namespace interlock::test {
namespace {

class SuppressionLaw : public RuleTest {};
INTERLOCK_FOR_EACH_RULE(SuppressionLaw);

// Tried per case: enough to see each kind of place once.
constexpr size_t kMostFindings = 6;

// How a file of this name is commented; empty when it knows no comments.
std::string_view Lead(std::string_view path) {
  std::string_view name = BaseName(path);
  std::string_view extension = Extension(path);
  if (extension == ".sql") return "--";
  for (std::string_view hash :
       {".yml", ".yaml", ".toml", ".env", ".snyk", ".trivyignore", ".sh",
        ".bash", ".py", ".rb", ".tf"}) {
    if (extension == hash || name == hash) return "#";
  }
  for (std::string_view slashes : {".js", ".cjs", ".mjs", ".ts"}) {
    if (extension == slashes) return "//";
  }
  return "";
}

std::string WithComment(const std::string& text, uint32_t line,
                        std::string_view lead, std::string_view rule) {
  Span at = LineIndex(text).Line(line);
  std::string_view old = at.In(text);
  size_t indent = old.find_first_not_of(' ');
  if (indent == std::string_view::npos) indent = old.size();
  std::string comment = std::string(indent, ' ');
  comment += lead;
  comment += " interlock:ignore[" + std::string(rule) + "] test\n";
  return std::string(text).insert(at.begin, comment);
}

// What is left when everything on one line is silenced and all below moves
// down by one.
std::vector<Seen> Without(const std::vector<Seen>& seen, const Seen& gone) {
  std::vector<Seen> rest;
  for (Seen one : seen) {
    if (one.path == gone.path) {
      if (one.line == gone.line) continue;
      if (one.line > gone.line) ++one.line;
    }
    rest.push_back(std::move(one));
  }
  return rest;
}

std::string Listed(const std::vector<Seen>& seen) {
  std::string out;
  for (const Seen& one : seen) {
    out += one.path + ":" + std::to_string(one.line) + "\n";
  }
  return out;
}

TEST_P(SuppressionLaw, SilencesExactlyItsLine) {
  if (rule().subject == SubjectKind::kEngine) return;  // judges comments itself
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    Report report = run.Run(run.inputs());
    auto seen = run.See(report);
    for (size_t i = 0; i < std::min(seen.size(), kMostFindings); ++i) {
      std::string_view lead = Lead(seen[i].path);
      if (lead.empty()) continue;
      Inputs inputs = run.inputs();
      auto file =
          std::ranges::find(inputs.files, seen[i].path, &InputText::path);
      if (file == inputs.files.end()) continue;  // in the config
      file->bytes = WithComment(file->bytes, seen[i].line, lead, info().id);
      Report silenced = run.Run(std::move(inputs));
      EXPECT_EQ(Listed(run.See(silenced)), Listed(Without(seen, seen[i])))
          << one.on_disk << ":" << seen[i].line << ": " << seen[i].message;
      bool kept = std::ranges::any_of(silenced.findings, [](const Finding& f) {
        return f.suppressed_by == SuppressedBy::kComment &&
               f.suppressed_why == "test";
      });
      EXPECT_TRUE(kept) << one.on_disk << ": " << seen[i].message
                        << " is gone rather than suppressed";
    }
  }
}

}  // namespace
}  // namespace interlock::test
