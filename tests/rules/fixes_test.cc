// SPDX-License-Identifier: Apache-2.0
// Fixes are of the declared kind, converge, leave files that parse, and give
// the golden text beside the case: bad.fixed.sql for bad.sql, and the folder
// history.fixed/ with what changed for a folder. UPDATE_GOLDEN=1 rewrites.
#include <cstdlib>
#include <filesystem>
#include <map>

#include "core/seams.h"
#include "core/text.h"
#include "tests/rules/rule_test.h"

namespace interlock::test {
namespace {

namespace fs = std::filesystem;

class Fixes : public RuleTest {};
INTERLOCK_FOR_EACH_RULE(Fixes);

// Path to text: what the fixes changed or made.
using Changed = std::map<std::string, std::string>;

Changed ChangedBy(const FixOutcome& outcome) {
  Changed changed;
  for (const auto& change : outcome.changes) {
    changed[change.path] = change.after;
  }
  for (const NewFile& file : outcome.new_files) changed[file.path] = file.text;
  return changed;
}

Inputs Applied(Inputs inputs, const Changed& changed) {
  for (const auto& [path, text] : changed) {
    auto at = std::ranges::find(inputs.files, path, &InputText::path);
    if (at != inputs.files.end()) {
      at->bytes = text;
    } else {
      inputs.files.push_back({path, text});
    }
  }
  return inputs;
}

// Where the goldens of a case stand, by the path inside the case.
fs::path GoldenPath(const RuleCase& one, const std::string& path) {
  fs::path disk = one.on_disk;
  bool single = !one.folder && path == one.files.front().path;
  if (single) {
    return disk.parent_path() /
           (disk.stem().string() + ".fixed" + disk.extension().string());
  }
  return disk.string() + ".fixed/" + path;
}

void CompareGolden(const RuleCase& one, const Changed& changed) {
  bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  for (const auto& [path, text] : changed) {
    fs::path golden = GoldenPath(one, path);
    if (update) {
      fs::create_directories(golden.parent_path());
      ASSERT_TRUE(DiskFileSystem().Write(golden.string(), text).ok());
      continue;
    }
    auto wanted = DiskFileSystem().Read(golden.string());
    ASSERT_TRUE(wanted.ok()) << golden << " is missing; the fixed text is:\n"
                             << text;
    EXPECT_EQ(wanted.value(), text) << golden;
  }
}

// How much of the files no parser understands.
size_t SyntaxFindings(const Inputs& inputs, CaseRun& run) {
  return run
      .RunOnly(inputs,
               {"sql-syntax", "yaml-syntax", "json-syntax", "toml-syntax"})
      .findings.size();
}

TEST_P(Fixes, AreOfTheDeclaredKind) {
  bool emitted = false;
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    Report report = run.Run(run.inputs());
    for (const Finding* finding : run.Live(report)) {
      for (const Fix& fix : finding->fixes) {
        emitted = true;
        EXPECT_EQ(Name(fix.kind), Name(info().fix)) << one.on_disk;
        EXPECT_FALSE(fix.title.empty()) << one.on_disk;
        EXPECT_FALSE(fix.edits.empty() && fix.new_files.empty());
      }
    }
  }
  if (info().fix != FixKind::kNone) {
    EXPECT_TRUE(emitted) << "declares a fix, but no case shows one";
  }
}

TEST_P(Fixes, LieInTheFileAndApart) {
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    Report report = run.Run(run.inputs());
    for (const Finding* finding : run.Live(report)) {
      for (const Fix& fix : finding->fixes) {
        for (size_t i = 0; i < fix.edits.size(); ++i) {
          const Edit& edit = fix.edits[i];
          ASSERT_LE(edit.span.begin, edit.span.end) << one.on_disk;
          ASSERT_LE(edit.span.end, edit.source->size()) << one.on_disk;
          for (size_t j = 0; j < i; ++j) {
            bool apart = fix.edits[j].source != edit.source ||
                         !fix.edits[j].span.Overlaps(edit.span);
            EXPECT_TRUE(apart) << one.on_disk << ": " << fix.title;
          }
        }
      }
    }
  }
}

TEST_P(Fixes, Converge) {
  bool applies = info().fix == FixKind::kSafe || info().fix == FixKind::kUnsafe;
  if (!applies) return;
  bool any = false;
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    FixOutcome outcome = run.Fix(run.inputs());
    EXPECT_LT(outcome.rounds, 10u) << one.on_disk << " does not converge";
    Changed changed = ChangedBy(outcome);
    if (changed.empty()) continue;
    any = true;
    Inputs fixed = Applied(run.inputs(), changed);
    EXPECT_LE(SyntaxFindings(fixed, run), SyntaxFindings(run.inputs(), run))
        << one.on_disk << " does not parse after the fix";
    FixOutcome again = run.Fix(fixed);
    EXPECT_TRUE(again.changes.empty() && again.new_files.empty())
        << one.on_disk << " changes again when fixed a second time";
    CompareGolden(one, changed);
  }
  EXPECT_TRUE(any) << "declares a fix that no case applies";
}

}  // namespace
}  // namespace interlock::test
