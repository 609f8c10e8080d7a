// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "analyzers/workflow/find_problems.h"
#include "analyzers/workflow/matrix.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr size_t kMaxNodes = 50 * 1000;
constexpr size_t kMaxComparisons = 200 * 1000;

class MatrixFinder {
 public:
  MatrixFinder(const Job& job, Problems& out) : job_(job), out_(out) {}

  void Run() {
    const Node& matrix = *job_.matrix;
    if (!matrix.IsMapping()) return;
    Expansion expansion = ExpandMatrix(&matrix, {});
    if (expansion.form == MatrixForm::kInvalid) {
      out_.Add(ProblemKind::kMatrixRefused, KeySpan(expansion.error),
               expansion.error, "GitHub refuses the workflow")
          .anchor = job_.id.text;
      return;
    }
    for (const Member& member : matrix.members) {
      std::string_view key = member.key->text;
      if (key == "include" || key == "exclude") continue;
      Twice(member);
    }
    if (const Node* exclude = matrix.Find("exclude")) Exclude(*exclude);
    bool gone = expansion.form == MatrixForm::kKnown &&
                expansion.combinations.size() == 1 &&
                expansion.combinations[0].matrix.kind == ValueKind::kNull;
    if (!gone) return;
    out_.Add(ProblemKind::kMatrixExclude,
             matrix.FindMember("exclude")->key->span,
             fmt::format("'exclude' leaves nothing of the matrix: '{}' runs "
                         "once, with an empty matrix",
                         Printable(job_.id.text)),
             "keep a combination");
  }

 private:
  // The key that the error names, or the whole matrix.
  Span KeySpan(std::string_view error) const {
    for (const Member& member : job_.matrix->members) {
      std::string quoted = "'" + std::string(member.key->text) + "'";
      if (error.find(quoted) != error.npos) return member.key->span;
    }
    if (job_.matrix->members.empty()) return job_.matrix->span;
    return job_.matrix->members.front().key->span;
  }

  Value ValueAt(const Node& node) { return EvaluateNode(node, {}, nodes_); }

  void Twice(const Member& vector) {
    std::vector<Value> seen;
    for (const Node* item : vector.value->items) {
      Value value = ValueAt(*item);
      if (value.HasUnknown()) continue;
      for (const Value& other : seen) {
        if (comparisons_ == 0) return;
        --comparisons_;
        if (!Same(value, other)) continue;
        out_.Add(ProblemKind::kMatrixTwice, item->span,
                 fmt::format("'{}' of the matrix holds {} twice",
                             Printable(vector.key->text), Shown(value)),
                 "two jobs do the same and report one name")
            .anchor = vector.key->text;
        break;
      }
      seen.push_back(std::move(value));
    }
  }

  static std::string Shown(const Value& value) {
    if (!value.IsLeaf()) return "the same";
    return "'" + Printable(ToText(value)) + "'";
  }

  // The same kind and content: 1 and '1' are two values, if alike.
  bool Same(const Value& a, const Value& b) {
    if (a.kind != b.kind || a.items.size() != b.items.size()) return false;
    if (a.IsLeaf()) return ToText(a) == ToText(b);
    for (size_t i = 0; i < a.items.size(); ++i) {
      if (comparisons_ == 0) return false;
      --comparisons_;
      if (a.kind == ValueKind::kObject && a.keys[i] != b.keys[i]) return false;
      if (!Same(a.items[i], b.items[i])) return false;
    }
    return true;
  }

  void Exclude(const Node& entries) {
    for (const Node* entry : entries.items) {
      for (const Member& member : entry->members) {
        if (!CanMatch(member)) break;
      }
    }
  }

  // Some value of the vector is what the entry names.
  bool CanMatch(const Member& member) {
    const Member* vector = nullptr;
    for (const Member& other : job_.matrix->members) {
      if (EqualsIgnoringCase(other.key->text, member.key->text)) {
        vector = &other;
      }
    }
    if (vector == nullptr || !vector->value->IsSequence()) return true;
    Value filter = Value::Object();
    filter.Set("x", ValueAt(*member.value));
    for (const Node* item : vector->value->items) {
      Value combination = Value::Object();
      combination.Set("x", ValueAt(*item));
      if (MatchesFilter(combination, filter, comparisons_) != Truth::kFalse) {
        return true;
      }
    }
    if (comparisons_ == 0 || nodes_ == 0) return true;
    out_.Add(ProblemKind::kMatrixExclude, member.value->span,
             fmt::format("'exclude' names a value that '{}' does not have",
                         Printable(member.key->text)),
             "it excludes nothing; correct or remove it")
        .anchor = member.key->text;
    return false;
  }

  const Job& job_;
  Problems& out_;
  size_t nodes_ = kMaxNodes;
  size_t comparisons_ = kMaxComparisons;
};

}  // namespace

void FindMatrixProblems(const ProblemInput& input, Problems& out) {
  for (const Job& job : input.workflow->jobs) {
    if (job.matrix != nullptr) MatrixFinder(job, out).Run();
  }
}

}  // namespace interlock::workflow
