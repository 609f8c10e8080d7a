// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace interlock::protection {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// The protections of one file.
std::vector<Protection> Read(TestRepository& repository,
                             const std::string& path, const std::string& text) {
  repository.Add(path, text);
  repository.Build();
  return repository.protections();
}

std::vector<std::string> Names(const Protection& protection) {
  std::vector<std::string> names;
  for (const RequiredContext& context : protection.contexts) {
    names.emplace_back(context.name);
  }
  return names;
}

TEST(Classic, ReadsWhatIsSent) {
  TestRepository r;
  auto all = Read(r, "main.json", R"({
  "required_status_checks": {"strict": true, "contexts": ["a"],
    "checks": [{"context": "b", "app_id": -1}, {"context": "c", "app_id": 7}]},
  "enforce_admins": true, "allow_deletions": false,
  "required_pull_request_reviews": {"required_approving_review_count": 2},
  "restrictions": null})");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].form, Form::kClassic);
  EXPECT_THAT(Names(all[0]), ElementsAre("a", "b", "c"));
  EXPECT_FALSE(all[0].contexts[1].app_id);
  EXPECT_EQ(all[0].contexts[2].app_id, 7);
  EXPECT_TRUE(all[0].strict);
  EXPECT_EQ(all[0].At(Property::kAdmins).on, true);
  EXPECT_EQ(all[0].At(Property::kNoDeletion).on, true);
  EXPECT_EQ(all[0].approvals, 2);
  EXPECT_THAT(all[0].branches, ElementsAre("main"));
}

TEST(Classic, ReadsWhatIsReceivedAndMergesItsTwoLists) {
  TestRepository r;
  auto all = Read(r, "x.json", R"({
  "url": "https://api.github.com/repos/o/r/branches/release/1/protection",
  "required_status_checks": {"strict": false, "contexts": ["test"],
    "checks": [{"context": "test", "app_id": 15368}]},
  "enforce_admins": {"url": "u", "enabled": true}})");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0].branches, ElementsAre("release/1"));
  ASSERT_THAT(all[0].contexts, SizeIs(1));
  EXPECT_THAT(all[0].contexts[0].places, SizeIs(2));
  EXPECT_EQ(all[0].contexts[0].app_id, kActionsApp);
  EXPECT_EQ(all[0].At(Property::kAdmins).on, true);
}

TEST(Classic, TwoAppsAreTwoRequirements) {
  TestRepository r;
  auto all = Read(r, "x.json", R"({"required_status_checks": {"checks": [
    {"context": "t", "app_id": 1}, {"context": "t", "app_id": 2}]}})");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0].contexts, SizeIs(2));
}

constexpr char kRuleset[] = R"({"name": "main", "target": "branch",
  "enforcement": "evaluate",
  "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH",
    "refs/heads/release/*"], "exclude": ["refs/heads/x"]}},
  "rules": [{"type": "deletion"}, {"type": "merge_queue", "parameters": {}},
   {"type": "required_status_checks", "parameters": {
     "strict_required_status_checks_policy": true,
     "required_status_checks": [
       {"context": "t", "integration_id": 15368}]}}]})";

TEST(Ruleset, ReadsOneOrMany) {
  for (std::string text :
       {std::string(kRuleset), "[" + std::string(kRuleset) + "]"}) {
    TestRepository r;
    auto all = Read(r, "x.json", text);
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].form, Form::kRuleset);
    EXPECT_EQ(all[0].enforcement, Enforcement::kEvaluate);
    EXPECT_THAT(all[0].branches, ElementsAre("~DEFAULT_BRANCH", "release/*"));
    EXPECT_THAT(all[0].excluded, ElementsAre("x"));
    EXPECT_THAT(Names(all[0]), ElementsAre("t"));
    EXPECT_NE(all[0].merge_queue, nullptr);
    EXPECT_TRUE(all[0].strict);
  }
}

TEST(Ruleset, TagsDoNotGate) {
  TestRepository r;
  auto all = Read(r, "x.json", R"({"target": "tag", "enforcement": "active",
    "rules": [{"type": "deletion"}]})");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_FALSE(all[0].Gates());
}

TEST(BranchRules, ReadsTheFlatList) {
  TestRepository r;
  auto all = Read(r, "x.json", R"([
    {"type": "deletion", "ruleset_id": 1, "ruleset_source": "o/r"},
    {"type": "required_status_checks", "ruleset_id": 1, "parameters": {
      "required_status_checks": [{"context": "a"}, {"context": "b"}]}}])");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].form, Form::kBranchRules);
  EXPECT_THAT(Names(all[0]), ElementsAre("a", "b"));
}

TEST(Wrapped, ReadsSettingsInYaml) {
  TestRepository r;
  auto all = Read(r, ".github/settings.yml", R"(
branches:
  - name: main
    protection:
      required_status_checks: {strict: true, contexts: [test]}
      enforce_admins: true
  - name: default
    protection:
      required_status_checks:
        checks: [{context: lint, app_id: 15368}]
environments:
  - name: production
    deployment_branch_policy: {protected_branches: true}
    reviewers: [{type: Team, id: 0}]
)");
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(Names(all[0]), ElementsAre("test"));
  EXPECT_THAT(all[0].branches, ElementsAre("main"));
  EXPECT_THAT(all[1].branches, ElementsAre("~DEFAULT_BRANCH"));
  EXPECT_EQ(all[2].form, Form::kEnvironment);
  EXPECT_EQ(all[2].name, "production");
  ASSERT_THAT(all[2].reviewers, SizeIs(1));
  EXPECT_EQ(all[2].reviewers[0].id, 0);
}

TEST(Wrapped, ReadsMapsListsAndOwnForms) {
  struct Case {
    const char* text;
    const char* branch;
  };
  for (const Case& c : {
           Case{R"({"main": {"required_status_checks": {"contexts": ["t"]}}})",
                "main"},
           Case{R"({"protection_rules": [{"pattern": "rel", "required_contexts":
                ["t"]}]})",
                "rel"},
           Case{R"({"branch": "dev", "required_contexts": ["t"]})", "dev"},
           Case{R"({"name": "b", "protected": true, "protection": {"enabled":
                true, "required_status_checks": {"enforcement_level": "x",
                "contexts": ["t"]}}})",
                "b"},
           Case{R"({"branch": "q", "strict": true, "contexts": ["t"]})", "q"},
       }) {
    TestRepository r;
    auto all = Read(r, "x.json", c.text);
    ASSERT_THAT(all, SizeIs(1)) << c.text;
    EXPECT_THAT(Names(all[0]), ElementsAre("t")) << c.text;
    EXPECT_THAT(all[0].branches, ElementsAre(c.branch)) << c.text;
  }
}

TEST(Environment, ReadsWhatIsReceived) {
  TestRepository r;
  auto all = Read(r, "x.json", R"({"id": 1, "name": "production",
    "protection_rules": [{"type": "wait_timer", "wait_timer": 30},
      {"type": "required_reviewers", "prevent_self_review": true,
       "reviewers": [{"type": "Team", "reviewer": {"id": 9}}]}],
    "deployment_branch_policy": null})");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].prevent_self_review.on, true);
  ASSERT_THAT(all[0].reviewers, SizeIs(1));
  EXPECT_EQ(all[0].reviewers[0].id, 9);
}

TEST(Environment, ReadsWhatIsSent) {
  TestRepository r;
  auto all = Read(r, ".github/environments/prod.json", R"({"wait_timer": 30,
    "prevent_self_review": true, "reviewers": [{"type": "Team", "id": 1}],
    "deployment_branch_policy": {"protected_branches": true,
      "custom_branch_policies": false}})");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].name, "prod");
  EXPECT_EQ(all[0].wait_minutes, 30);
  EXPECT_EQ(all[0].refs, RefPolicy::kProtected);
  TestRepository both;
  all = Read(both, "e.json", R"({"deployment_branch_policy": {
    "protected_branches": true, "custom_branch_policies": true}})");
  EXPECT_EQ(all[0].refs, RefPolicy::kRefused);
  TestRepository any;
  all = Read(any, "e.json", R"({"deployment_branch_policy": null})");
  EXPECT_EQ(all[0].refs, RefPolicy::kAny);
}

TEST(Environment, ReadsPatternsAndSettings) {
  TestRepository r;
  auto all = Read(r, ".github/settings.yml",
                  "environments:\n  - name: production\n    wait_timer: 5\n"
                  "    deployment_branch_policy:\n"
                  "      custom_branch_policies: [main, release/*]\n"
                  "  - name: dev\n");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].refs, RefPolicy::kCustom);
  ASSERT_THAT(all[0].patterns, SizeIs(2));
  EXPECT_EQ(all[0].patterns[1].pattern, "release/*");
  EXPECT_EQ(all[1].name, "dev");
  TestRepository policies;
  all = Read(policies, "environments/prod.json", R"({"branch_policies": [
    {"id": 1, "name": "v*", "type": "tag"}]})");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].form, Form::kDeploymentPolicies);
  EXPECT_TRUE(all[0].patterns[0].tag);
}

TEST(Tags, ReadsTheOldProtection) {
  TestRepository r;
  auto all = Read(r, "tags.json", R"([{"id": 2, "created_at": "x",
    "updated_at": "y", "enabled": true, "pattern": "v1.*"}])");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].form, Form::kTags);
  EXPECT_THAT(all[0].branches, ElementsAre("v1.*"));
}

TEST(Asf, ReadsProtectedBranches) {
  TestRepository r;
  auto all = Read(r, ".asf.yaml", R"(
github:
  protected_branches:
    main:
      required_signatures: true
      required_status_checks:
        strict: true
        contexts: [build]
        checks: [{context: test, app_id: -1}]
)");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0].branches, ElementsAre("main"));
  EXPECT_THAT(Names(all[0]), ElementsAre("build", "test"));
  EXPECT_EQ(all[0].At(Property::kSignatures).on, true);
}

TEST(Terraform, ReadsBranchProtection) {
  TestRepository r;
  auto all = Read(r, "main.tf", R"(
resource "github_branch_protection" "m" {
  repository_id  = github_repository.r.node_id
  pattern        = "main"
  enforce_admins = true
  required_status_checks {
    strict   = true
    contexts = ["test", var.more]
  }
  required_pull_request_reviews { required_approving_review_count = 2 }
}
resource "github_branch_protection_v3" "n" {
  repository = "r"
  branch     = "dev"
  required_status_checks { checks = ["a:15368", "b: c:-1", "d: e"] }
}
)");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_THAT(all[0].branches, ElementsAre("main"));
  EXPECT_THAT(Names(all[0]), ElementsAre("test"));
  EXPECT_TRUE(all[0].more_contexts);
  EXPECT_EQ(all[0].approvals, 2);
  EXPECT_EQ(all[0].At(Property::kAdmins).on, true);
  EXPECT_TRUE(all[0].maybe_elsewhere);
  EXPECT_THAT(Names(all[1]), ElementsAre("a", "b: c", "d: e"));
  EXPECT_EQ(all[1].contexts[0].app_id, kActionsApp);
  EXPECT_FALSE(all[1].contexts[1].app_id);
}

TEST(Terraform, ReadsRulesetsAndEnvironments) {
  TestRepository r;
  auto all = Read(r, "main.tf", R"(
resource "github_repository_ruleset" "m" {
  name        = "main"
  target      = "branch"
  enforcement = "evaluate"
  conditions {
    ref_name {
      include = ["~DEFAULT_BRANCH", "refs/heads/rel"]
      exclude = []
    }
  }
  bypass_actors {
    actor_id    = 5
    actor_type  = "RepositoryRole"
    bypass_mode = "always"
  }
  rules {
    deletion         = true
    non_fast_forward = false
    pull_request { required_approving_review_count = 1 }
    required_status_checks {
      required_check {
        context        = "test"
        integration_id = 15368
      }
      required_check { context = "lint" }
    }
  }
}
resource "github_repository_environment" "p" {
  environment = "production"
  repository  = "r"
  wait_timer  = 30
  reviewers {
    teams = [1, data.github_team.t.id]
  }
  deployment_branch_policy {
    protected_branches     = false
    custom_branch_policies = true
  }
}
)");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].enforcement, Enforcement::kEvaluate);
  EXPECT_THAT(all[0].branches, ElementsAre("~DEFAULT_BRANCH", "rel"));
  EXPECT_THAT(Names(all[0]), ElementsAre("test", "lint"));
  EXPECT_EQ(all[0].At(Property::kNoDeletion).on, true);
  EXPECT_EQ(all[0].At(Property::kNoForcePush).on, false);
  ASSERT_THAT(all[0].bypasses, SizeIs(1));
  EXPECT_EQ(all[0].bypasses[0].id, 5);
  EXPECT_EQ(all[1].name, "production");
  ASSERT_THAT(all[1].reviewers, SizeIs(2));
  EXPECT_TRUE(all[1].reviewers[1].dynamic);
  EXPECT_EQ(all[1].refs, RefPolicy::kCustom);
}

TEST(Toml, ReadsTheTableOfEachBranch) {
  TestRepository r;
  auto all = Read(r, "repos/org/a.toml", R"x(
org = "org"
name = "a"

[[branch-protections]]
pattern = "main"
ci-checks = ["build", "test (3.10)"]
required-approvals = 0

[[branch-protections]]
pattern = "release-*"
)x");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_THAT(all[0].branches, ElementsAre("main"));
  EXPECT_THAT(Names(all[0]), ElementsAre("build", "test (3.10)"));
  EXPECT_TRUE(all[0].partial);
  EXPECT_TRUE(all[0].maybe_elsewhere);
  EXPECT_THAT(all[1].branches, ElementsAre("release-*"));
  EXPECT_THAT(Names(all[1]), IsEmpty());
}

TEST(Others, AreNoProtections) {
  for (const char* text :
       {"{}", "[]", "[1]", "\"x\"", R"({"contexts": ["a"]})",
        R"({"rules": [{"type": "x"}]})", R"({"reviewers": ["a"]})",
        R"({"name": "x", "branches": ["main"]})",
        R"([{"type": "object", "properties": {}}])",
        R"({"required_contexts": []})", R"({"enforcement": "active"})"}) {
    TestRepository r;
    EXPECT_THAT(Read(r, "x.json", text), IsEmpty()) << text;
  }
}

TEST(Detection, LooksAtPathAndText) {
  EXPECT_TRUE(LooksLikeProtection("a.json", R"({"required_status_checks":1})"));
  EXPECT_TRUE(LooksLikeProtection("r.json", kRuleset));
  EXPECT_TRUE(
      LooksLikeProtection(".github/settings.yml", "required_status_checks:"));
  EXPECT_TRUE(LooksLikeProtection("e.json", R"({"reviewers":[],
    "wait_timer":1})"));
  EXPECT_FALSE(LooksLikeProtection("a.yml", "required_status_checks: x"));
  EXPECT_FALSE(LooksLikeProtection("package.json", R"({"rules": {}})"));
  EXPECT_FALSE(LooksLikeProtection("a.tf", "required_status_checks"));
  EXPECT_FALSE(LooksLikeProtection("tests/fixtures/r.json", kRuleset));
  EXPECT_TRUE(LooksLikeProtection(".github/templates/r.json", kRuleset));
}

}  // namespace
}  // namespace interlock::protection
