// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzers/workflow/places.h"
#include "analyzers/workflow/problem.h"
#include "parsers/tree.h"

namespace interlock::workflow {

// A kind of mapping: a job, a step, `strategy`.
enum class Section : uint8_t {
#define INTERLOCK_SECTION(name, title) name,
#include "analyzers/workflow/tables/keys.def"
};

// What the value of an expression is for.
enum class Wanted : uint8_t {
  kText,
  kNumber,
  kBool,
  kCondition,  // an `if`, with or without `${{ }}`
  kAnything,   // a whole mapping or list, a matrix
};

// One scalar that holds an expression, or may hold one.
struct Site {
  const Node* node = nullptr;
  std::string_view key;  // "runs-on"; of `env` and the like: the name in it
  Section section = Section::kText;  // that the key stands in
  Place place = Place::kNowhere;
  Wanted wanted = Wanted::kText;
  const Node* job = nullptr;   // the job that it is part of
  const Node* step = nullptr;  // the step, too
};

enum class SyntaxForm : uint8_t { kWorkflow, kAction };

// Holds a tree against the table of keys: keys that are not known or missing,
// values of the wrong form, empty sections. Gathers, in the order of the file,
// every `if` and every scalar with `${{`. The work is bounded by the size of
// the file even where aliases multiply it.
std::vector<Site> CheckSyntax(const Document& document, SyntaxForm form,
                              Problems& problems);

}  // namespace interlock::workflow
