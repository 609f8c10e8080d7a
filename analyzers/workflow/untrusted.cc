// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/untrusted.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace interlock::workflow {
namespace {

struct Known {
  std::string_view path;  // `*` stands for one part
  std::string_view events;
};

constexpr std::string_view kPullEvents =
    "pull_request pull_request_target pull_request_review "
    "pull_request_review_comment workflow_call";

// Free text of people who need no right on the repository.
constexpr auto kAnybody = std::to_array<Known>({
    {"github.event.issue.title", "issues issue_comment workflow_call"},
    {"github.event.issue.body", "issues issue_comment workflow_call"},
    {"github.event.comment.body",
     "issue_comment pull_request_review_comment commit_comment "
     "discussion_comment workflow_call"},
    {"github.event.review.body",
     "pull_request_review pull_request_review_comment workflow_call"},
    {"github.event.review_comment.body", kPullEvents},
    {"github.event.discussion.title",
     "discussion discussion_comment workflow_call"},
    {"github.event.discussion.body",
     "discussion discussion_comment workflow_call"},
    {"github.event.pull_request.title", kPullEvents},
    {"github.event.pull_request.body", kPullEvents},
    {"github.event.pull_request.head.ref", kPullEvents},
    {"github.event.pull_request.head.label", kPullEvents},
    {"github.event.pull_request.head.repo.default_branch", kPullEvents},
    {"github.event.pull_request.head.repo.description", kPullEvents},
    {"github.event.pull_request.head.repo.homepage", kPullEvents},
    {"github.head_ref", kPullEvents},
    {"github.event.workflow_run.head_branch", "workflow_run workflow_call"},
    {"github.event.workflow_run.display_title", "workflow_run workflow_call"},
    {"github.event.workflow_run.head_commit.message",
     "workflow_run workflow_call"},
    {"github.event.workflow_run.head_commit.author.name",
     "workflow_run workflow_call"},
    {"github.event.workflow_run.head_commit.author.email",
     "workflow_run workflow_call"},
    {"github.event.workflow_run.pull_requests.*.head.ref",
     "workflow_run workflow_call"},
    {"github.event.pages.*.page_name", "gollum workflow_call"},
    {"github.event.commits.*.message", "push workflow_call"},
    {"github.event.commits.*.author.name", "push workflow_call"},
    {"github.event.commits.*.author.email", "push workflow_call"},
    {"github.event.head_commit.message", "push workflow_call"},
    {"github.event.head_commit.author.name", "push workflow_call"},
    {"github.event.head_commit.author.email", "push workflow_call"},
});

// Part by part, for the dots are what separates here.
bool SamePath(std::string_view pattern, std::string_view path) {
  std::vector<std::string_view> wanted = Split(pattern, '.');
  std::vector<std::string_view> given = Split(path, '.');
  return std::ranges::equal(wanted, given, [](auto want, auto part) {
    return want == "*" || want == part;
  });
}

const Known* Find(std::string_view path) {
  for (const Known& known : kAnybody) {
    if (SamePath(known.path, path)) return &known;
  }
  return nullptr;
}

class Flow {
 public:
  explicit Flow(const Expression& expression) : expression_(expression) {}

  // Depth is bounded by the parser.
  void Collect(uint32_t node) {
    const Expr& expr = expression_.at(node);
    switch (expr.kind) {
      case ExprKind::kMember:
      case ExprKind::kIndex:
      case ExprKind::kStar:
      case ExprKind::kContext: {
        std::string path = PathOf(expression_, node);
        // A part of what a function gives: fromJSON(x).y
        if (path.empty()) return Collect(expr.children.front());
        paths_.push_back(std::move(path));
        return;
      }
      case ExprKind::kAnd:
        // What stands before `&&` comes out only when it is empty or false.
        return Collect(expr.children.back());
      case ExprKind::kOr:
        for (uint32_t child : expr.children) Collect(child);
        return;
      case ExprKind::kCall: {
        bool passes = expr.text == "format" || expr.text == "join" ||
                      expr.text == "tojson" || expr.text == "fromjson";
        if (!passes) return;
        for (uint32_t child : expr.children) Collect(child);
        return;
      }
      default:
        return;
    }
  }
  const std::vector<std::string>& paths() const { return paths_; }

 private:
  const Expression& expression_;
  std::vector<std::string> paths_;
};

}  // namespace

Author AuthorOf(std::string_view path) {
  if (Find(path) != nullptr) return Author::kAnybody;
  bool input =
      path.starts_with("inputs.") || path.starts_with("github.event.inputs.");
  return input ? Author::kStarter : Author::kNobody;
}

std::string_view EventsOf(std::string_view path) {
  const Known* known = Find(path);
  return known == nullptr ? std::string_view() : known->events;
}

std::vector<std::string> FlowingPaths(const Expression& expression) {
  if (!expression.ok()) return {};
  Flow flow(expression);
  flow.Collect(expression.root);
  return flow.paths();
}

std::vector<Untrusted> FindUntrusted(const Template& parsed) {
  std::vector<Untrusted> found;
  for (const Piece& piece : parsed.pieces) {
    if (!piece.is_expression || !piece.expression.ok()) continue;
    for (const std::string& path : FlowingPaths(piece.expression)) {
      Author author = AuthorOf(path);
      if (author == Author::kNobody) continue;
      found.push_back({path, author, piece.span});
    }
  }
  return found;
}

}  // namespace interlock::workflow
