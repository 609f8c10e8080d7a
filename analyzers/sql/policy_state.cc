// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/policy_state.h"

namespace interlock::sql {

PolicyState StateOf(const View& view, const PolicyFact& policy) {
  PolicyState state;
  int left = kMaxParts;
  for (auto* at = policy.changes; at != nullptr && --left > 0; at = at->next) {
    if (at->when >= view.time()) continue;
    const AlterPolicy& op = *at->op;
    if (state.roles.empty()) state.roles = op.roles;
    if (state.uses == nullptr && op.using_expr.present()) {
      state.uses = &op.using_expr;
      state.used = at->when;
    }
    if (state.check == nullptr && op.check.present()) {
      state.check = &op.check;
      state.checked = at->when;
    }
  }
  if (state.roles.empty()) state.roles = policy.def->roles;
  if (state.uses == nullptr) {
    state.uses = &policy.def->using_expr;
    state.used = policy.born;
  }
  if (state.check == nullptr) {
    state.check = &policy.def->check;
    state.checked = policy.born;
  }
  return state;
}

}  // namespace interlock::sql
