// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/reading.h"

#include <algorithm>

#include "core/text.h"
#include "parsers/scalar_map.h"

namespace interlock::workflow {
namespace {

bool IsPathNode(ExprKind kind) {
  return kind == ExprKind::kMember || kind == ExprKind::kIndex ||
         kind == ExprKind::kStar || kind == ExprKind::kContext;
}

// The longest paths only: `a.b` inside `a.b.c` is not told again. What stands
// between an index's brackets is a path of its own.
void Collect(const Expression& expression, Span span,
             std::vector<Reference>& out) {
  if (!expression.ok()) return;
  std::vector<bool> inner(expression.nodes.size());
  for (const Expr& expr : expression.nodes) {
    if (IsPathNode(expr.kind) && !expr.children.empty()) {
      inner[expr.children.front()] = true;
    }
  }
  for (uint32_t i = 0; i < expression.nodes.size(); ++i) {
    if (inner[i] || !IsPathNode(expression.at(i).kind)) continue;
    std::string path = PathOf(expression, i);
    if (!path.empty()) out.push_back({std::move(path), span});
  }
}

constexpr std::string_view kPrivileged[] = {
    "pull_request_target", "workflow_run",      "issue_comment", "issues",
    "discussion",          "discussion_comment"};

}  // namespace

std::vector<Reference> ReferencesIn(std::string_view text) {
  std::vector<Reference> found;
  if (!HasExpression(text)) return found;
  Template parsed = ParseTemplate(text);
  for (const Piece& piece : parsed.pieces) {
    if (piece.is_expression) Collect(piece.expression, piece.span, found);
  }
  return found;
}

std::vector<Reference> ReferencesInCondition(std::string_view text) {
  if (HasExpression(text)) return ReferencesIn(text);
  std::vector<Reference> found;
  Collect(ParseExpression(text), {0, static_cast<uint32_t>(text.size())},
          found);
  return found;
}

std::vector<std::string> SecretsIn(std::string_view text) {
  std::vector<std::string> names;
  // The rarer text first: most scripts are free of expressions.
  if (!HasExpression(text) || text.find("secrets") == std::string_view::npos) {
    return names;
  }
  for (const Reference& one : ReferencesIn(text)) {
    if (one.path == "secrets") names.push_back("*");
    if (!one.path.starts_with("secrets.")) continue;
    std::string name = one.path.substr(8);
    if (name != "github_token") names.push_back(std::move(name));
  }
  return names;
}

bool ReadsSecrets(std::string_view text) { return !SecretsIn(text).empty(); }

std::vector<std::string> SecretsOf(const Step& step) {
  std::vector<std::string> all = SecretsIn(step.run.text);
  for (const Variables* some : {&step.env, &step.with}) {
    for (const Variable& one : some->all) {
      std::ranges::move(SecretsIn(one.value.text), std::back_inserter(all));
    }
  }
  return all;
}

Span InFile(const Source& source, const Text& text, Span part) {
  if (text.node == nullptr) return text.span;
  return ScalarMap(*text.node, source.text()).At(part);
}

bool IsWorkflowPath(std::string_view path) {
  std::string_view extension = Extension(path);
  return path.starts_with(".github/workflows/") &&
         (extension == ".yml" || extension == ".yaml");
}

bool UsesAction(const Step& step, std::string_view repository) {
  return EqualsIgnoringCase(step.uses.repository, repository);
}

std::string_view Given(const Step& step, std::string_view name) {
  const Variable* variable = step.with.Find(name);
  return variable == nullptr ? std::string_view() : Trim(variable->value.text);
}

bool IsYes(std::string_view text) {
  return EqualsIgnoringCase(Trim(text), "true");
}

bool IsCommit(std::string_view ref) {
  auto hex = [](char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  return (ref.size() == 40 || ref.size() == 64) &&
         std::ranges::all_of(ref, hex);
}

const Trigger* PrivilegedTrigger(const Workflow& workflow) {
  for (std::string_view event : kPrivileged) {
    const Trigger* trigger = workflow.FindTrigger(event);
    if (trigger != nullptr) return trigger;
  }
  return nullptr;
}

GrantOf TokenOf(const Workflow& workflow, const Job& job) {
  const Permissions& stated = job.permissions.form != PermissionsForm::kAbsent
                                  ? job.permissions
                                  : workflow.permissions;
  GrantOf grant;
  switch (stated.form) {
    case PermissionsForm::kAbsent:
    case PermissionsForm::kUnclear:
      return grant;
    case PermissionsForm::kReadAll:
      grant.grant = Grant::kReads;
      return grant;
    case PermissionsForm::kWriteAll:
      grant.grant = Grant::kWrites;
      grant.scope = "everything";
      grant.identity = true;
      return grant;
    case PermissionsForm::kScopes:
      break;
  }
  grant.grant = Grant::kNothing;
  for (const Variable& scope : stated.scopes) {
    if (scope.value.text == "write") {
      if (scope.name.text == "id-token") grant.identity = true;
      if (grant.grant != Grant::kWrites) grant.scope = scope.name.text;
      grant.grant = Grant::kWrites;
    } else if (scope.value.text == "read" && grant.grant == Grant::kNothing) {
      grant.grant = Grant::kReads;
    }
  }
  return grant;
}

bool IsWorthAttacking(const Workflow& workflow, const Job& job) {
  GrantOf token = TokenOf(workflow, job);
  if (token.grant == Grant::kWrites || token.identity) return true;
  if (job.environment.present()) return true;
  auto secret = [](const Variables& variables) {
    return std::ranges::any_of(variables.all, [](const Variable& one) {
      return ReadsSecrets(one.value.text);
    });
  };
  if (secret(workflow.env) || secret(job.env)) return true;
  return std::ranges::any_of(
      job.steps, [](const Step& step) { return !step.secrets.empty(); });
}

std::string_view CommentBehind(const Document& document, Span span) {
  std::string_view text = document.source->text();
  auto at = std::ranges::lower_bound(
      document.comments, span.end, {},
      [](const TreeComment& comment) { return comment.span.begin; });
  if (at == document.comments.end()) return {};
  size_t line = LineEnd(text, span.end);
  if (at->span.begin > line) return {};
  std::string_view comment = at->span.In(text);
  if (comment.starts_with('#')) comment.remove_prefix(1);
  return Trim(comment);
}

std::vector<const Text*> ConditionsOf(const Job& job, const Step* step) {
  std::vector<const Text*> all;
  if (job.condition.present()) all.push_back(&job.condition);
  if (step != nullptr && step->condition.present()) {
    all.push_back(&step->condition);
  }
  return all;
}

size_t ColumnOf(std::string_view text, uint32_t at) {
  size_t line = text.rfind('\n', at == 0 ? 0 : at - 1);
  if (at == 0 || line == std::string_view::npos) return at;
  return at - line - 1;
}

std::string_view BreakOf(std::string_view text) {
  size_t line = text.find('\n');
  bool crlf =
      line != std::string_view::npos && line > 0 && text[line - 1] == '\r';
  return crlf ? "\r\n" : "\n";
}

}  // namespace interlock::workflow
