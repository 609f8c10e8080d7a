// SPDX-License-Identifier: Apache-2.0
// Files are told by their text, and what is not certain has no sort.
#include <gtest/gtest.h>

#include "analyzers/governance/governance.h"

namespace interlock::governance {
namespace {

struct Case {
  const char* path;
  const char* text;
  std::optional<Sort> sort;
};
constexpr Case kCases[] = {
    {"a.yaml", "apiVersion: v1\nkind: Pod\n", Sort::kManifest},
    {"a.yaml", "# x\n---\nkind: Pod\napiVersion: v1\n", Sort::kManifest},
    {"a.yaml", "apiVersion: v1\nkind: {{ .Kind }}\n", std::nullopt},
    {"chart/templates/a.yaml", "apiVersion: v1\nkind: Pod\n", std::nullopt},
    {"a.yaml", "spec:\n  apiVersion: v1\n  kind: Pod\n", std::nullopt},
    {".github/workflows/a.yaml", "apiVersion: v1\nkind: Pod\n", std::nullopt},
    {"a.txt", "apiVersion: v1\nkind: Pod\n", std::nullopt},
    {"a.yml", "groups:\n  - rules:\n      - alert: A\n", Sort::kAlerts},
    {"a.yml", "groups: [a]\n", std::nullopt},
    {"a.yml", "receivers: {}\nservice:\n  pipelines: {}\n", Sort::kCollector},
    {"a.yml", "service: a\nexporters: b\n", std::nullopt},
    {"m/ownership.yaml", "workflows:\n  a: {}\n", Sort::kOwnership},
    {"m/workflows_catalog.yaml", "workflows: []\n", Sort::kCatalog},
    {"m/other.yaml", "workflows: []\n", std::nullopt},
    {"a.json", R"({"panels": [], "schemaVersion": 1})", Sort::kDashboard},
    {"a.json", R"({"nodes": [], "connections": {}})", Sort::kAutomation},
    {"b/manifest.json", R"({"files": [{"sha256": ""}]})", Sort::kBundle},
    {"b/other.json", R"({"files": [{"sha256": ""}]})", std::nullopt},
    {"renovate.json", "", Sort::kRenovate},
    {".github/renovate.json5", "", Sort::kRenovate},
    {"packages/a/renovate.json", "", std::nullopt},
};

class Sorts : public testing::TestWithParam<Case> {};
INSTANTIATE_TEST_SUITE_P(Governance, Sorts, testing::ValuesIn(kCases));

TEST_P(Sorts, AreToldByTheText) {
  EXPECT_EQ(SortOf(GetParam().path, GetParam().text), GetParam().sort)
      << GetParam().path << "\n"
      << GetParam().text;
}

TEST(Manifests, AreReadFromEveryDocumentAndList) {
  Source source("a.yaml",
                "apiVersion: apps/v1\nkind: Deployment\n"
                "metadata: { name: a, namespace: prod }\n---\n"
                "apiVersion: v1\nkind: List\nitems:\n"
                "  - { apiVersion: v1, kind: Secret, metadata: { name: b } }\n"
                "---\nnothing\n");
  auto tree = ParseTree(source);
  GovernanceSet set;
  set.Add(Sort::kManifest, *tree);
  ASSERT_EQ(set.manifests().size(), 2u);
  EXPECT_TRUE(set.manifests()[0].Is("apps", "Deployment"));
  EXPECT_FALSE(set.manifests()[0].Is("", "Deployment"));
  EXPECT_EQ(set.manifests()[0].space, "prod");
  EXPECT_TRUE(set.manifests()[1].Is("", "Secret"));
  EXPECT_EQ(source.Text(set.manifests()[1].place), "b");
}

TEST(Manifests, AreNotReadFromABrokenFile) {
  Source source("a.yaml", "apiVersion: v1\nkind: Secret\n  data: [\n");
  auto tree = ParseTree(source);
  GovernanceSet set;
  set.Add(Sort::kManifest, *tree);
  EXPECT_TRUE(set.manifests().empty());
  EXPECT_TRUE(set.pieces().empty());
}

}  // namespace
}  // namespace interlock::governance
