// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/advisory_id.h"

#include <gtest/gtest.h>

#include <string>

namespace interlock::exceptions {
namespace {

TEST(FindIdFault, LetsGoodIdsAndOtherSchemesPass) {
  for (std::string_view id : {"CVE-2014-0160",
                              "CVE-2024-21538",
                              "CVE-2021-1234567",
                              "GHSA-9wv6-86v2-598j",
                              "RUSTSEC-2024-0001",
                              "PYSEC-2024-48",
                              "GO-2024-2687",
                              "AVD-KSV-0014",
                              "DS002",
                              "SNYK-JS-LODASH-567746",
                              "go-getter",
                              "GO",
                              "go",
                              "cve-search",
                              "cvelib",
                              "CVE",
                              "",
                              "1001",
                              "generic-api-key",
                              "\xFF"}) {
    EXPECT_EQ(FindIdFault(id).found, "") << id;
  }
}

TEST(FindIdFault, NamesWhatIsWrong) {
  EXPECT_EQ(FindIdFault("CVE-2024-XYZ").found, "'XYZ' is no number");
  EXPECT_EQ(FindIdFault("CVE-24-12345").found,
            "'24' is no year of that scheme");
  EXPECT_EQ(FindIdFault("CVE-2024-123").found,
            "the number '123' has fewer than 4 digits");
  EXPECT_EQ(FindIdFault("CVE-2024-012345").found,
            "the number '012345' has a zero too many");
  EXPECT_EQ(FindIdFault("GHSA-9wv6-86v2").found,
            "it is not made of three groups");
  EXPECT_EQ(FindIdFault("GHSA-9wv6-86v2-59j").found,
            "the group '59j' does not have four characters");
  EXPECT_EQ(FindIdFault("CVE-2024-1-2").found,
            "it is not made of a year and a number");
}

TEST(FindIdFault, FindsTheIdThatWasMeant) {
  EXPECT_EQ(FindIdFault("cve-2024-21538").near, "CVE-2024-21538");
  EXPECT_EQ(FindIdFault("CVE_2024_21538").near, "CVE-2024-21538");
  EXPECT_EQ(FindIdFault("CVE2024-21538").near, "CVE-2024-21538");
  EXPECT_EQ(FindIdFault("ghsa-9WV6-86v2-598j").near, "GHSA-9wv6-86v2-598j");
  EXPECT_EQ(FindIdFault("CVE-2024-XYZ").near, "");
}

TEST(FindIdFault, StaysOnOneLineWhateverTheId) {
  IdFault fault = FindIdFault("CVE-2024-\n\x1b[31m" + std::string(5000, 'x'));
  EXPECT_FALSE(fault.found.empty());
  EXPECT_EQ(fault.found.find('\n'), std::string::npos);
  EXPECT_EQ(fault.found.find('\x1b'), std::string::npos);
  EXPECT_LT(fault.found.size(), 400u);
}

}  // namespace
}  // namespace interlock::exceptions
