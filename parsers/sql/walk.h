// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/small_list.h"
#include "parsers/sql/lower.h"

namespace interlock::sql {

// All nodes of a raw tree in source order, parents first, on a stack of its
// own: the depth of hostile input costs memory in proportion and nothing else.
class Walk {
 public:
  explicit Walk(::Node* root) : root_(root) {}
  // The next node, or null at the end. Its children follow unless Skip().
  ::Node* Next();
  void SkipChildren() { last_ = nullptr; }

 private:
  static bool Push(::Node* node, void* self);
  SmallList<::Node*, 32> stack_;
  ::Node* root_;  // until it was given
  ::Node* last_ = nullptr;
};

}  // namespace interlock::sql
