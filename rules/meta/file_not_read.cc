// SPDX-License-Identifier: Apache-2.0
#include "rules/meta/pack.h"

namespace interlock::meta {
namespace {

constexpr RuleInfo kInfo{.id = "file-not-read",
                         .summary = "An input file was not looked at",
                         .since = "0.1.0",
                         .category = Category::kMeta,
                         .severity = Severity::kError,
                         .docs = R"(
## What it does
Reports files that interlock should have read but could not look into: larger
than one gibibyte, or not readable as what their name says they are.

## Why is this bad?
A file that nobody looked at may hold anything. A run that passed over it in
silence would call a release safe that was never checked.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kFileNotRead = ByEngine(kInfo);

}  // namespace interlock::meta
