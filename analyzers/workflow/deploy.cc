// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/deploy.h"

#include <algorithm>
#include <array>
#include <set>

#include "analyzers/workflow/gate.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr size_t kMaxDeployments = 2000;

constexpr auto kCommands =
    std::to_array<std::string_view>({"kubectl apply",
                                     "kubectl set image",
                                     "kubectl rollout restart",
                                     "helm upgrade",
                                     "helm install",
                                     "terraform apply",
                                     "tofu apply",
                                     "pulumi up",
                                     "argocd app sync",
                                     "flyctl deploy",
                                     "fly deploy",
                                     "serverless deploy",
                                     "sls deploy",
                                     "cdk deploy",
                                     "sam deploy",
                                     "gcloud run deploy",
                                     "gcloud app deploy",
                                     "gcloud functions deploy",
                                     "aws ecs update-service",
                                     "aws lambda update-function-code",
                                     "aws cloudformation deploy",
                                     "az webapp deploy",
                                     "az containerapp update",
                                     "eb deploy",
                                     "ansible-playbook",
                                     "make deploy",
                                     "wrangler deploy",
                                     "heroku container:release",
                                     "kamal deploy",
                                     "skaffold run",
                                     "nomad job run"});

constexpr auto kActions = std::to_array<std::string_view>(
    {"azure/webapps-deploy", "azure/k8s-deploy", "azure/functions-action",
     "aws-actions/amazon-ecs-deploy-task-definition",
     "google-github-actions/deploy-cloudrun",
     "google-github-actions/deploy-appengine",
     "google-github-actions/deploy-cloud-functions", "superfly/flyctl-actions",
     "akhileshns/heroku-deploy", "cloudflare/wrangler-action",
     "appleboy/ssh-action"});

constexpr auto kInputs = std::to_array<std::string_view>(
    {"environment", "env", "target", "stage", "deploy_env", "deploy-env",
     "target_environment", "target-environment", "environment_name",
     "environment-name", "namespace", "cluster", "deployment_environment"});

bool IsTargetInput(std::string_view name) {
  std::string lower = AsciiLower(name);
  return std::ranges::find(kInputs, lower) != kInputs.end();
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Which letters follow which at the beginnings of the commands.
constexpr auto kBeginnings = [] {
  std::array<uint32_t, 26> follow{};
  for (std::string_view command : kCommands) {
    follow[command[0] - 'a'] |= uint32_t{1} << (command[1] - 'a');
  }
  return follow;
}();

// Whether a command may begin there: a word does, and its first two letters,
// which must be in the text, rule out nearly all.
bool MayBegin(std::string_view text, size_t at) {
  char first = text[at];
  char second = text[at + 1];
  if (!IsLower(first) || !IsLower(second)) return false;
  if ((kBeginnings[first - 'a'] >> (second - 'a') & 1) == 0) return false;
  if (at == 0) return true;
  char before = text[at - 1];
  return !IsDigit(before) && !IsLower(before) && before != '-';
}

bool IsNamed(std::string_view text) {
  return std::ranges::any_of(kCommands, [&](std::string_view command) {
    return command[0] == text[0] && text.starts_with(command);
  });
}

bool BeginsWithDeploy(std::string_view text) {
  return std::ranges::any_of(kCommands, [&](std::string_view command) {
    if (!text.starts_with(command)) return false;
    text.remove_prefix(command.size());
    // "make deploy-docs" is another target.
    return text.empty() || text[0] == ' ' || text[0] == '\\';
  });
}

// The command of a line, without what only shows what would happen.
bool LineDeploys(std::string_view line) {
  line = Trim(line);
  if (line.starts_with("#") || line.starts_with("echo ")) return false;
  for (size_t at = 0; at + 1 < line.size(); ++at) {
    if (MayBegin(line, at) && BeginsWithDeploy(line.substr(at))) {
      return line.find("--dry-run") == line.npos;
    }
  }
  return false;
}

// Whether some line deploys. The lines are told apart only where one may.
bool TextDeploys(std::string_view text) {
  for (size_t at = 0; at + 1 < text.size(); ++at) {
    if (!MayBegin(text, at) || !IsNamed(text.substr(at))) continue;
    size_t begin = text.rfind('\n', at) + 1;  // 0 when there is none
    size_t end = std::min(text.find('\n', at), text.size());
    if (LineDeploys(text.substr(begin, end - begin))) return true;
    at = end;
  }
  return false;
}

// "${{ inputs.x }}" and "${{ github.event.inputs.x }}" give x.
std::string_view InputNamed(std::string_view text) {
  text = Trim(text);
  if (!text.starts_with("${{") || !text.ends_with("}}")) return {};
  text = Trim(text.substr(3, text.size() - 5));
  for (std::string_view front : {"inputs.", "github.event.inputs."}) {
    if (!text.starts_with(front)) continue;
    std::string_view name = text.substr(front.size());
    bool plain = name.find_first_of(" .[(|&'") == name.npos;
    return plain ? name : std::string_view();
  }
  return {};
}

const Input* FindInput(const Workflow& workflow, std::string_view event,
                       std::string_view name) {
  const Trigger* trigger = workflow.FindTrigger(event);
  if (trigger == nullptr) return nullptr;
  for (const Input& input : trigger->inputs) {
    if (EqualsIgnoringCase(input.name.text, name)) return &input;
  }
  return nullptr;
}

// Whether whoever starts the workflow by hand may write production there.
bool MayBeProduction(const Input& input) {
  std::string_view type = input.type.text;
  if (type == "boolean" || type == "number") return false;
  const Node* options =
      input.node == nullptr ? nullptr : input.node->Find("options");
  if (options == nullptr) return true;
  return std::ranges::any_of(options->items, [](const Node* option) {
    return StageOf(option->text) == Stage::kProduction;
  });
}

// Follows a value up through the callers until it is literal or chosen.
void Resolve(Text value, size_t level, Deployment& out) {
  while (true) {
    const CheckLevel& here = out.levels[level];
    std::string_view name = InputNamed(value.text);
    if (name.empty()) {
      bool dynamic = value.text.find("${{") != value.text.npos;
      out.stage = dynamic ? Stage::kOther : StageOf(value.text);
      out.target = value;
      out.target_source = here.workflow->source;
      return;
    }
    if (level == 0) {
      const Input* input = FindInput(*here.workflow, "workflow_dispatch", name);
      out.chosen = input != nullptr && MayBeProduction(*input);
      out.target = value;
      out.target_source = here.workflow->source;
      return;
    }
    const CheckLevel& caller = out.levels[--level];
    const Variable* given = caller.job->with.Find(name);
    if (given == nullptr) return;
    value = given->value;
  }
}

// Where a job deploys to: its environment, an input that says so, or a name.
void FindTarget(Deployment& out) {
  size_t last = out.levels.size() - 1;
  if (out.job().environment.stated()) {
    return Resolve(out.job().environment, last, out);
  }
  for (const Variables* variables : {&out.job().env, &out.job().with}) {
    for (const Variable& one : variables->all) {
      if (IsTargetInput(one.name.text)) return Resolve(one.value, last, out);
    }
  }
  for (size_t level = last; level-- > 0;) {
    for (const Variable& one : out.levels[level].job->with.all) {
      if (IsTargetInput(one.name.text)) return Resolve(one.value, level, out);
    }
  }
  for (size_t level = last + 1; level-- > 0;) {
    const CheckLevel& one = out.levels[level];
    for (const Text* text : {&one.job->id, &one.job->name}) {
      out.stage = StageOf(text->text);
      if (out.stage == Stage::kOther) continue;
      out.target = *text;
      out.target_source = one.workflow->source;
      return;
    }
  }
}

}  // namespace

bool Deploys(const Step& step) {
  if (step.uses.kind == UsesKind::kRemote) {
    std::string name = AsciiLower(step.uses.repository);
    return std::ranges::find(kActions, name) != kActions.end();
  }
  return TextDeploys(step.run.text);
}

bool Deploys(const Job& job) {
  if (!std::ranges::any_of(job.steps, &Step::deploys)) return false;
  // Going back must not wait for a reviewer.
  std::string name =
      AsciiLower(std::string(job.id.text) + " " + std::string(job.name.text));
  for (std::string_view back : {"rollback", "roll-back", "roll back"}) {
    if (name.find(back) != name.npos) return false;
  }
  return true;
}

std::vector<Deployment> FindDeployments(const WorkflowSet& set) {
  std::vector<Deployment> all;
  const Job* last = nullptr;  // the checks of one job stand together
  bool deploys = false;
  std::set<std::vector<const Job*>> seen;
  for (const Check& check : set.checks) {
    if (check.form != CheckForm::kJob || all.size() >= kMaxDeployments) {
      continue;
    }
    if (&check.job() != last) deploys = Deploys(check.job());
    last = &check.job();
    if (!deploys) continue;
    std::vector<const Job*> jobs;
    for (const CheckLevel& level : check.levels) jobs.push_back(level.job);
    if (!seen.insert(std::move(jobs)).second) continue;
    Deployment one;
    one.levels = check.levels;
    FindTarget(one);
    all.push_back(std::move(one));
  }
  return all;
}

bool IsGate(const Job& job, const WorkflowSet& set) {
  if (job.environment.stated()) return true;
  if (job.calls()) {
    const Workflow* callee =
        job.uses.kind == UsesKind::kLocal ? set.Find(job.uses.path) : nullptr;
    if (callee == nullptr) return true;  // what it does is not known
    return std::ranges::any_of(callee->jobs, [](const Job& inner) {
      return inner.calls() || !Deploys(inner);
    });
  }
  bool works = std::ranges::any_of(
      job.steps, [](const Step& step) { return !Prepares(step); });
  return works && !Deploys(job);
}

bool HasGateBefore(const Deployment& deployment, const WorkflowSet& set) {
  for (const CheckLevel& level : deployment.levels) {
    for (const Job* need : AllNeeds(*level.workflow, *level.job)) {
      if (IsGate(*need, set)) return true;
    }
  }
  return false;
}

}  // namespace interlock::workflow
