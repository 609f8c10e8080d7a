// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "reporters/findings.h"
#include "reporters/output.h"
#include "reporters/uri.h"
#include "reporters/xml.h"
#include "tests/reporters/sample_report.h"

namespace interlock::reporters {
namespace {

TEST(Uri, EncodesWhatRfc3986Reserves) {
  EXPECT_EQ(RelativeUri("a b#c%d?e:f/g-h_i.j~k"),
            "a%20b%23c%25d%3Fe%3Af/g-h_i.j~k");
  EXPECT_EQ(RelativeUri("\xC3\xA9\xF0\x9F\x98\x80"), "%C3%A9%F0%9F%98%80");
  EXPECT_EQ(RelativeUri("//etc/passwd"), "etc/passwd");
  EXPECT_EQ(RelativeUri("a\nb"), "a%0Ab");
}

TEST(Uri, FoldersEndInASlash) {
  EXPECT_EQ(FolderUri("/home/me"), "file:///home/me/");
  EXPECT_EQ(FolderUri("/my repo/"), "file:///my%20repo/");
  EXPECT_EQ(FolderUri("/"), "file:///");
}

TEST(Xml, AttributesKeepLineEndsAndTabs) {
  EXPECT_EQ(XmlAttribute("a\n\t\r\"<>&'"),
            "a&#10;&#9;&#13;&quot;&lt;&gt;&amp;'");
}

TEST(Xml, ContentHasNoClosingSection) {
  EXPECT_EQ(XmlContent("]]>\n\"x\""), "]]&gt;\n\"x\"");
}

TEST(Xml, DropsWhatXmlCannotHold) {
  std::string controls("a\0b\x01\x1B\x7F", 6);
  EXPECT_EQ(XmlContent(controls), "ab");
  EXPECT_EQ(XmlContent("\xEF\xBF\xBE\xEF\xBF\xBF."), ".");
  EXPECT_EQ(XmlContent("\xC2\x85."), ".");
  // A lone surrogate is no UTF-8 at all: replaced, byte by byte.
  EXPECT_EQ(XmlContent("\xED\xA0\x80").find("\xED\xA0"), std::string::npos);
  EXPECT_EQ(XmlContent("\xC3\xA9\xF0\x9F\x98\x80"), "\xC3\xA9\xF0\x9F\x98\x80");
}

TEST(SafeText, BreaksLoggingCommands) {
  EXPECT_EQ(SafeText("##[group]x"), "\\x23#[group]x");
  EXPECT_EQ(SafeText("a ##vso[task.x]"), "a \\x23#vso[task.x]");
  EXPECT_EQ(SafeText("####[x"), "##\\x23#[x");
  EXPECT_EQ(SafeText("## heading"), "## heading");
  EXPECT_EQ(SafeText("a\x1b[31m\n\xC3\xA9"), "a\\x1b[31m\\n\xC3\xA9");
}

TEST(SafePath, CannotBeginWithACommand) {
  EXPECT_EQ(SafePath("::error::x.sql"), "./::error::x.sql");
  EXPECT_EQ(SafePath("  ::error::x.sql"), "./  ::error::x.sql");
  // U+2003 is white space too.
  EXPECT_EQ(SafePath("\xE2\x80\x83::error::x"), "./\xE2\x80\x83::error::x");
  EXPECT_EQ(SafePath("a::b"), "a::b");
  EXPECT_EQ(SafePath(":a"), ":a");
}

TEST(Truncated, EndsBetweenCharacters) {
  EXPECT_EQ(Truncated("ab\xC3\xA9", 3), "ab");
  EXPECT_EQ(Truncated("ab\xC3\xA9", 4), "ab\xC3\xA9");
  EXPECT_EQ(Truncated("\x80\x80\x80", 2), "");
}

TEST(Plural, OfEverything) {
  EXPECT_EQ(Plural(0, "file"), "0 files");
  EXPECT_EQ(Plural(1, "file"), "1 file");
}

TEST(Worst, KeepsTheReportsOrder) {
  Report report = LargeReport(9);
  FindingList worst = Worst(Live(report), 4);
  ASSERT_EQ(worst.size(), 4u);
  EXPECT_TRUE(std::is_sorted(worst.begin(), worst.end()));
  size_t errors = 0;
  for (const Finding* f : worst) errors += f->severity == Severity::kError;
  EXPECT_EQ(errors, 3u);
  EXPECT_EQ(Worst(Live(report), 0).size(), 9u);
}

TEST(UniqueFingerprints, EqualOnesDiffer) {
  Report report = LargeReport(2);
  UniqueFingerprints unique;
  const Finding& finding = report.findings[0];
  std::string first = unique.Next(finding);
  std::string second = unique.Next(finding);
  EXPECT_EQ(first, finding.fingerprint);
  EXPECT_NE(second, first);
  EXPECT_NE(unique.Next(finding), second);
  UniqueFingerprints again;
  again.Next(finding);
  EXPECT_EQ(again.Next(finding), second);
}

TEST(Formats, NamesAreFound) {
  for (const Format& format : Formats()) {
    EXPECT_EQ(FindFormat(format.name), &format);
    EXPECT_FALSE(format.summary.ends_with('.'));
    EXPECT_TRUE(format.extension.starts_with('.'));
  }
  EXPECT_EQ(FindFormat("xml"), nullptr);
  EXPECT_EQ(FindFormat(""), nullptr);
}

TEST(Formats, SayWhetherTheyShowFingerprints) {
  Report with = SampleReport();
  Report without = SampleReport();
  for (Finding& finding : without.findings) finding.fingerprint.clear();
  for (const Format& format : Formats()) {
    bool shown = Render(format.name, with, SampleOptions()) !=
                 Render(format.name, without, SampleOptions());
    EXPECT_EQ(shown, format.shows_fingerprints) << format.name;
  }
}

}  // namespace
}  // namespace interlock::reporters
