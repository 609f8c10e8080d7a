// SPDX-License-Identifier: Apache-2.0
// Every fault that teams copy from published release procedures stands in
// examples/release-train, and a rule finds it at its line. The mended copy
// beside it is clean.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/command.h"
#include "core/text.h"
#include "rules/registry.h"

namespace interlock {
namespace {

std::string Interlock(std::vector<std::string> arguments) {
  StringWriter out, err;
  cli::World world{DiskFileSystem(),
                   SystemClock(),
                   out,
                   err,
                   INTERLOCK_SOURCE_DIR,
                   false,
                   false,
                   [](const char*) { return std::string(); },
                   [] { return std::string(); }};
  cli::RunCommandLine(arguments, world);
  return out.text() + err.text();
}

std::string Check(const std::string& folder) {
  return Interlock(
      {"check", folder, "--now", "2026-01-15", "-o", "concise", "--no-cache"});
}

struct Seed {
  const char* fault;
  const char* path;
  int line;
  const char* rule;
};

constexpr Seed kSeeds[] = {
    {"order of ls", ".ci/scripts/db_apply_pg.sh", 8,
     "migrations-ordered-by-ls"},
    {"order of ls", ".ci/scripts/db_dryrun_pg.sh", 10,
     "migrations-ordered-by-ls"},
    {"COMMIT outlives the dry run", ".ci/scripts/db_dryrun_pg.sh", 12,
     "dryrun-outlives-rollback"},
    {"output thrown away", ".ci/scripts/db_dryrun_pg.sh", 12,
     "migration-output-discarded"},
    {"a gate that exits with 0", ".ci/scripts/require_green_slo.sh", 8,
     "gate-script-cannot-fail"},
    {"a gate that only waits", ".ci/scripts/verify_canary_health.sh", 10,
     "gate-script-cannot-fail"},
    {"latest deployed", ".github/workflows/wf-reuse-deploy.yml", 33,
     "deploy-tag-floating"},
    {"latest pushed", ".github/workflows/wf-reuse-publish.yml", 22,
     "deploy-tag-floating"},
    {"latest signed", ".github/workflows/wf-reuse-publish.yml", 23,
     "deploy-tag-floating"},
    {"command in env", ".github/workflows/release-train.yml", 120,
     "env-command-not-run"},
    {"command in env", ".github/workflows/release-train.yml", 121,
     "env-command-not-run"},
    {"reviewer 0", ".github/environments/prod.json", 5, "reviewer-placeholder"},
    {"reviewer 0", ".github/environments/prod.json", 6, "reviewer-placeholder"},
    {"reviewer 0", ".github/environments/stage.json", 4,
     "reviewer-placeholder"},
    {"self-review", ".github/environments/prod.json", 3,
     "environment-self-review"},
    {"any branch deploys", ".github/environments/prod.json", 8,
     "environment-any-branch"},
    {"administrators go round", ".github/protection/main.json", 1,
     "protection-request-incomplete"},
    {"a scan that cannot fail", ".github/workflows/pr.yml", 78,
     "required-check-cannot-fail"},
    {"a way past the gate", ".github/workflows/promote.yml", 15,
     "deploy-skips-gate"},
    {"prod without environment", ".github/workflows/wf-reuse-deploy.yml", 18,
     "deploy-without-environment"},
    {"login that installs", ".github/workflows/preview-cleanup.yml", 16,
     "login-that-logs-in-nowhere"},
    {"row by row", "scripts/backfill_orders.ts", 16, "backfill-row-by-row"},
    {"UPDATE without batches", "db/migrations/2025090801_delivery.sql", 6,
     "unbatched-change"},
    {"snapshot deleted", "k8s/db/volumesnapshotclass.yaml", 7,
     "snapshot-deleted-with-object"},
    {"no secondary", "infra/dr/route53-failover.tf", 17,
     "failover-without-secondary"},
    {"back-up in the clear", "k8s/db/walg-secret.yaml", 10,
     "backup-not-encrypted"},
    {"secret in plain text", "k8s/db/walg-secret.yaml", 9,
     "secret-in-plain-text"},
    {"latest image", "k8s/db/cron-backup.yaml", 16, "image-tag-floating"},
    {"back-ups overlap", "k8s/db/cron-backup.yaml", 5, "backup-job-overlaps"},
    {"interval and RPO", "k8s/db/cron-backup.yaml", 8,
     "backup-schedule-misses-rpo"},
    {"comment in a shell", ".github/workflows/runbook-dispatch.yml", 20,
     "script-injection"},
    {"anybody may order it", ".github/workflows/runbook-dispatch.yml", 12,
     "comment-command-open"},
    {"a hidden failure", ".github/workflows/runbook-dispatch.yml", 28,
     "failure-ignored"},
    {"branch for a pin", ".github/workflows/wf-reuse-publish.yml", 18,
     "unpinned-action"},
    {"branch for a pin", ".github/workflows/pr.yml", 77, "unpinned-action"},
    {"require of YAML", "scripts/vuln-allow.js", 2, "yaml-required-as-module"},
    {"a check that echoes", ".github/workflows/schema-negotiate.yml", 15,
     "gate-cannot-fail"},
    {"no key to conflict with", "db/migrations/2025090704_schema_version.sql",
     8, "conflict-without-unique-key"},
    {"dead burn rate", ".ci/config/slo.yml", 21, "burn-rate-never-fires"},
    {"bare template", ".ci/config/db.yml", 9, "required-doc-unfilled"},
    {"limits that differ", "docs/rollback-criteria.md", 4,
     "rollback-criteria-differ"},
    {"stage skipped", "workflows/metadata/workflows_catalog.yaml", 18,
     "automation-stage-skipped"},
    {"expired exception", ".security/allowlist.yaml", 6,
     "vulnerability-exception-expired"},
    {"malformed id", ".security/allowlist.yaml", 20, "exception-id-malformed"},
};

class Seeded : public testing::TestWithParam<Seed> {};
INSTANTIATE_TEST_SUITE_P(Example, Seeded, testing::ValuesIn(kSeeds));

TEST_P(Seeded, IsFoundAtItsLine) {
  static const std::string found = Check("examples/release-train");
  const Seed& seed = GetParam();
  std::string place = std::string("examples/release-train/") + seed.path + ":" +
                      std::to_string(seed.line) + ":";
  std::string rule = std::string("[") + seed.rule + "]";
  bool told = false;
  for (std::string_view line : Split(found, '\n')) {
    told = told || (line.starts_with(place) && line.ends_with(rule));
  }
  EXPECT_TRUE(told) << seed.fault << ": " << place << " " << rule;
}

TEST_P(Seeded, IsExplained) {
  const Rule* rule = FindRule(GetParam().rule);
  ASSERT_NE(rule, nullptr) << GetParam().rule;
  EXPECT_GT(rule->info->docs.size(), 300u);
}

TEST(Mended, FindsNothing) {
  EXPECT_EQ(Check("examples/release-train-fixed"), "");
}

TEST(Mended, MeetsEveryPhase) {
  auto readiness = [](const char* folder) {
    return Interlock({"readiness", folder, "--now", "2026-01-15"});
  };
  EXPECT_NE(
      readiness("examples/release-train-fixed")
          .find("12 of 12 phases are complete.\nEvery phase is complete."),
      std::string::npos);
  std::string before = readiness("examples/release-train");
  EXPECT_EQ(before.find("12 of 12"), std::string::npos);
  EXPECT_NE(before.find("reviewer-placeholder"), std::string::npos);
}

TEST(Mended, ListsItsExceptionsWithTheirEnds) {
  std::string list = Interlock(
      {"exceptions", "examples/release-train-fixed", "--now", "2026-01-15"});
  EXPECT_NE(list.find("8 exceptions in 5 files"), std::string::npos) << list;
  EXPECT_EQ(list.find("expired"), std::string::npos) << list;
  EXPECT_EQ(list.find("no end"), std::string::npos) << list;
}

}  // namespace
}  // namespace interlock
