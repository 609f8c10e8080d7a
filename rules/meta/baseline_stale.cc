// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{
    .id = "baseline-stale",
    .summary = "A baseline entry matches no finding any more",
    .since = "0.1.0",
    .category = Category::kMeta,
    .severity = Severity::kNote,
    .docs = R"(
## What it does
Reports entries of the baseline file whose finding is gone: the statement was
mended, moved or removed. `interlock check --write-baseline` writes the file
anew without them.

## Why is this bad?
An entry that stays behind silences the same mistake when somebody makes it
again in the same place. A baseline is meant to shrink.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kBaselineStale = ByEngine(kInfo);

}  // namespace interlock::meta
