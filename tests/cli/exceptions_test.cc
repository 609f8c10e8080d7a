// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/cli/cli_fixture.h"

namespace interlock {
namespace {

using ::testing::HasSubstr;

class Exceptions : public testing::CliTest {
 protected:
  Exceptions() {
    files.files["/r/.interlock.yml"] = "version: 1\n";
    files.files["/r/.security/allowlist.yaml"] =
        "exceptions:\n  - id: CVE-2024-45590\n"
        "    package: a|b\n    expires: 2026-01-20\n"
        "    reason: refused\n    approver: security@example.org\n";
    files.files["/r/.trivyignore"] = "CVE-2024-2961\n";
  }
};

TEST_F(Exceptions, AreListedWithOwnerAndDaysLeft) {
  EXPECT_EQ(Run({"exceptions"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("5          ending  2026-01-20  CVE-2024-45590 in "
                             "a|b  security@example.org  "
                             ".security/allowlist.yaml:2  refused"));
  EXPECT_THAT(out, HasSubstr("no end"));
  EXPECT_THAT(out, HasSubstr("2 exceptions in 2 files: 1 ending, 1 no end"));
}

TEST_F(Exceptions, KnowTheDayThatIsAskedFor) {
  EXPECT_EQ(Run({"exceptions", "--now", "2026-02-01"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("12 ago"));
  EXPECT_EQ(Run({"exceptions", "--within", "3"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("holds"));
}

TEST_F(Exceptions, AreWrittenAsMarkdownAndJson) {
  EXPECT_EQ(Run({"exceptions", "-o", "markdown"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("| 5 | ending | 2026-01-20 | CVE-2024-45590 in "
                             "a\\|b |"));
  EXPECT_EQ(Run({"exceptions", "-o", "json"}), 0) << err;
  EXPECT_THAT(out, HasSubstr("\"days_left\": 5"));
  EXPECT_THAT(out, HasSubstr("\"days_left\": null"));
  EXPECT_EQ(Run({"exceptions", "-o", "yaml"}), 2);
}

TEST_F(Exceptions, AreExtendedWithAReasonAlone) {
  EXPECT_EQ(Run({"exceptions", "--extend", "CVE-2024-45590", "--until",
                 "2026-03-31"}),
            2);
  EXPECT_THAT(err, HasSubstr("without a reason"));
  EXPECT_EQ(Run({"exceptions", "--extend", "cve-2024-45590", "--until",
                 "2026-03-31", "--reason", "still refused"}),
            0)
      << err;
  EXPECT_THAT(files.Read("/r/.security/allowlist.yaml").value(),
              HasSubstr("expires: 2026-03-31\n    reason: \"still refused\""));
}

TEST_F(Exceptions, AreNotExtendedForLongOrBackwards) {
  for (const char* until : {"2026-01-01", "2027-01-01", "soon"}) {
    EXPECT_EQ(Run({"exceptions", "--extend", ".security/allowlist.yaml:2",
                   "--until", until, "--reason", "a"}),
              2)
        << until;
  }
  EXPECT_EQ(Run({"exceptions", "--extend", "CVE-1999-0001", "--until",
                 "2026-03-31", "--reason", "a"}),
            2);
}

}  // namespace
}  // namespace interlock
