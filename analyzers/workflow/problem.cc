// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/problem.h"

#include <utility>

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr size_t kMaxProblems = 2000;

}  // namespace

Problem& Problems::Add(ProblemKind kind, Span span, std::string message,
                       std::string help) {
  if (all_.size() >= kMaxProblems) {
    all_.back().help = "there is more of this: of one file 2000 are told";
    return spare_ = {kind, span, {}};
  }
  all_.push_back({kind, span, std::move(message), std::move(help)});
  return all_.back();
}

std::string Quoted(const std::vector<std::string_view>& names, size_t most) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i == most) return out + " ...";
    if (i > 0) out += ", ";
    out += '\'';
    out += Printable(names[i]);
    out += '\'';
  }
  return out;
}

void Suggest(Problem& problem, std::string_view written, Span span,
             const std::vector<std::string_view>& names) {
  std::string_view near = Nearest(written, names);
  if (near.empty()) return;
  std::string question = "did you mean '" + Printable(near) + "'?";
  problem.help =
      problem.help.empty() ? question : question + " " + problem.help;
  problem.fix_span = span;
  problem.fix_text = near;
  problem.fix_title = "write " + std::string(near);
}

}  // namespace interlock::workflow
