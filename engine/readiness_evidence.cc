// SPDX-License-Identifier: Apache-2.0
#include "engine/readiness_evidence.h"

#include <algorithm>

#include "analyzers/config/config.h"
#include "analyzers/governance/governance.h"
#include "analyzers/governance/workflow_text.h"
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/line_index.h"
#include "core/text.h"

namespace interlock::readiness {
namespace {

// Whether the text has the word where a word begins: "latest" is no "test".
bool SaysWord(std::string_view text, std::string_view word) {
  auto letter = [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'z'); };
  bool bounded = letter(word.front());
  for (size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    char before = at == 0 ? ' ' : text[at - 1];
    if (!bounded || !letter(before)) return true;
  }
  return false;
}

// The first line that says one of the words before any comment on it.
Evidence LineSaying(const Source& source, Words words) {
  std::string_view text = source.text();
  uint32_t number = 1;
  for (std::string_view line : Split(text, '\n')) {
    std::string said = AsciiLower(line.substr(0, line.find('#')));
    bool says = std::ranges::any_of(
        words, [&](std::string_view word) { return SaysWord(said, word); });
    if (says) return {&source.path(), number};
    ++number;
  }
  return {};
}

Evidence PieceOf(const Project& project, governance::Sort sort) {
  for (const governance::Piece& piece : project.governance->pieces()) {
    if (piece.sort == sort) return {&piece.source->path(), 1};
  }
  return {};
}

bool IsOneOf(std::string_view name, Words names) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

Evidence At(const Source& source, uint32_t offset) {
  LineIndex lines(source.text());
  return {&source.path(), lines.Locate(offset, ColumnUnit::kUtf8).line};
}

Evidence PathLike(const Project& project, Words globs) {
  for (const std::string& path : project.paths) {
    bool like = std::ranges::any_of(
        globs, [&](std::string_view glob) { return GlobMatch(glob, path); });
    if (like) return {&path, 1};
  }
  return {};
}

Evidence WorkflowSays(const Project& project, Words words,
                      std::string_view event) {
  for (const workflow::Workflow& file : project.workflows->workflows) {
    if (!event.empty() && file.FindTrigger(event) == nullptr) continue;
    Evidence found = LineSaying(*file.source, words);
    if (found.found()) return found;
  }
  return {};
}

Evidence ScriptSays(const Project& project, Words words) {
  for (const InputFile& file : project.files) {
    if (file.kind != FileKind::kScript) continue;
    Evidence found = LineSaying(*file.source, words);
    if (found.found()) return found;
  }
  return {};
}

Evidence ConfigHas(const Project& project, std::string_view name,
                   std::string_view key) {
  for (const config::ConfigFile& file : project.configs->files()) {
    const Node* node = file.At(key);
    if (config::NameOf(file.sort) != name || node == nullptr) continue;
    return At(*file.source, node->span.begin);
  }
  return {};
}

Evidence ProtectedBranch(const Project& project) {
  for (const auto& one : project.protections->protections) {
    if (!one.Gates() || one.contexts.empty()) continue;
    return At(*one.source, one.contexts_span.begin);
  }
  return {};
}

Evidence ReviewedEnvironment(const Project& project) {
  for (const auto& one : project.protections->protections) {
    if (one.form != protection::Form::kEnvironment) continue;
    for (const auto& reviewer : one.reviewers) {
      bool somebody = reviewer.id && *reviewer.id > 0;
      if (somebody) return At(*one.source, reviewer.node->span.begin);
    }
  }
  return {};
}

Evidence TagRuleset(const Project& project) {
  for (const auto& one : project.protections->protections) {
    bool tags = one.form == protection::Form::kRuleset &&
                one.target == protection::Target::kTag &&
                one.enforcement == protection::Enforcement::kActive;
    if (tags) return At(*one.source, one.node->span.begin);
  }
  return {};
}

Evidence PullRequestWorkflow(const Project& project) {
  for (const workflow::Workflow& file : project.workflows->workflows) {
    const workflow::Trigger* trigger = file.FindTrigger("pull_request");
    bool opens = trigger != nullptr && !file.jobs.empty() &&
                 governance::HasType(*trigger, "opened");
    if (opens) return At(*file.source, trigger->span.begin);
  }
  return {};
}

Evidence ReusableWorkflow(const Project& project) {
  for (const workflow::Workflow& file : project.workflows->workflows) {
    const workflow::Trigger* trigger = file.FindTrigger("workflow_call");
    if (trigger != nullptr) return At(*file.source, trigger->span.begin);
  }
  return {};
}

Evidence PreviewJob(const Project& project) {
  for (const workflow::Workflow& file : project.workflows->workflows) {
    if (file.FindTrigger("pull_request") == nullptr) continue;
    for (const workflow::Job& job : file.jobs) {
      bool preview =
          AsciiLower(job.id.text).find("preview") != std::string::npos;
      if (preview) return At(*file.source, job.id.span.begin);
    }
  }
  return {};
}

Evidence PreviewCleanup(const Project& project) {
  for (const workflow::Workflow& file : project.workflows->workflows) {
    const workflow::Trigger* trigger = file.FindTrigger("pull_request");
    bool closes = trigger != nullptr && governance::HasType(*trigger, "closed");
    if (closes) return At(*file.source, trigger->span.begin);
  }
  return {};
}

Evidence DeploysTo(const Project& project, Words environments) {
  for (const workflow::Workflow& file : project.workflows->workflows) {
    for (const workflow::Job& job : file.jobs) {
      if (IsOneOf(job.environment.text, environments)) {
        return At(*file.source, job.environment.span.begin);
      }
      const workflow::Variable* given = job.with.Find("environment");
      if (given != nullptr && IsOneOf(given->value.text, environments)) {
        return At(*file.source, given->value.span.begin);
      }
    }
  }
  return {};
}

Evidence Dashboard(const Project& project) {
  return PieceOf(project, governance::Sort::kDashboard);
}
Evidence Alerts(const Project& project) {
  return PieceOf(project, governance::Sort::kAlerts);
}
Evidence Renovate(const Project& project) {
  Evidence renovate = PieceOf(project, governance::Sort::kRenovate);
  if (renovate.found()) return renovate;
  return PathLike(project,
                  {".github/dependabot.yml", ".github/dependabot.yaml"});
}

}  // namespace interlock::readiness
