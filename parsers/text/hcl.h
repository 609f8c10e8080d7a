// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/tree.h"

namespace interlock {

// The tag of what is known only when the configuration is evaluated: a
// reference, a call, arithmetic, a text with `${ }` inside. Such a scalar's
// text is as written.
inline constexpr std::string_view kHclExpression = "hcl:expression";
// The tag of a block's body, to tell it from an object that is a value.
inline constexpr std::string_view kHclBlock = "hcl:block";

// HCL's native syntax, as Terraform writes it. The file is one mapping. An
// attribute is a member. A block is a member named by its type; its labels
// nest, one mapping each, so `resource "a" "b" { c = 1 }` reads like
// `resource: {a: {b: {c: 1}}}`. Blocks of one type repeat their key. Lists and
// objects are sequences and mappings; a here-document is a plain scalar.
// Nothing is evaluated. A line that cannot be read is a syntax error, and
// reading goes on after it.
Document ParseHcl(const Source& source);

inline bool IsHclExpression(const Node& node) {
  return node.tag == kHclExpression;
}

}  // namespace interlock
