// SPDX-License-Identifier: Apache-2.0
// The formats that are told by their text, and what each tool makes of a day.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "analyzers/exceptions/exceptions.h"
#include "analyzers/exceptions/extend.h"
#include "analyzers/exceptions/report.h"

namespace interlock::exceptions {
namespace {

struct Read {
  Read(std::string path, std::string text)
      : source(std::make_unique<Source>(std::move(path), std::move(text))) {
    format = *FormatOf(source->path(), source->text());
    tree = ParseTree(*source, format);
    set.files.push_back(ReadExceptions(*source, format, tree.get()));
  }
  const ExceptionFile& file() const { return set.files.front(); }
  const Exception& at(size_t i) const { return file().entries.at(i); }
  std::string LastDayOf(size_t i) const {
    const auto& day = at(i).expiry.last_day;
    return day ? day->Text() : "none";
  }

  std::unique_ptr<Source> source;
  Format format;
  std::unique_ptr<Document> tree;
  ExceptionSet set;
};

constexpr const char* kXml = R"(<?xml version="1.0"?>
<suppressions xmlns="https://jeremylong.github.io/DependencyCheck/x.xsd">
  <!-- dependency-check -->
  <suppress until="2026-01-01Z">
    <notes>never loaded</notes>
    <gav>org.example:lib:1.0</gav>
    <cve>CVE-2024-45590</cve>
    <cve>CVE-2024-45591</cve>
  </suppress>
  <suppress><gav regex="true">.*</gav><cpe>cpe:/a:x</cpe></suppress>
</suppressions>
)";

TEST(DependencyCheck, ReadsEachHiddenIdAsAnEntry) {
  Read read("suppressions.xml", kXml);
  EXPECT_EQ(read.format, Format::kDependencyCheck);
  ASSERT_EQ(read.file().entries.size(), 3u);
  EXPECT_EQ(read.at(0).id.text, "CVE-2024-45590");
  EXPECT_EQ(read.at(1).id.text, "CVE-2024-45591");
  EXPECT_EQ(read.at(1).package.text, "org.example:lib:1.0");
  EXPECT_EQ(read.at(1).reason.text, "never loaded");
  EXPECT_EQ(read.LastDayOf(0), "2025-12-31") << "over when the day begins";
  EXPECT_NE(read.at(2).too_wide, "");
  EXPECT_FALSE(read.at(2).expiry.field.stated);
}

TEST(DependencyCheck, ReadsTheZoneOfADay) {
  for (auto [until, last] : {std::pair{"2026-01-01", "2025-12-31"},
                             std::pair{"2026-01-01+02:00", "2025-12-31"},
                             std::pair{"2026-01-01-05:00", "2026-01-01"}}) {
    Read read("suppressions.xml",
              std::string("<suppressions a='dependency-check'><suppress "
                          "until=\"") +
                  until +
                  "\"><cve>CVE-2024-45590</cve></suppress>"
                  "</suppressions>");
    EXPECT_EQ(read.LastDayOf(0), last) << until;
  }
}

TEST(Nancy, ReadsLinesWithUntil) {
  Read read(
      ".nancy-ignore",
      "# not reachable\nCVE-2023-45853 until=2025-09-01\nCVE-2024-2961\n");
  ASSERT_EQ(read.file().entries.size(), 2u);
  EXPECT_EQ(read.LastDayOf(0), "2025-08-31");
  EXPECT_EQ(read.at(0).reason.text, "not reachable");
  EXPECT_FALSE(read.at(1).expiry.field.stated);
}

TEST(Nancy, TakesACommentForTheWholeGroupBelowIt) {
  Read read(".nancy-ignore",
            "# only used for testing\nCVE-2020-8911\nCVE-2020-8912\n\n"
            "CVE-2020-8913\n# other\nCVE-2020-8914 until=2026-01-01\n"
            "CVE-2020-8915\n# expires: 2026-02-01\nCVE-2020-8916\n"
            "CVE-2020-8917\n");
  std::string reasons;
  for (const Exception& entry : read.file().entries) {
    reasons += std::string(entry.reason.stated ? entry.reason.text : "-") +
               (entry.expiry.field.stated ? " ends\n" : "\n");
  }
  EXPECT_EQ(reasons,
            "only used for testing\nonly used for testing\n-\nother ends\n-\n"
            "- ends\n-\n");
}

TEST(OpenVex, TakesWhatIsNotAffectedForAnException) {
  Read read("vex/a.json", R"({"@context": "https://openvex.dev/ns/v0.2.0",
  "statements": [
    {"vulnerability": {"name": "CVE-2024-45590"}, "status": "not_affected",
     "products": [{"@id": "pkg:npm/body-parser@1.20.2"}],
     "justification": "vulnerable_code_not_in_execute_path"},
    {"vulnerability": {"name": "CVE-2024-45591"}, "status": "fixed"}
  ]})");
  EXPECT_EQ(read.format, Format::kOpenVex);
  ASSERT_EQ(read.file().entries.size(), 1u);
  EXPECT_EQ(read.at(0).id.text, "CVE-2024-45590");
  EXPECT_EQ(read.at(0).package.text, "pkg:npm/body-parser@1.20.2");
  EXPECT_EQ(read.at(0).reason.text, "vulnerable_code_not_in_execute_path");
}

TEST(CsafVex, TakesWhatIsKnownNotToBeAffected) {
  Read read("csaf.json", R"({"document": {"category": "csaf_vex"},
  "vulnerabilities": [
    {"cve": "CVE-2024-45590",
     "product_status": {"known_not_affected": ["P1"]},
     "threats": [{"category": "impact", "details": "not compiled in"}]},
    {"cve": "CVE-2024-45591", "product_status": {"fixed": ["P1"]}}
  ]})");
  EXPECT_EQ(read.format, Format::kCsafVex);
  ASSERT_EQ(read.file().entries.size(), 1u);
  EXPECT_EQ(read.at(0).reason.text, "not compiled in");
}

TEST(OsvScanner, ReadsOverridesThatHideVulnerabilities) {
  Read read("osv-scanner.toml", R"([[PackageOverrides]]
name = "lib"
version = "1.0"
ecosystem = "npm"
vulnerability.ignore = true
effectiveUntil = 2026-01-01
reason = "dev only"
[[PackageOverrides]]
name = "other"
license.override = ["MIT"]
)");
  ASSERT_EQ(read.file().entries.size(), 1u);
  EXPECT_EQ(read.at(0).Name(), "every vulnerability in lib");
  EXPECT_EQ(read.LastDayOf(0), "2025-12-31");
  EXPECT_EQ(read.at(0).too_wide, "");
}

TEST(Keys, AreThoseOfTheTool) {
  Read read(".trivyignore.yaml",
            "vulnerabilities:\n  - id: CVE-2023-52425\n"
            "    expires: 2026-01-01\n");
  ASSERT_EQ(read.file().entries.size(), 1u);
  EXPECT_FALSE(read.at(0).expiry.field.stated);
  EXPECT_TRUE(read.at(0).MeantToEnd());
}

TEST(ZoneDecides, OnlyAroundTheDayItself) {
  Read read("osv-scanner.toml",
            "[[IgnoredVulns]]\nid = \"CVE-2024-45590\"\n"
            "ignoreUntil = 2026-01-15\n");
  auto decides = [&](const char* today) {
    return ZoneDecides(read.file().facts(), read.at(0).expiry,
                       *Date::Parse(today));
  };
  EXPECT_FALSE(decides("2026-01-13"));
  EXPECT_TRUE(decides("2026-01-14"));
  EXPECT_TRUE(decides("2026-01-15"));
  EXPECT_FALSE(decides("2026-01-16"));
}

TEST(ListAll, PutsWhatEndedFirst) {
  Read read(".security/allowlist.yaml", R"(exceptions:
  - { id: CVE-2024-0001 }
  - { id: CVE-2024-0002, expires: 2026-02-01 }
  - { id: CVE-2024-0003, expires: 2025-12-01 }
  - { id: CVE-2024-0004, expires: soon }
  - { id: CVE-2024-0005, expires: 2026-12-01 }
)");
  std::string order;
  for (const Row& row : ListAll(read.set, *Date::Parse("2026-01-15"), 30)) {
    order += row.entry->id.text.back();
    order += std::string(NameOf(row.state)) + " ";
  }
  EXPECT_EQ(order, "3expired 4unreadable 2ending 5holds 1no end ");
}

std::string Extended(Read& read, size_t i, std::string_view reason) {
  auto edits =
      Extend(read.file(), read.at(i), *Date::Parse("2026-03-31"), reason);
  if (!edits.ok()) return edits.error().message;
  std::string text(read.source->text());
  std::ranges::sort(edits.value(), std::greater<>(),
                    [](const Edit& edit) { return edit.span.begin; });
  for (const Edit& edit : edits.value()) {
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  }
  return text;
}

TEST(Extend, ChangesTheEndAndTheReasonAlone) {
  Read yaml(".security/allowlist.yaml",
            "# why\nexceptions:\n  - id: CVE-2024-45590  # beside\n"
            "    expires: '2025-10-01'\n    reason: old\n");
  EXPECT_EQ(Extended(yaml, 0, "still: \"safe\""),
            "# why\nexceptions:\n  - id: CVE-2024-45590  # beside\n"
            "    expires: '2026-03-31'\n"
            "    reason: \"still: \\\"safe\\\"\"\n");
  Read lines(".trivyignore", "# old\nCVE-2023-45853 exp:2025-09-01\n");
  EXPECT_EQ(Extended(lines, 0, "not reachable"),
            "# not reachable\nCVE-2023-45853 exp:2026-03-31\n");
  Read xml("suppressions.xml", kXml);
  EXPECT_NE(Extended(xml, 0, "a < b").find("<notes>a &lt; b</notes>"),
            std::string::npos);
}

TEST(Extend, AsksForAReasonAndAnEnd) {
  Read read(".security/allowlist.yaml",
            "exceptions:\n  - { id: CVE-2024-45590, expires: 2025-10-01,"
            " reason: a }\n  - { id: CVE-2024-45591, reason: a }\n"
            "  - { id: CVE-2024-45592, expires: 2025-10-01 }\n");
  EXPECT_NE(Extended(read, 0, " ").find("without a reason"), std::string::npos);
  EXPECT_NE(Extended(read, 0, "a\nb").find("one line"), std::string::npos);
  EXPECT_NE(Extended(read, 1, "a").find("no end"), std::string::npos);
  EXPECT_NE(Extended(read, 2, "a").find("no reason"), std::string::npos);
}

}  // namespace
}  // namespace interlock::exceptions
