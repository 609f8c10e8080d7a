// SPDX-License-Identifier: Apache-2.0
#include "tests/reporters/sample_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/check.h"
#include "core/utf8.h"

namespace interlock::reporters {

namespace {

constexpr std::string_view kDocs = R"(## What it does

Finds what this sample rule names, `like this`.

## Why is this bad?

Because the sample says so: a < b && c > d.

```sql,bad
CREATE INDEX ON orders (id);
```

```sql,good
CREATE INDEX CONCURRENTLY ON orders (id);
```
)";

constexpr RuleInfo kIndex{
    .id = "index-not-concurrent",
    .summary = "CREATE INDEX without CONCURRENTLY blocks writes",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "availability locking",
    .docs = kDocs};
static_assert(WellFormed(kIndex));

constexpr RuleInfo kInjection{
    .id = "script-injection",
    .summary = "Text of the event runs as a shell script",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .confidence = Confidence::kMedium,
    .security_severity = "9.3",
    .tags = "a b c d e f g h i j k",
    .docs = kDocs};
static_assert(WellFormed(kInjection));

constexpr RuleInfo kTimeout{
    .id = "lock-timeout-missing",
    .summary = "Statement takes a strong lock with no lock_timeout",
    .since = "0.1.0",
    .category = Category::kMigration,
    .severity = Severity::kWarning,
    .fix = FixKind::kSafe,
    .docs = kDocs};
static_assert(WellFormed(kTimeout));

constexpr RuleInfo kNote{
    .id = "note-a-thing-2",
    .summary = "A thing worth a look but no more than that",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kNote,
    .confidence = Confidence::kLow,
    .docs = kDocs};
static_assert(WellFormed(kNote));

constexpr RuleInfo kUnused{
    .id = "unused",
    .summary = "Never reported, but it was among the rules that ran",
    .since = "0.1.0",
    .category = Category::kMeta,
    .severity = Severity::kNote,
    .docs = "## What it does\n\nNothing.\n\n## Why is this bad?\n\nIt is not."};
static_assert(WellFormed(kUnused));

const Source* Add(Report& report, std::string path, std::string text) {
  report.sources.push_back(
      std::make_unique<Source>(std::move(path), std::move(text)));
  return report.sources.back().get();
}

Span SpanOf(const Source* source, std::string_view text) {
  size_t at = source->text().find(text);
  INTERLOCK_CHECK(at != std::string_view::npos);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + text.size())};
}

Finding& Find(Report& report, const RuleInfo& rule, const Source* source,
              Span span, std::string message) {
  Finding& finding = report.findings.emplace_back();
  finding.rule = &rule;
  finding.source = source;
  finding.span = span;
  finding.severity = rule.severity;
  finding.confidence = rule.confidence;
  finding.message = std::move(message);
  finding.fingerprint =
      fmt::format("{:064x}", report.findings.size() * 0x9E3779B97F4A7C15u);
  return finding;
}

void AddLockTimeout(Report& report, const Source* index) {
  Finding& finding =
      Find(report, kTimeout, index,
           SpanOf(index,
                  "ALTER TABLE orders\r\n  ADD COLUMN a int,\r\n  ADD COLUMN b "
                  "int;\r\n"),
           "ALTER TABLE takes ACCESS EXCLUSIVE on 'orders'");
  uint32_t start = SpanOf(index, "ALTER TABLE").begin;
  finding.fixes.push_back(
      {"set lock_timeout first",
       FixKind::kSafe,
       {{index, {start, start}, "SET lock_timeout = '5s';\r\n"},
        {index, SpanOf(index, "a int"), "a bigint"}},
       {}});
}

void AddMigration(Report& report) {
  const Source* create = Add(report, "db/001 create#orders.sql",
                             "CREATE TABLE orders (\n\tid bigint\n);\n");
  const Source* index = Add(
      report, "db/002,index%41.sql",
      "\xEF\xBB\xBF-- \xC3\xA9\xF0\x9F\x98\x80 comment\r\n"
      "\tSELECT '\xC3\xA9\xF0\x9F\x98\x80'; CREATE INDEX ON orders (id);\r\n"
      "ALTER TABLE orders\r\n  ADD COLUMN a int,\r\n  ADD COLUMN b int;\r\n");
  Finding& first =
      Find(report, kIndex, index, SpanOf(index, "CREATE INDEX"),
           "index build on 'orders' blocks writes [about 4 min](https://x)");
  first.help = "build it with CONCURRENTLY,\noutside a transaction";
  Span end_of_index{SpanOf(index, "CREATE INDEX").end,
                    SpanOf(index, "CREATE INDEX").end};
  first.fixes.push_back({"add CONCURRENTLY",
                         FixKind::kUnsafe,
                         {{index, end_of_index, " CONCURRENTLY"}},
                         {}});
  first.fixes.push_back(
      {"move it to its own migration",
       FixKind::kDisplayOnly,
       {{index, SpanOf(index, " CREATE INDEX ON orders (id);"), ""}},
       {{"db/003 own.sql", "CREATE INDEX CONCURRENTLY ON orders (id);\n"}}});
  first.related.push_back(
      {create, SpanOf(create, "orders"), "table 'orders' [created] here"});
  first.related.push_back({index,
                           SpanOf(index, "SELECT '\xC3\xA9\xF0\x9F\x98\x80'"),
                           "runs first"});
  AddLockTimeout(report, index);
}

void AddWorkflow(Report& report) {
  const Source* workflow =
      Add(report, "::error::a \"b\" <c>&\xC3\xA9.yml",
          "on: push\njobs:\n  a:\n    steps:\n"
          "      - run: |\n          ##[error]x ::warning::y ]]> `echo` | "
          "\x01\x1b[31m\n"
          "          echo ${{ github.event.comment.body }}\n");
  Finding& finding =
      Find(report, kInjection, workflow,
           SpanOf(workflow, "${{ github.event.comment.body }}"),
           "'github.event.comment.body' <script> & \"quotes\" ]]> | `code` "
           "@someone ##[error]no %0A::error::no");
  finding.help = "::error::pass it through env:";
  Find(report, kNote, workflow,
       SpanOf(workflow,
              "- run: |\n          ##[error]x ::warning::y ]]> `echo` | "
              "\x01\x1b[31m\n          echo "),
       "line one\nline two \x01\x1b[0m \xFF end.");
  Find(report, kNote, workflow, {workflow->size(), workflow->size()},
       "nothing at the end of the file");
  Find(report, kNote, workflow, {workflow->size(), workflow->size()},
       "and again");
}

void AddSuppressed(Report& report) {
  const Source* source = Add(report, "db/old\nname.sql",
                             "DROP TABLE a;\nDROP TABLE b;\nDROP TABLE c;\n");
  constexpr SuppressedBy kWays[] = {
      SuppressedBy::kComment, SuppressedBy::kWaiver, SuppressedBy::kBaseline};
  constexpr std::string_view kTables[] = {"DROP TABLE a", "DROP TABLE b",
                                          "DROP TABLE c"};
  for (size_t i = 0; i < 3; ++i) {
    Finding& finding = Find(report, kTimeout, source,
                            SpanOf(source, kTables[i]), "DROP TABLE waits");
    finding.suppressed_by = kWays[i];
    if (i < 2) finding.suppressed_why = "agreed with the owners";
  }
}

void AddLongLines(Report& report) {
  std::string line = "INSERT INTO t VALUES (";
  for (int i = 0; i < 300; ++i) line += fmt::format("{}, ", i);
  line += "'\xE6\x97\xA5\xE6\x9C\xAC' , here";
  for (int i = 0; i < 300; ++i) line += fmt::format(", {}", i);
  const Source* source = Add(report, "db/long.sql", line + ");\n\n\nEND");
  Find(report, kTimeout, source, SpanOf(source, "here"), "far to the right");
  Find(report, kTimeout, source, {0, source->size()}, "all of it");
  Finding& same = Find(report, kTimeout, source, SpanOf(source, "here"),
                       "the same place again");
  same.fingerprint = std::string(64, 'a');
  Find(report, kTimeout, source, SpanOf(source, "END"), "a twin").fingerprint =
      same.fingerprint;
}

void Sort(Report& report) {
  std::sort(report.findings.begin(), report.findings.end(), ReportsBefore);
  std::sort(report.sources.begin(), report.sources.end(),
            [](const auto& a, const auto& b) { return a->path() < b->path(); });
  report.rules = {&kIndex, &kTimeout, &kNote, &kInjection, &kUnused};
}

// A fixed sequence that no compressor sees through (splitmix64).
class Noise {
 public:
  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::string Text(size_t size) {
    std::string text;
    while (text.size() < size) text += static_cast<char>(' ' + Next() % 95);
    return text;
  }

 private:
  uint64_t state_ = 1;
};

}  // namespace

Report SampleReport() {
  Report report;
  AddMigration(report);
  AddWorkflow(report);
  AddSuppressed(report);
  AddLongLines(report);
  report.problems.push_back(
      {"db/huge #1.sql", "larger than 1 GiB: <split> it, or exclude it\n::x"});
  report.clean_paths = {"README & co.md", "db/000.sql"};
  report.files_checked = 6;
  Sort(report);
  return report;
}

Report CleanReport() {
  Report report;
  report.clean_paths = {"a.sql", "b.sql"};
  report.files_checked = 2;
  Sort(report);
  return report;
}

Report LargeReport(uint32_t count) {
  Report report;
  constexpr uint32_t kLines = 1000;
  constexpr const RuleInfo* kRules[] = {&kTimeout, &kIndex, &kNote};
  report.findings.reserve(count);
  for (uint32_t made = 0; made < count; made += kLines) {
    std::string text;
    for (uint32_t i = 0; i < kLines; ++i) {
      text += fmt::format("ALTER TABLE t{} ADD COLUMN c{} int;\n", made, i);
    }
    const Source* source =
        Add(report, fmt::format("db/{:08}.sql", made), std::move(text));
    LineIndex index(source->text());
    for (uint32_t i = 0; i < std::min(kLines, count - made); ++i) {
      Finding& finding =
          Find(report, *kRules[i % 3], source, index.Line(i + 1),
               fmt::format("ALTER TABLE takes a strong lock on 't{}'", i));
      finding.help = "set lock_timeout first";
      finding.related.push_back({source, {0, 11}, "the first statement"});
    }
    ++report.files_checked;
  }
  Sort(report);
  return report;
}

Report LongLineReport(uint32_t count) {
  Report report;
  std::string text(size_t{30} << 20, 'x');
  for (size_t i = 0; i + 8 < text.size(); i += 997)
    text.replace(i, 2, "\xC3\xA9");
  const Source* source = Add(report, "long.sql", std::move(text));
  for (uint32_t i = 0; i < count; ++i) {
    Find(report, kTimeout, source, {i * 1000, i * 1000 + 4}, "on a long line");
  }
  Sort(report);
  return report;
}

Report NoisyReport(uint32_t count) {
  Report report;
  Noise noise;
  std::string text;
  for (uint32_t i = 0; i < count; ++i) text += noise.Text(200) + "\n";
  const Source* source = Add(report, "noise.sql", std::move(text));
  report.findings.reserve(count);
  for (uint32_t i = 0; i < count; ++i) {
    Finding& finding = Find(report, kTimeout, source, {i * 201, i * 201 + 200},
                            noise.Text(400));
    finding.fingerprint =
        fmt::format("{:016x}{:016x}{:016x}{:016x}", noise.Next(), noise.Next(),
                    noise.Next(), noise.Next());
    finding.fixes.push_back({noise.Text(50),
                             FixKind::kSafe,
                             {{source, finding.span, noise.Text(200)}},
                             {}});
  }
  report.files_checked = 1;
  Sort(report);
  return report;
}

Report LineReport() {
  Report report;
  std::string mixed(kByteOrderMark);
  constexpr std::string_view kEnds[] = {"\n", "\r\n", "\r", "\n\n", "\r \n"};
  for (int i = 0; i < 120; ++i) {
    mixed += i % 3 == 0 ? "\tSELECT 1;  -- \xC3\xA9\xF0\x9F\x98\x80"
                        : fmt::format("  INSERT INTO t VALUES ({});", i % 7);
    mixed += kEnds[i % 5];
  }
  Add(report, "lines.sql", mixed);
  Add(report, "open.sql", mixed + "\xF0\x9F\x98\x80 \t no line end");
  Add(report, "short.sql", "x");
  for (const auto& source : report.sources) {
    LineIndex index(source->text());
    for (uint32_t line = 1; line <= index.line_count(); ++line) {
      Find(report, kTimeout, source.get(), index.Line(line), "a line");
    }
  }
  Sort(report);
  return report;
}

ReporterOptions SampleOptions() {
  ReporterOptions options;
  options.tool_version = "0.1.0";
  return options;
}

std::string Render(std::string_view format, const Report& report,
                   const ReporterOptions& options) {
  StringWriter out;
  FindFormat(format)->write(report, options, out);
  return out.text();
}

std::string RenderSummary(const Report& report,
                          const ReporterOptions& options) {
  StringWriter out;
  WriteStepSummary(report, options, out);
  return out.text();
}

void WriteSources(const Report& report, const std::string& folder) {
  for (const auto& source : report.sources) {
    std::filesystem::path path = std::filesystem::path(folder) / source->path();
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << source->text();
  }
}

}  // namespace interlock::reporters
