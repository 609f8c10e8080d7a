// SPDX-License-Identifier: Apache-2.0
// The small languages inside of values: schedules, sizes, versions, images.
#include <gtest/gtest.h>

#include "analyzers/governance/automation.h"
#include "analyzers/governance/cron.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/governance/secrets.h"

namespace interlock::governance {
namespace {

TEST(LongestGap, IsTheWorstCase) {
  EXPECT_EQ(LongestGap("*/30 * * * *"), 30);
  EXPECT_EQ(LongestGap("* * * * *"), 1);
  EXPECT_EQ(LongestGap("0,10 * * * *"), 50);
  EXPECT_EQ(LongestGap("*/25 * * * *"), 25);
  EXPECT_EQ(LongestGap("0 3 * * *"), 1440);
  EXPECT_EQ(LongestGap("0 9-17 * * *"), 16 * 60);
  EXPECT_EQ(LongestGap("0 0 * * 1-5"), 3 * 1440);
  EXPECT_EQ(LongestGap("0 0 * * mon"), 7 * 1440);
  EXPECT_EQ(LongestGap("0 0 * * 7"), LongestGap("0 0 * * SUN"));
  EXPECT_EQ(LongestGap("@hourly"), 60);
  EXPECT_EQ(LongestGap("@monthly"), 31 * 1440);
  EXPECT_EQ(LongestGap("0 0 29 2 *"), 4 * 365 * 1440 + 1440);
  // Day of the month or of the week: one of them is enough.
  EXPECT_EQ(LongestGap("0 0 1 * 1"), 7 * 1440);
}

TEST(LongestGap, IsNotGuessed) {
  for (const char* text :
       {"", "soon", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *",
        "*/0 * * * *", "5-1 * * * *", "0 0 31 2 *", "H * * * *", "a,b * * * *",
        "@reboot", "-1 * * * *"}) {
    EXPECT_EQ(LongestGap(text), std::nullopt) << text;
  }
}

TEST(ReadQuantity, KnowsBothKindsOfUnits) {
  EXPECT_EQ(ReadQuantity("200Gi"), 200.0 * 1024 * 1024 * 1024);
  EXPECT_EQ(ReadQuantity("1.5k"), 1500);
  EXPECT_EQ(ReadQuantity("2T"), 2e12);
  EXPECT_EQ(ReadQuantity("7"), 7);
  for (const char* text : {"", "Gi", "1Gb", "-1Gi", "1 Gi", "1ki"}) {
    EXPECT_EQ(ReadQuantity(text), std::nullopt) << text;
  }
}

TEST(ReadVersion, IsSemantic) {
  for (const char* text : {"1.2.3", "0.0.0", "10.20.30-rc.1+5", "1.0.0+a"}) {
    EXPECT_TRUE(ReadVersion(text)) << text;
  }
  for (const char* text : {"", "1.2", "v1.2.3", "1.2.3.4", "01.2.3", "1.2.x",
                           "1.2.3-", "1..3", "1.2.9999999999"}) {
    EXPECT_FALSE(ReadVersion(text)) << text;
  }
  auto less = [](const char* a, const char* b) {
    return *ReadVersion(a) < *ReadVersion(b);
  };
  EXPECT_TRUE(less("1.9.0", "1.10.0"));
  EXPECT_TRUE(less("2.0.0-rc.1", "2.0.0"));
  EXPECT_FALSE(less("2.0.0", "2.0.0-rc.1"));
  EXPECT_FALSE(less("1.0.0+a", "1.0.0+b"));
}

TEST(FaultOf, KnowsPortsAndDigests) {
  EXPECT_EQ(FaultOf("nginx"), ImageFault::kNoTag);
  EXPECT_EQ(FaultOf("registry.example.com:5000/nginx"), ImageFault::kNoTag);
  EXPECT_EQ(FaultOf("nginx:latest"), ImageFault::kMovingTag);
  EXPECT_EQ(FaultOf("nginx:1.27"), ImageFault::kNone);
  EXPECT_EQ(FaultOf("nginx@sha256:00"), ImageFault::kNone);
  EXPECT_EQ(FaultOf("nginx:$(TAG)"), ImageFault::kNone);
  EXPECT_EQ(FaultOf(""), ImageFault::kNone);
}

size_t Literals(const char* data) {
  Source source("a.yaml", std::string("apiVersion: v1\nkind: Secret\n") + data);
  auto tree = ParseTree(source);
  GovernanceSet set;
  set.Add(Sort::kManifest, *tree);
  return LiteralSecrets(set.manifests().at(0)).size();
}

TEST(LiteralSecrets, AreValuesAndNotReferences) {
  EXPECT_EQ(Literals("stringData: { password: correct-horse }\n"), 1u);
  EXPECT_EQ(Literals("data: { api_key: Y29ycmVjdC1ob3JzZQ== }\n"), 1u);
  EXPECT_EQ(Literals("data: { password: Y2hhbmdlbWU= }\n"), 0u) << "changeme";
  EXPECT_EQ(Literals("stringData: { password: '<ssm:db>' }\n"), 0u);
  EXPECT_EQ(Literals("stringData: { password: vault:db }\n"), 0u);
  EXPECT_EQ(Literals("stringData: { password: }\n"), 0u);
  EXPECT_EQ(Literals("stringData: { AWS_ACCESS_KEY_ID: AKIA }\n"), 0u);
  EXPECT_EQ(Literals("stringData: { url: http://a.example }\n"), 0u);
  EXPECT_EQ(Literals("stringData: [a]\n"), 0u);
}

}  // namespace
}  // namespace interlock::governance
