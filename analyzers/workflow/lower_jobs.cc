// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/deploy.h"
#include "analyzers/workflow/lower.h"
#include "analyzers/workflow/reading.h"

namespace interlock::workflow {

std::vector<Job> Lowering::Jobs(const Node* node) {
  std::vector<Job> jobs;
  for (const Member& member : node->members) {
    if (!Take()) break;
    if (!member.value->IsMapping()) continue;
    jobs.push_back(JobOf(KeyOf(member), *member.value));
  }
  return jobs;
}

Job Lowering::JobOf(const Text& id, const Node& node) {
  Job job;
  job.id = id;
  job.node = &node;
  job.name = Field(node, "name");
  job.condition = Field(node, "if");
  job.needs = List(node.Find("needs"));
  job.timeout = Field(node, "timeout-minutes");
  job.continue_on_error = Field(node, "continue-on-error");
  job.permissions = PermissionsOf(node);
  job.concurrency = ConcurrencyOf(node);
  job.env = Map(node.Find("env"));
  job.outputs = Map(node.Find("outputs"));
  job.defaults = DefaultsOf(node);
  job.runner = RunsOnOf(node.Find("runs-on"));
  if (!job.runner.labels.empty()) job.runs_on = job.runner.labels.front();
  Strategy(node, job);
  Environment(node, job);
  Call(node, job);
  if (const Node* container = node.Find("container")) {
    job.container = ContainerOf(*container);
  }
  if (const Node* services = node.Find("services")) {
    for (const Member& member : services->members) {
      if (!Take()) break;
      job.services.push_back(ContainerOf(*member.value));
      job.services.back().name = KeyOf(member);
    }
  }
  job.steps = Steps(node.Find("steps"));
  return job;
}

void Lowering::Strategy(const Node& node, Job& job) {
  const Node* strategy = node.Find("strategy");
  if (strategy == nullptr) return;
  if (strategy->IsScalar()) {
    // The whole strategy is an expression; its matrix is as dynamic.
    if (!strategy->IsNull()) job.matrix = strategy;
    return;
  }
  job.matrix = strategy->Find("matrix");
  job.fail_fast = Field(*strategy, "fail-fast");
  job.max_parallel = Field(*strategy, "max-parallel");
}

void Lowering::Environment(const Node& node, Job& job) {
  const Node* environment = node.Find("environment");
  if (environment == nullptr) return;
  if (environment->IsScalar()) {
    job.environment = Scalar(environment);
    return;
  }
  job.environment = Field(*environment, "name");
  job.environment_url = Field(*environment, "url");
}

void Lowering::Call(const Node& node, Job& job) {
  job.uses = ParseUses(Field(node, "uses"));
  job.with = Map(node.Find("with"));
  const Node* secrets = node.Find("secrets");
  if (secrets != nullptr && secrets->IsScalar()) {
    job.secrets_inherit = Scalar(secrets);
  } else {
    job.secrets = Map(secrets);
  }
}

std::vector<Step> Lowering::Steps(const Node* node) {
  std::vector<Step> steps;
  if (node == nullptr) return steps;
  steps.reserve(node->items.size());
  for (const Node* item : node->items) {
    if (!Take()) break;
    if (!item->IsMapping()) continue;
    // Steps that run side by side are a list of their own.
    if (const Node* parallel = item->Find("parallel")) {
      for (const Node* inner : parallel->items) {
        if (!Take()) break;
        if (!inner->IsMapping()) continue;
        steps.push_back(StepOf(*inner));
        steps.back().group = parallel;
      }
      continue;
    }
    steps.push_back(StepOf(*item));
  }
  return steps;
}

Step Lowering::StepOf(const Node& node) {
  Step step;
  step.node = &node;
  step.span = node.span;
  step.id = Field(node, "id");
  step.name = Field(node, "name");
  step.condition = Field(node, "if");
  step.run = Field(node, "run");
  step.shell = Field(node, "shell");
  step.working_directory = Field(node, "working-directory");
  step.timeout = Field(node, "timeout-minutes");
  step.continue_on_error = Field(node, "continue-on-error");
  step.uses = ParseUses(Field(node, "uses"));
  step.env = Map(node.Find("env"));
  step.with = Map(node.Find("with"));
  step.background = Field(node, "background");
  step.secrets = SecretsOf(step);
  step.deploys = Deploys(step);
  return step;
}

RunsOn Lowering::RunsOnOf(const Node* node) {
  RunsOn runner;
  if (node == nullptr) return runner;
  if (node->IsMapping()) {
    runner.group = Field(*node, "group");
    runner.labels = List(node->Find("labels"));
    return runner;
  }
  runner.labels = List(node);
  if (node->IsScalar() && node->text.find("${{") != std::string_view::npos) {
    runner.dynamic = Scalar(node);
  }
  return runner;
}

}  // namespace interlock::workflow
