// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/template.h"

namespace interlock::workflow {

// Who may choose a value that an expression reads.
enum class Author : uint8_t {
  kNobody,   // not free text
  kAnybody,  // whoever opens an issue or a pull request
  kStarter,  // whoever may start the workflow by hand
};

// One place where text that somebody else wrote becomes part of a script.
struct Untrusted {
  std::string path;  // "github.event.issue.title"
  Author author;
  Span span;  // of the whole `${{ }}`, in the text
};

// The author of what a context path reads, in lower case.
Author AuthorOf(std::string_view path);

// The events under which the path holds anything, separated by spaces; empty
// when any event may.
std::string_view EventsOf(std::string_view path);

// The context paths whose text reaches an expression's value.
std::vector<std::string> FlowingPaths(const Expression& expression);

// Every path whose text reaches the result of the template: comparisons and
// functions such as contains() let nothing through.
std::vector<Untrusted> FindUntrusted(const Template& parsed);

}  // namespace interlock::workflow
