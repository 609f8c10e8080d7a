// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "analyzers/sql/catalog.h"

namespace interlock::sql {

// What a policy says at a moment: each part as it was last stated.
struct PolicyState {
  std::span<const Ident> roles;
  const Expr* uses = nullptr;
  const Expr* check = nullptr;
  Time used = kBeforeAll;     // the op whose text has `uses`
  Time checked = kBeforeAll;  // the op whose text has `check`
};
PolicyState StateOf(const View& view, const PolicyFact& policy);

}  // namespace interlock::sql
