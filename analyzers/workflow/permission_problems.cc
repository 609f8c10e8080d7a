// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "analyzers/workflow/event_table.h"
#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/permission_table.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

void Scope(const Variable& scope, Problems& out) {
  const PermissionInfo* info = FindPermission(scope.name.text);
  if (info == nullptr) {
    std::vector<std::string_view> names;
    for (const PermissionInfo& one : AllPermissions()) {
      names.push_back(one.scope);
    }
    Problem& problem = out.Add(
        ProblemKind::kPermission, scope.name.span,
        fmt::format("there is no permission '{}'", Printable(scope.name.text)),
        "expected one of " + Quoted(names));
    problem.anchor = scope.name.text;
    Suggest(problem, scope.name.text, scope.name.span, names);
    return;
  }
  if (!scope.value.stated() || HasWord(info->levels, scope.value.text)) return;
  std::vector<std::string_view> levels = Split(info->levels, ' ');
  Problem& problem =
      out.Add(ProblemKind::kPermission, scope.value.span,
              fmt::format("'{}' takes no level '{}'", info->scope,
                          Printable(scope.value.text)),
              "expected one of " + Quoted(levels));
  problem.anchor = scope.name.text;
  Suggest(problem, scope.value.text, scope.value.span, levels);
}

void Look(const Permissions& permissions, const Node* parent, Problems& out) {
  for (const Variable& scope : permissions.scopes) Scope(scope, out);
  if (permissions.form != PermissionsForm::kUnclear) return;
  const Node* value = parent == nullptr ? nullptr : parent->Find("permissions");
  if (value == nullptr || !value->IsScalar() || value->IsNull()) return;
  Problem& problem =
      out.Add(ProblemKind::kPermission, value->span,
              fmt::format("'{}' gives no permissions", Printable(value->text)),
              "expected read-all, write-all, {} or scopes");
  Suggest(problem, value->text, value->span, {"read-all", "write-all"});
}

}  // namespace

void FindPermissionProblems(const ProblemInput& input, Problems& out) {
  Look(input.workflow->permissions, input.document().root(), out);
  for (const Job& job : input.workflow->jobs) {
    Look(job.permissions, job.node, out);
  }
}

}  // namespace interlock::workflow
