// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "analyzers/protection/verdict.h"

namespace interlock::protection {

// Where a branch's protections leave something out that they could ask for.
// Rulesets and the classic protection of a branch add up, so what one of them
// leaves out another may hold; only one of them is blamed, and only when none
// holds it. What Terraform evaluates is taken to hold.
struct Shortfall {
  Span span;
  bool stated = false;  // the file says no, rather than nothing
};
std::optional<Shortfall> ShortfallOf(const Protection& protection,
                                     Property property, const Ground& ground);

// The same for the number of approvals; `wanted` is what there should be.
struct FewApprovals {
  Span span;
  int64_t count = 0;
};
std::optional<FewApprovals> TooFewApprovals(const Protection& protection,
                                            int64_t wanted,
                                            const Ground& ground);

// Whether this is the protection of its branches that is blamed: the classic
// one, else a ruleset that asks for checks or reviews.
bool Leads(const Protection& protection, const Ground& ground);

// Whether two protections are for a common branch, as far as it has a name.
bool ShareBranch(const Protection& a, const Protection& b,
                 std::string_view default_branch);

}  // namespace interlock::protection
