// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/matrix.h"

#include <utility>

#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// Products larger than this are refused, or unknown where `exclude` takes some
// away.
constexpr size_t kMaxProduct = 16 * 1024;
constexpr size_t kMaxNodes = 100 * 1000;
constexpr size_t kMaxComparisons = 2 * 1000 * 1000;

// The texts of leaves, one behind the other.
struct Segments {
  std::string texts;
  std::string written;
  bool unknown = false;

  static void Append(std::string_view segment, std::string& to) {
    if (!to.empty()) to += ", ";
    to += segment;
  }
  // Keys are left out; null and empty leaves are no segment.
  void Collect(const Value& value) {
    if (!value.known()) {
      unknown = true;
    } else if (value.IsLeaf()) {
      std::string text = ToText(value);
      if (text.empty()) return;
      Append(text, texts);
      Append(value.text.empty() ? text : value.text, written);
    } else {
      if (value.openness == Openness::kOpen) unknown = true;
      for (const Value& item : value.items) Collect(item);
    }
  }
};

Combination MakeCombination(Value matrix) {
  Combination combination;
  Segments segments;
  segments.Collect(matrix);
  if (segments.unknown) {
    combination.suffix = NamePattern::Anything();
  } else {
    combination.suffix = NamePattern(segments.texts);
    combination.written = std::move(segments.written);
  }
  combination.matrix = std::move(matrix);
  return combination;
}

struct IncludeEntry {
  Value whole;  // filter first, then extras, each in the entry's order
  Value filter = Value::Object();
  Value extras = Value::Object();
  Truth matched = Truth::kFalse;
};

class Expander {
 public:
  Expansion Run(const Node& node, const Scope& scope) {
    size_t nodes = kMaxNodes;
    node_ = &node;
    Value matrix = EvaluateNode(node, scope, nodes);
    out_.form = MatrixForm::kKnown;
    if (!matrix.known()) return Dynamic();
    if (matrix.kind != ValueKind::kObject) {
      return Fail("the matrix is not a mapping");
    }
    if (!Sort(matrix) || !CheckEntries()) return std::move(out_);
    if (!Product()) return std::move(out_);
    AddUnmatched();
    if (!out_.error.empty()) return std::move(out_);
    if (out_.combinations.empty()) {
      // Everything was excluded: one job remains, as if without a matrix.
      out_.combinations.push_back({Value::Null(), NamePattern(), ""});
    }
    if (comparisons_ == 0) return Dynamic();
    return std::move(out_);
  }

 private:
  Expansion Fail(std::string error) {
    out_.form = MatrixForm::kInvalid;
    out_.error = std::move(error);
    out_.error_span = node_->span;
    out_.combinations.clear();
    AddUnknown();
    return std::move(out_);
  }
  Expansion Dynamic() {
    out_.combinations.clear();
    AddUnknown();
    return std::move(out_);
  }
  void AddUnknown() {
    if (out_.form == MatrixForm::kKnown) out_.form = MatrixForm::kDynamic;
    out_.combinations.push_back(
        {Value::Object(Openness::kOpen), NamePattern::Anything(), ""});
  }
  bool Refuse(std::string error) {
    out_ = Fail(std::move(error));
    return false;
  }

  // Splits the matrix into vectors, excludes and includes.
  bool Sort(Value& matrix) {
    for (size_t i = 0; i < matrix.items.size(); ++i) {
      Value& value = matrix.items[i];
      bool include = EqualsIgnoringCase(matrix.keys[i], "include");
      bool exclude = EqualsIgnoringCase(matrix.keys[i], "exclude");
      if (include || exclude) {
        auto& list = include ? include_ : exclude_;
        if (value.kind == ValueKind::kArray) list = std::move(value.items);
        if (!value.known()) (include ? more_ : fewer_) = true;
        continue;
      }
      Value vector = std::move(value);
      if (!vector.known()) {
        vector = Value::Array();
        vector.items.emplace_back();
      }
      if (vector.kind != ValueKind::kArray || vector.items.empty()) {
        return Refuse("matrix vector '" + matrix.keys[i] +
                      "' does not contain any values");
      }
      vectors_.Set(matrix.keys[i], std::move(vector));
    }
    if (vectors_.items.empty() && include_.empty() && !more_) {
      return Refuse("the matrix defines no vector");
    }
    return true;
  }

  bool CheckEntries() {
    for (const Value& entry : exclude_) {
      if (!entry.known()) continue;
      if (entry.kind != ValueKind::kObject || entry.items.empty()) {
        return Refuse("an entry of 'exclude' is empty");
      }
      for (const std::string& key : entry.keys) {
        if (vectors_.Find(key) == nullptr) {
          return Refuse("'exclude' names '" + key +
                        "', which is no key of the matrix");
        }
      }
    }
    for (Value& entry : include_) {
      if (!entry.known()) {
        more_ = true;
        continue;
      }
      if (entry.kind != ValueKind::kObject || entry.items.empty()) {
        return Refuse("an entry of 'include' is empty");
      }
      entries_.push_back(SplitEntry(entry));
    }
    return true;
  }

  IncludeEntry SplitEntry(const Value& entry) const {
    IncludeEntry out;
    for (size_t i = 0; i < entry.items.size(); ++i) {
      bool filter = vectors_.Find(entry.keys[i]) != nullptr;
      (filter ? out.filter : out.extras).Set(entry.keys[i], entry.items[i]);
    }
    out.whole = out.filter;
    for (size_t i = 0; i < out.extras.items.size(); ++i) {
      out.whole.Set(out.extras.keys[i], out.extras.items[i]);
    }
    return out;
  }

  bool Product() {
    size_t size = vectors_.items.empty() ? 0 : 1;
    for (const Value& vector : vectors_.items) {
      size *= vector.items.size();
      if (size <= kMaxProduct) continue;
      if (exclude_.empty()) return Refuse("the matrix makes too many jobs");
      // `exclude` may leave few enough of them: not worth counting.
      out_ = Dynamic();
      return false;
    }
    for (size_t index = 0; index < size; ++index) {
      Value matrix = Value::Object();
      size_t block = size;
      for (size_t v = 0; v < vectors_.items.size(); ++v) {
        const std::vector<Value>& values = vectors_.items[v].items;
        block /= values.size();
        // Keys are distinct already, so there is no need to look them up.
        matrix.keys.push_back(vectors_.keys[v]);
        matrix.items.push_back(values[(index / block) % values.size()]);
      }
      if (!Excluded(matrix) && !Add(std::move(matrix))) return false;
    }
    return true;
  }

  bool Excluded(const Value& matrix) {
    for (const Value& entry : exclude_) {
      if (MatchesFilter(matrix, entry, comparisons_) == Truth::kTrue) {
        return true;
      }
    }
    return false;
  }

  // Adds a combination of the product with the extras that match it.
  bool Add(Value matrix) {
    Combination combination = MakeCombination(std::move(matrix));
    Value extras = Value::Object();
    for (IncludeEntry& entry : entries_) {
      Truth truth =
          MatchesFilter(combination.matrix, entry.filter, comparisons_);
      if (truth == Truth::kFalse) continue;
      if (entry.matched != Truth::kTrue) entry.matched = truth;
      for (size_t i = 0; i < entry.extras.items.size(); ++i) {
        Value value;
        if (truth == Truth::kTrue) value = entry.extras.items[i];
        extras.Set(entry.extras.keys[i], std::move(value));
      }
    }
    for (size_t i = 0; i < extras.items.size(); ++i) {
      combination.matrix.Set(extras.keys[i], std::move(extras.items[i]));
    }
    if (more_) combination.matrix.openness = Openness::kOpen;
    return Push(std::move(combination));
  }

  bool Push(Combination combination) {
    if (out_.combinations.size() == kMaxMatrixJobs && !fewer_) {
      return Refuse("the matrix makes more than 256 jobs");
    }
    if (out_.combinations.size() < 2 * kMaxMatrixJobs) {
      out_.combinations.push_back(std::move(combination));
    } else {
      more_ = true;
    }
    return true;
  }

  void AddUnmatched() {
    for (IncludeEntry& entry : entries_) {
      if (entry.matched == Truth::kUnknown) more_ = true;
      if (entry.matched != Truth::kFalse) continue;
      if (!Push(MakeCombination(std::move(entry.whole)))) return;
    }
    if (more_ || fewer_) AddUnknown();
  }

  const Node* node_ = nullptr;
  Value vectors_ = Value::Object();
  std::vector<Value> exclude_;
  std::vector<Value> include_;
  std::vector<IncludeEntry> entries_;
  bool more_ = false;   // entries of `include` that are not known
  bool fewer_ = false;  // entries of `exclude` that are not known
  size_t comparisons_ = kMaxComparisons;
  Expansion out_;
};

}  // namespace

Expansion ExpandMatrix(const Node* matrix, const Scope& scope) {
  if (matrix == nullptr || (matrix->IsScalar() && matrix->IsNull())) {
    Expansion none;
    none.combinations.push_back({Value::Null(), NamePattern(), ""});
    return none;
  }
  return Expander().Run(*matrix, scope);
}

}  // namespace interlock::workflow
