// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/shortfall.h"

#include <algorithm>

namespace interlock::protection {
namespace {

bool Counts(const Protection& protection) {
  return protection.Gates() && !protection.partial &&
         protection.enforcement == Enforcement::kActive;
}

// A classic protection comes first, then one that asks for checks or reviews.
int RankOf(const Protection& protection) {
  if (protection.form == Form::kClassic) return 0;
  bool full = !protection.contexts.empty() ||
              protection.At(Property::kPullRequest).node != nullptr;
  return full ? 1 : 2;
}

// Calls `each` for all that hold on a branch of this one, itself included.
template <class Each>
void ForBranch(const Protection& protection, const Ground& ground, Each each) {
  for (const Protection& other : ground.protections.protections) {
    bool same = &other == &protection ||
                (Counts(other) &&
                 ShareBranch(protection, other, ground.default_branch));
    if (same) each(other);
  }
}

}  // namespace

bool ShareBranch(const Protection& a, const Protection& b,
                 std::string_view default_branch) {
  for (const workflow::Branch& one : BranchesOf(a, default_branch)) {
    for (const workflow::Branch& other : BranchesOf(b, default_branch)) {
      if (!one.name.empty() && one.name == other.name) return true;
    }
  }
  bool all = std::ranges::find(a.branches, "~ALL") != a.branches.end() ||
             std::ranges::find(b.branches, "~ALL") != b.branches.end();
  return all && !a.branches.empty() && !b.branches.empty();
}

bool Leads(const Protection& protection, const Ground& ground) {
  // A ruleset for one purpose, such as signatures, is not to blame for all.
  if (!Counts(protection) || RankOf(protection) > 1) return false;
  bool leads = true;
  ForBranch(protection, ground, [&](const Protection& other) {
    if (&other == &protection) return;
    int rank = RankOf(other);
    int own = RankOf(protection);
    if (rank < own || (rank == own && &other < &protection)) leads = false;
  });
  return leads;
}

std::optional<Shortfall> ShortfallOf(const Protection& protection,
                                     Property property, const Ground& ground) {
  if (!Leads(protection, ground)) return std::nullopt;
  bool held = false;
  ForBranch(protection, ground, [&](const Protection& other) {
    const Setting& setting = other.At(property);
    bool evaluated = setting.node != nullptr && !setting.on &&
                     !setting.node->IsNull() && setting.node->IsScalar();
    held = held || setting.on.value_or(evaluated);
  });
  if (held) return std::nullopt;
  const Setting& own = protection.At(property);
  if (own.node != nullptr && own.on) return Shortfall{own.node->span, true};
  return Shortfall{protection.head, false};
}

std::optional<FewApprovals> TooFewApprovals(const Protection& protection,
                                            int64_t wanted,
                                            const Ground& ground) {
  if (!Leads(protection, ground)) return std::nullopt;
  int64_t most = 0;
  ForBranch(protection, ground, [&](const Protection& other) {
    bool evaluated = other.approvals_node != nullptr && !other.approvals;
    int64_t count = evaluated ? wanted : other.approvals.value_or(0);
    // Reviews that are asked for without a number are one.
    bool asked = other.At(Property::kPullRequest).on.value_or(false);
    if (asked && other.approvals_node == nullptr) count = 1;
    most = std::max(most, count);
  });
  if (most >= wanted) return std::nullopt;
  Span span = protection.head;
  if (protection.approvals_node != nullptr) {
    span = protection.approvals_node->span;
  } else if (const Node* node = protection.At(Property::kPullRequest).node) {
    if (node->IsScalar() && !node->span.empty()) span = node->span;
  }
  return FewApprovals{span, most};
}

}  // namespace interlock::protection
