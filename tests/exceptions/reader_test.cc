// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "analyzers/exceptions/exceptions.h"

namespace interlock::exceptions {
namespace {

// A file with everything that its entries point into.
struct Read {
  Read(std::string path, std::string text)
      : source(std::make_unique<Source>(std::move(path), std::move(text))) {
    format = *FormatOf(source->path());
    tree = ParseTree(*source, format);
    file = ReadExceptions(*source, format, tree.get());
  }
  const Exception& at(size_t i) const { return file.entries.at(i); }

  std::unique_ptr<Source> source;
  Format format;
  std::unique_ptr<Document> tree;
  ExceptionFile file;
};

// Every span lies in the file and every field is what its span shows.
void ExpectLegal(const Read& read) {
  for (const Exception& entry : read.file.entries) {
    for (const Field* field :
         {&entry.id, &entry.package, &entry.severity, &entry.reason,
          &entry.approver, &entry.created, &entry.expiry.field}) {
      ASSERT_LE(field->span.begin, field->span.end);
      ASSERT_LE(field->span.end, read.source->size());
    }
    ASSERT_LE(entry.span.begin, entry.span.end);
    ASSERT_LE(entry.span.end, read.source->size());
    ASSERT_LE(entry.place.end, read.source->size());
  }
}

TEST(FormatOf, KnowsTheNames) {
  EXPECT_EQ(FormatOf(".security/allowlist.yaml"), Format::kAllowlist);
  EXPECT_EQ(FormatOf("services/a/.security/allowlist.json"),
            Format::kAllowlist);
  EXPECT_EQ(FormatOf(".trivyignore"), Format::kTrivyIgnore);
  EXPECT_EQ(FormatOf("images/.trivyignore.yaml"), Format::kTrivyIgnoreYaml);
  EXPECT_EQ(FormatOf("osv-scanner.toml"), Format::kOsvScanner);
  EXPECT_EQ(FormatOf(".grype.yml"), Format::kGrype);
  EXPECT_EQ(FormatOf(".snyk"), Format::kSnyk);
  EXPECT_EQ(FormatOf("audit-ci.jsonc"), Format::kAuditCi);
  EXPECT_EQ(FormatOf(".nsprc"), Format::kNsprc);
  EXPECT_EQ(FormatOf("deny.toml"), Format::kCargoDeny);
  EXPECT_EQ(FormatOf(".cargo/audit.toml"), Format::kCargoAudit);
}

TEST(FormatOf, LeavesNearNamesAlone) {
  for (std::string_view path :
       {"", "allowlist.yaml", ".security/allowlist.md", ".security/README.md",
        "audit.toml", "trivyignore", "my.snyk", "osv-scanner.toml.bak",
        ".security/allowlist.yaml/x"}) {
    EXPECT_FALSE(FormatOf(path)) << path;
  }
}

TEST(Allowlist, ReadsEveryFieldWithItsSpan) {
  Read read(".security/allowlist.yaml",
            "\xEF\xBB\xBF"
            "exceptions:\r\n"
            "  - id: CVE-2024-21538\r\n"
            "    package: cross-spawn@7.0.3\r\n"
            "    severity: HIGH\r\n"
            "    expires: 2025-10-01\r\n"
            "    reason: \"caf\xC3\xA9 \xF0\x9F\x98\x80\"\r\n"
            "    approver: security@example.org\r\n");
  ASSERT_EQ(read.file.entries.size(), 1u);
  ExpectLegal(read);
  const Exception& entry = read.at(0);
  EXPECT_EQ(entry.id.text, "CVE-2024-21538");
  EXPECT_EQ(read.source->Text(entry.id.span), "CVE-2024-21538");
  EXPECT_EQ(entry.package.text, "cross-spawn@7.0.3");
  EXPECT_EQ(entry.severity.text, "HIGH");
  EXPECT_EQ(entry.reason.text, "caf\xC3\xA9 \xF0\x9F\x98\x80");
  EXPECT_EQ(entry.approver.text, "security@example.org");
  EXPECT_EQ(read.source->Text(entry.expiry.field.span), "2025-10-01");
  EXPECT_EQ(entry.expiry.last_day, Date::Parse("2025-10-01"));
  EXPECT_EQ(entry.Name(), "CVE-2024-21538 in cross-spawn@7.0.3");
}

TEST(Allowlist, ReadsJsonAndBareLists) {
  Read json(".security/allowlist.json",
            R"({"allowlist": [{"cve": "CVE-2024-1111", "until": "2025-01-02"},
                "CVE-2024-2222"]})");
  ASSERT_EQ(json.file.entries.size(), 2u);
  EXPECT_EQ(json.at(0).expiry.last_day, Date::Parse("2025-01-02"));
  EXPECT_EQ(json.at(1).id.text, "CVE-2024-2222");
  Read list(".security/allowlist.yaml", "- id: CVE-2024-1111\n- CVE-2024-2\n");
  EXPECT_EQ(list.file.entries.size(), 2u);
}

TEST(Allowlist, SurvivesWrongTypes) {
  for (std::string_view text :
       {"", "\n", "null\n", "text\n", "[]\n", "exceptions:\n",
        "exceptions: 1\n", "exceptions: {a: b}\n", "exceptions: [[1], {}]\n",
        "exceptions: [{id: [], expires: {a: 1}, reason: [x]}]\n",
        "exceptions: [{id: {}, package: {}, active: maybe}]\n", "- - - x\n",
        "exceptions:\n  - &a {id: x}\n  - *a\n", "{", "\xFF\xFE", "a: [b\n"}) {
    Read read(".security/allowlist.yaml", std::string(text));
    ExpectLegal(read);
  }
}

TEST(Allowlist, ReadsAnAliasedEntryOnce) {
  Read read(".security/allowlist.yaml",
            "common: &a {id: CVE-2024-1111}\nexceptions: [*a, *a]\n");
  EXPECT_EQ(read.file.entries.size(), 1u);
}

TEST(Comments, AreFieldsWhereTheFormatHasNone) {
  Read read(".grype.yaml",
            "ignore:\n"
            "  # expires: 2026-03-31\n"
            "  # approver: security\n"
            "  - vulnerability: CVE-2024-1111\n"
            "    reason: none\n"
            "  - vulnerability: CVE-2024-2222  # expires: 2026-04-30\n"
            "  - vulnerability: CVE-2024-3333\n");
  ASSERT_EQ(read.file.entries.size(), 3u);
  EXPECT_EQ(read.at(0).expiry.last_day, Date::Parse("2026-03-31"));
  EXPECT_EQ(read.at(0).approver.text, "security");
  EXPECT_EQ(read.at(1).expiry.last_day, Date::Parse("2026-04-30"));
  EXPECT_FALSE(read.at(2).expiry.field.stated);
}

TEST(Comments, OfInterlockAndLicencesAreNoReasons) {
  Read read(".trivyignore",
            "# SPDX-License-Identifier: Apache-2.0\nCVE-2024-1111\n\n"
            "# interlock:ignore[exception-without-reason] test\n"
            "CVE-2024-2222\n");
  ASSERT_EQ(read.file.entries.size(), 2u);
  EXPECT_FALSE(read.at(0).reason.stated);
  EXPECT_FALSE(read.at(1).reason.stated);
}

TEST(TrivyIgnore, ReadsLines) {
  Read read(".trivyignore",
            "\xEF\xBB\xBF"
            "# Not reachable.\r\n"
            "CVE-2024-1111 exp:2026-03-31\r\n"
            "\r\n"
            "\tCVE-2024-2222\r\n"
            "CVE-2024-3333 exp:");
  ASSERT_EQ(read.file.entries.size(), 3u);
  ExpectLegal(read);
  EXPECT_EQ(read.at(0).reason.text, "Not reachable.");
  EXPECT_EQ(read.at(0).expiry.last_day, Date::Parse("2026-03-30"));
  EXPECT_EQ(read.at(1).id.text, "CVE-2024-2222");
  EXPECT_FALSE(read.at(1).reason.stated);
  EXPECT_TRUE(read.at(2).expiry.unreadable());
}

TEST(OtherTools, AreRead) {
  Read snyk(".snyk",
            "ignore:\n  SNYK-JS-1:\n    - 'a > b':\n        reason: x\n"
            "        expires: 2025-12-01T00:00:00.000Z\n");
  ASSERT_EQ(snyk.file.entries.size(), 1u);
  EXPECT_EQ(snyk.at(0).scope.substr(0, 5), "a > b");
  EXPECT_EQ(snyk.at(0).expiry.last_day, Date::Parse("2025-11-30"));

  Read audit("audit-ci.jsonc",
             "{\"allowlist\": [\"GHSA-1|a>b\", // why\n"
             " {\"GHSA-2\": {\"active\": false, \"expiry\": \"x\"}}]}");
  ASSERT_EQ(audit.file.entries.size(), 2u);
  EXPECT_EQ(audit.at(0).id.text, "GHSA-1");
  EXPECT_FALSE(audit.at(1).active);

  Read nsprc(".nsprc", R"({"1": "a note", "2": {"expiry": "2026-01-01"}})");
  ASSERT_EQ(nsprc.file.entries.size(), 2u);
  EXPECT_EQ(nsprc.at(0).reason.text, "a note");

  Read deny("deny.toml",
            "[advisories]\nignore = [\"RUSTSEC-2024-0001\", "
            "{ id = \"RUSTSEC-2024-0002\", reason = \"r\" }]\n");
  ASSERT_EQ(deny.file.entries.size(), 2u);
  EXPECT_EQ(deny.at(1).reason.text, "r");

  Read osv("osv-scanner.toml",
           "[[IgnoredVulns]]\nid = \"GHSA-1\"\nignoreUntil = 2025-10-01\n");
  ASSERT_EQ(osv.file.entries.size(), 1u);
  ExpectLegal(osv);
  EXPECT_EQ(osv.at(0).expiry.last_day, Date::Parse("2025-09-30"));
}

TEST(Hostile, BigFilesStayLinear) {
  std::string aliases = "base: &b [";
  for (int i = 0; i < 20000; ++i) aliases += "{id: CVE-2024-1111},";
  aliases += "]\nexceptions: &e [";
  for (int i = 0; i < 20000; ++i) aliases += "*b,";
  aliases += "]\nignore: *e\n";
  std::string lines;
  for (int i = 0; i < 200000; ++i) lines += "# why\nCVE-2024-1111 exp:x\n";
  auto start = std::chrono::steady_clock::now();
  Read bomb(".security/allowlist.yaml", aliases);
  Read many(".trivyignore", lines);
  EXPECT_EQ(many.file.entries.size(), 200000u);
  EXPECT_LE(bomb.file.entries.size(), 40000u);
  EXPECT_LE(bomb.file.oddities.size(), 100u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace interlock::exceptions
