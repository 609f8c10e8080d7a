// SPDX-License-Identifier: Apache-2.0
// What each phase asks for, and how to get it.
#include "engine/readiness_evidence.h"

namespace interlock::readiness {
namespace {

constexpr Ask kAsks[] = {
    {0, "Owners of the code are written down",
     "write .github/CODEOWNERS with a team for each folder",
     [](const Project& p) {
       return PathLike(p,
                       {"CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"});
     }},
    {0, "What is deployed is described here",
     "commit the chart, the manifests or the Terraform that deploy it",
     [](const Project& p) {
       return PathLike(
           p, {"**/Chart.yaml", "**/kustomization.yaml", "**/*.tf", "k8s/**"});
     }},
    {0, "Runbooks are written",
     "write ops/runbooks/ for the release, the migration and the rollback",
     [](const Project& p) {
       return PathLike(p, {"**/runbooks/**", "**/RUNBOOKS/**", "**/RUNBOOKS.md",
                           "**/runbook*.md"});
     }},
    {1, "The default branch requires checks",
     "keep its protection as JSON in .github/protection/ and apply it",
     ProtectedBranch},
    {1, "An environment asks for reviewers",
     "keep .github/environments/prod.json with the ids of real reviewers",
     ReviewedEnvironment},
    {2, "A workflow runs on every pull request",
     "add a workflow on pull_request that builds, tests and scans",
     PullRequestWorkflow},
    {2, "Tests run there", "run the tests of the repository in it",
     [](const Project& p) {
       return WorkflowSays(p, {"test", "make unit", "ctest"}, "pull_request");
     }},
    {2, "Parts of it are reusable",
     "move what the release repeats into workflows on workflow_call",
     ReusableWorkflow},
    {3, "A preview is deployed for a pull request",
     "add a job 'preview-deploy' to the pull request workflow", PreviewJob},
    {3, "Previews are removed when it closes",
     "add a workflow on pull_request with types: [closed]", PreviewCleanup},
    {4, "Code is analysed", "run CodeQL, or a scanner like it",
     [](const Project& p) {
       return WorkflowSays(p, {"codeql-action", "semgrep", "sonar"});
     }},
    {4, "Dependencies and images are scanned",
     "run dependency review, Trivy, Grype or OSV-Scanner",
     [](const Project& p) {
       return WorkflowSays(
           p, {"dependency-review", "trivy", "grype", "osv-scanner", "snyk"});
     }},
    {4, "A bill of materials is made", "make an SBOM and keep it",
     [](const Project& p) {
       return WorkflowSays(p, {"sbom", "cyclonedx", "syft"});
     }},
    {4, "Policies are checked", "run conftest over Terraform, Helm and SQL",
     [](const Project& p) {
       return WorkflowSays(p,
                           {"conftest", "opa eval", "opa test", "interlock"});
     }},
    {5, "db.yml says where migrations are and what they must bring",
     "write .ci/config/db.yml with schema_dir and required_docs",
     [](const Project& p) { return ConfigHas(p, "db.yml", "schema_dir"); }},
    {5, "A pull request workflow tries migrations out",
     "add a job that dry-runs db/migrations against a throwaway clone",
     [](const Project& p) {
       return WorkflowSays(p, {"dry-run", "dryrun", "interlock"},
                           "pull_request");
     }},
    {5, "What takes migrations back is there",
     "write the rollback script that db.yml names",
     [](const Project& p) {
       return PathLike(p, {"**/rollback*.sql", "**/*.down.sql", "**/down.sql"});
     }},
    {6, "Images are published by a workflow",
     "build and push the image in a reusable workflow",
     [](const Project& p) {
       return WorkflowSays(p, {"build-push-action", "docker push",
                               "buildx build --push", "goreleaser"});
     }},
    {6, "What is published is signed",
     "sign the digest with cosign, or attest its provenance",
     [](const Project& p) {
       return WorkflowSays(p, {"cosign sign", "attest-build-provenance"});
     }},
    {7, "A workflow deploys to stage",
     "deploy to stage before production in the release train",
     [](const Project& p) {
       return DeploysTo(p, {"stage", "staging"});
     }},
    {7, "Objectives are written down", "write .ci/config/slo.yml",
     [](const Project& p) { return ConfigHas(p, "slo.yml", "slos"); }},
    {7, "A workflow asks whether they hold",
     "run a step that fails while an objective of stage is burning",
     [](const Project& p) {
       return WorkflowSays(
           p, {"slo require-green", "green_slo", "slo_gate", "slo-gate"});
     }},
    {8, "Canary steps are written down",
     "write canary.steps and canary.window_secs into release.yml",
     [](const Project& p) {
       return ConfigHas(p, "release.yml", "canary.steps");
     }},
    {8, "A workflow walks them",
     "run a step that watches each canary step and fails on a breach",
     [](const Project& p) { return WorkflowSays(p, {"canary"}); }},
    {8, "How a release is taken back is decided",
     "write rollback.strategy into release.yml",
     [](const Project& p) {
       return ConfigHas(p, "release.yml", "rollback.strategy");
     }},
    {9, "Protections are applied from files",
     "apply the files by Terraform, or by a script that calls gh api",
     [](const Project& p) {
       Evidence terraform = PathLike(p, {"**/github/*.tf"});
       return terraform.found() ? terraform
                                : ScriptSays(p, {"/protection", "/rulesets"});
     }},
    {9, "Release tags are protected",
     "keep a ruleset with the target tag in .github/rulesets/", TagRuleset},
    {10, "Dependencies are updated by a bot",
     "add .renovaterc.json, or .github/dependabot.yml", Renovate},
    {10, "A freeze label can stop merges",
     "add a required check that fails while the label freeze/main-red is set",
     [](const Project& p) {
       return WorkflowSays(p, {"freeze"}, "pull_request");
     }},
    {11, "Dashboards are kept as JSON",
     "export the dashboards of the golden signals into dashboards/", Dashboard},
    {11, "Alerts are kept as rules", "commit the alert rules beside them",
     Alerts},
    {11, "Builds say where a trace came from",
     "source .ci/otel/resource-attrs.env in the workflows",
     [](const Project& p) {
       return WorkflowSays(p,
                           {"otel_resource_attributes", "resource-attrs.env"});
     }},
};

}  // namespace

std::span<const Ask> Asks() { return kAsks; }

}  // namespace interlock::readiness
