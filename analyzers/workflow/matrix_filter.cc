// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/matrix.h"

namespace interlock::workflow {
namespace {

const Value* ChildOf(const Value* value, const Value& filter, size_t index) {
  if (value == nullptr) return nullptr;
  if (filter.kind == ValueKind::kObject) return value->Find(filter.keys[index]);
  bool has = value->kind == ValueKind::kArray && index < value->items.size();
  return has ? &value->items[index] : nullptr;
}

// Values nest no deeper than the tree that they come from was read.
Truth Matches(const Value* value, const Value& filter, size_t& budget) {
  if (budget == 0) return Truth::kUnknown;
  --budget;
  if (!filter.known()) return Truth::kUnknown;
  if (filter.IsLeaf()) {
    return LooselyEqual(value == nullptr ? Value::Null() : *value, filter);
  }
  Truth result = Truth::kTrue;
  for (size_t i = 0; i < filter.items.size(); ++i) {
    bool unknown = value != nullptr && !value->known();
    Truth truth =
        unknown ? Truth::kUnknown
                : Matches(ChildOf(value, filter, i), filter.items[i], budget);
    if (truth == Truth::kFalse) return truth;
    if (truth == Truth::kUnknown) result = truth;
  }
  return result;
}

}  // namespace

Truth MatchesFilter(const Value& combination, const Value& filter,
                    size_t& budget) {
  return Matches(&combination, filter, budget);
}

}  // namespace interlock::workflow
