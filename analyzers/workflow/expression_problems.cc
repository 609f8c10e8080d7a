// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/locate.h"
#include "analyzers/workflow/scopes.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

std::string Shortened(std::string_view text) {
  constexpr size_t kMost = 70;
  text = Trim(text);
  if (text.size() <= kMost) return Printable(text);
  return Printable(text.substr(0, kMost)) + "...";
}

// Whether what stands there decides that something runs, or where, or lets the
// run fail when it is empty. Elsewhere a value is only empty or odd.
bool Decides(const Site& site) {
  if (site.wanted != Wanted::kText) return true;
  if (site.section == Section::kConcurrency) return true;
  return site.place == Place::kStrategy ||
         (site.place == Place::kJob && site.section != Section::kWith);
}

// Problems that leave a value behind: GitHub takes the file as it is.
bool LeavesValue(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::kUnknownProperty:
    case ProblemKind::kUnknownStep:
    case ProblemKind::kUnknownNeed:
    case ProblemKind::kUnknownMatrix:
    case ProblemKind::kUnknownInput:
    case ProblemKind::kExpressionKind:
    case ProblemKind::kComparison:
      return true;
    default:
      return false;
  }
}

// fromJSON() of nothing fails the run.
bool IsParsed(const Expression& expression, Span span) {
  return std::ranges::any_of(expression.nodes, [&](const Expr& expr) {
    return expr.kind == ExprKind::kCall && expr.text == "fromjson" &&
           expr.span.begin <= span.begin && span.end <= expr.span.end;
  });
}

Span Moved(Span span, uint32_t by) { return {span.begin + by, span.end + by}; }

class ExpressionFinder {
 public:
  ExpressionFinder(const ProblemInput& input, Problems& out)
      : input_(input),
        out_(out),
        scopes_(input.workflow != nullptr
                    ? Scopes(*input.workflow, input.set, arena_)
                    : Scopes(*input.action, input.set, arena_)) {}

  void Run() {
    for (const Site& site : input_.sites) {
      bool bare =
          site.wanted == Wanted::kCondition && !HasExpression(site.node->text);
      if (bare) {
        Bare(site);
      } else {
        InText(site);
      }
    }
  }

 private:
  // An `if` without braces.
  void Bare(const Site& site) {
    if (Resolve(*site.node).type != ScalarType::kString) return;
    std::string_view text = Trim(site.node->text);
    auto at = static_cast<uint32_t>(text.data() - site.node->text.data());
    ScalarLocator locator(input_.text(), *site.node);
    Check(site, ParseExpression(text), text, at, scopes_.For(site), locator);
  }

  void InText(const Site& site) {
    Template parsed = ParseTemplate(site.node->text);
    ScalarLocator locator(input_.text(), *site.node);
    TypeScope scope = scopes_.For(site);
    bool alone = parsed.IsOneExpression();
    for (const Piece& piece : parsed.pieces) {
      if (!piece.is_expression) continue;
      if (site.place == Place::kNowhere) {
        Nowhere(site, piece.span, locator);
        continue;
      }
      auto end = piece.span.end - 2;
      std::string_view text = std::string_view(site.node->text)
                                  .substr(piece.inner, end - piece.inner);
      const Type* type =
          Check(site, piece.expression, text, piece.inner, scope, locator);
      Fits(site, *type, alone, piece.span, locator);
    }
    if (!parsed.error.empty()) Unclosed(parsed, locator);
  }

  // What is left behind the last expression that is closed.
  void Unclosed(const Template& parsed, ScalarLocator& locator) {
    const Piece& rest = parsed.pieces.back();
    size_t open = rest.text.find("${{");
    if (rest.is_expression || open == std::string::npos) return;
    std::string_view line = std::string_view(rest.text).substr(open);
    line = line.substr(0, LineEnd(line, 0));
    auto begin = rest.span.begin + static_cast<uint32_t>(open);
    Span span{begin, begin + static_cast<uint32_t>(line.size())};
    out_.Add(ProblemKind::kNoExpression, locator.Locate(span),
             fmt::format("'{}' has no closing '}}}}'", Shortened(line)),
             "close it with '}}'");
  }

  void Nowhere(const Site& site, Span part, ScalarLocator& locator) {
    // The runner shows these texts as they are.
    bool shown = site.key == "description" || site.key == "name" ||
                 site.key == "deprecationMessage" || input_.action != nullptr;
    if (shown) return;
    out_.Add(ProblemKind::kContextUnavailable, locator.Locate(part),
             fmt::format("'{}' takes no expression", Printable(site.key)),
             "write the text itself")
        .anchor = site.key;
  }

  const Type* Check(const Site& site, const Expression& expression,
                    std::string_view text, uint32_t at, const TypeScope& scope,
                    ScalarLocator& locator) {
    if (!expression.ok()) {
      Span span = expression.error_span;
      if (span.empty()) span = {0, static_cast<uint32_t>(text.size())};
      out_.Add(ProblemKind::kNoExpression, locator.Locate(Moved(span, at)),
               fmt::format("'{}' cannot be read: {}", Shortened(text),
                           expression.error))
          .anchor = site.node->text;
      return &kAnyType;
    }
    found_.clear();
    const Type* type = CheckTypes(expression, text, scope, arena_, found_);
    for (const ExpressionProblem& one : found_) {
      Problem& problem = Report(one, at, locator);
      bool mild = LeavesValue(one.kind) && !Decides(site) &&
                  !IsParsed(expression, one.span);
      if (mild) problem.severity = Severity::kWarning;
    }
    return type;
  }

  Problem& Report(const ExpressionProblem& one, uint32_t at,
                  ScalarLocator& locator) {
    Span span = locator.Locate(Moved(one.span, at));
    Problem& problem = out_.Add(one.kind, span, one.message, one.help);
    if (one.candidates.empty()) return problem;
    Span word = locator.Locate(Moved(one.written_span, at));
    if (EqualsIgnoringCase(word.In(input_.text()), one.written)) {
      Suggest(problem, one.written, word, one.candidates);
    }
    return problem;
  }

  void Fits(const Site& site, const Type& type, bool alone, Span part,
            ScalarLocator& locator) {
    bool whole =
        type.kind == TypeKind::kObject || type.kind == TypeKind::kArray;
    bool text = !alone || site.wanted == Wanted::kText;
    if (site.wanted == Wanted::kCondition) return;
    if (whole && text) {
      Problem& problem = out_.Add(
          ProblemKind::kExpressionKind, locator.Locate(part),
          fmt::format("this gives the text '{}', for it is {}",
                      type.kind == TypeKind::kArray ? "Array" : "Object",
                      Describe(type)),
          "name a member, or use toJSON()");
      if (!Decides(site)) problem.severity = Severity::kWarning;
    }
    if (!alone || whole || type.kind == TypeKind::kAny) return;
    std::string_view input = scopes_.TypeOfCallInput(site);
    bool number = site.wanted == Wanted::kNumber || input == "number";
    bool boolean = site.wanted == Wanted::kBool || input == "boolean";
    bool bad = (number && type.kind != TypeKind::kNumber) ||
               (boolean && type.kind != TypeKind::kBool);
    if (!bad) return;
    out_.Add(ProblemKind::kExpressionKind, locator.Locate(part),
             fmt::format("'{}' takes {}, and this is {}", Printable(site.key),
                         number ? "a number" : "true or false", Describe(type)),
             "use fromJSON(), which reads it");
  }

  const ProblemInput& input_;
  Problems& out_;
  Arena arena_;
  Scopes scopes_;
  std::vector<ExpressionProblem> found_;
};

}  // namespace

void FindExpressionProblems(const ProblemInput& input, Problems& out) {
  ExpressionFinder(input, out).Run();
}

}  // namespace interlock::workflow
