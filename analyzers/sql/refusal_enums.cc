// SPDX-License-Identifier: Apache-2.0
// Labels that ALTER TYPE ... ADD VALUE added in the transaction under way: the
// server lets nobody use them before it commits.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/refusal_text.h"

namespace interlock::sql::refusal {
namespace {

constexpr int kMaxLabels = 64;  // new in one transaction

// The new labels of one enum; none when the enum itself is new.
class NewLabels {
 public:
  NewLabels(const Case& c, const TypeFact* type) : c_(c) {
    Time now = c.view().time();
    since_ = c.transaction().since(now);
    bool old =
        type != nullptr && type->kind == TypeKind::kEnum && type->born < since_;
    newest_ = old ? type->labels : nullptr;
  }
  bool any() const {
    bool found = false;
    Each([&](std::string_view, Time) { return found = true; });
    return found;
  }
  // When the label came; kBeforeAll when it is none of these.
  Time BornOf(std::string_view label) const {
    Time born = kBeforeAll;
    Each([&](std::string_view text, Time when) {
      if (text == label) born = when;
      return born != kBeforeAll;
    });
    return born;
  }

 private:
  template <class F>
  void Each(F f) const {
    int left = kMaxLabels;
    for (auto* at = newest_; at != nullptr && left-- > 0; at = at->next) {
      bool added = at->born >= since_ && at->born < c_.view().time() &&
                   at->died >= c_.view().time();
      if (added && !IsRenamed(at->born) && f(at->text, at->born)) return;
    }
  }
  // A label that takes another's place is as old as that one.
  bool IsRenamed(Time born) const {
    int left = kMaxLabels;
    for (auto* at = newest_; at != nullptr && left-- > 0; at = at->next) {
      if (at->died == born) return true;
    }
    return false;
  }
  const Case& c_;
  Time since_;
  const EnumLabel* newest_;
};

NewLabels LabelsOf(const Case& c, const TypeName& type) {
  if (type.empty() || type.array_dims() != 0) return {c, nullptr};
  return {c, c.view().FindType(type.schema(), type.name())};
}

NewLabels LabelsOf(const Case& c, const Name& name, std::string_view column) {
  const Relation* table = c.Sure(name);
  if (table == nullptr) return {c, nullptr};
  auto found = c.view().FindColumn(*table, column);
  if (!found || found->type == nullptr) return {c, nullptr};
  return LabelsOf(c, *found->type);
}

Verdict Used(const Case& c, Span span, std::string_view label, Time born) {
  Refusal out = c.Refuse(Cause::kEnumValueTooNew, "55P04", span,
                         "'{}' cannot be used before the transaction that "
                         "adds it commits",
                         label);
  out.help = "add the label in a migration of its own, before this one";
  out.related = born;
  out.related_note = "added here, in the same transaction";
  return out;
}

// The expression is one literal, perhaps with a cast.
Verdict Default(const Case& c, const NewLabels& labels, const Expr& value) {
  if (value.shape != ExprShape::kConstant || !labels.any()) return {};
  std::string_view text = c.text();
  if (value.span.end > text.size()) return {};
  Token token = Tokens(text, value.span).Next();
  std::string_view label = PlainString(text, token);
  Time born = label.empty() ? kBeforeAll : labels.BornOf(label);
  if (born == kBeforeAll) return {};
  return Used(c, token.span, label, born);
}

// column = 'label', column <> 'label', column IN ('label', ...).
Verdict Compared(const Case& c, const NewLabels& labels, Span range,
                 std::string_view column) {
  if (!labels.any()) return {};
  std::string_view text = c.text();
  uint32_t end = std::min(range.end, static_cast<uint32_t>(text.size()));
  Tokens tokens(text, {range.begin, end});
  bool after = false;  // the column, then nothing but an operator
  bool list = false;   // then IN
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (after) {
      std::string_view label = PlainString(text, t);
      Time born = label.empty() ? kBeforeAll : labels.BornOf(label);
      if (born != kBeforeAll) return Used(c, t.span, label, born);
    }
    bool glue = t.symbol == '=' || t.symbol == '<' || t.symbol == '>' ||
                t.symbol == '!' ||
                (list && (t.symbol == '(' || t.symbol == ','));
    bool in = after && WordIs(text, t, "in");
    if (IsIdentifier(text, t, column)) {
      after = true;
      list = false;
    } else if (in) {
      list = true;
    } else if (!glue && t.kind != TokenKind::kString) {
      after = list = false;
    }
  }
  return {};
}

// The columns of VALUES (...), (...) by their position.
Verdict Values(const Case& c, const Insert& op) {
  std::vector<NewLabels> labels;
  bool any = false;
  for (const Ident& column : op.columns) {
    labels.push_back(LabelsOf(c, op.table, column.text));
    any |= labels.back().any();
  }
  if (!any || op.rows == 0) return {};
  Verdict verdict;
  EachValue(c.text(), op.columns.back().span.end,
            [&](size_t at, const Token& first) {
              if (at >= labels.size()) return false;
              std::string_view label = PlainString(c.text(), first);
              Time born = label.empty() ? kBeforeAll : labels[at].BornOf(label);
              if (born == kBeforeAll) return false;
              verdict = Used(c, first.span, label, born);
              return true;
            });
  return verdict;
}

Verdict Condition(const Case& c, const Name& table, const Expr& expr) {
  if (expr.has_subquery) return {};
  for (const Ident& column : expr.columns()) {
    NewLabels labels = LabelsOf(c, table, column.text);
    if (auto verdict = Compared(c, labels, expr.span, column.text)) {
      return verdict;
    }
  }
  return {};
}

Verdict Check(const Case& c, const Update& op) {
  for (const Ident& column : op.columns) {
    NewLabels labels = LabelsOf(c, op.table, column.text);
    Span rest = {column.span.begin, static_cast<uint32_t>(c.text().size())};
    if (auto verdict = Compared(c, labels, rest, column.text)) return verdict;
  }
  if (!op.reads.empty()) return {};
  return Condition(c, op.table, op.where);
}

Verdict Columns(const Case& c, const CreateTable& op) {
  for (const ColumnDef& column : op.columns) {
    if (!column.default_value().present()) continue;
    auto verdict = Default(c, LabelsOf(c, column.type), column.default_value());
    if (verdict) return verdict;
  }
  return {};
}

}  // namespace

Verdict CheckEnums(const Case& c) {
  if (!c.transaction().InTransaction() || c.text().empty()) return {};
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Columns(c, static_cast<const CreateTable&>(op));
    case OpKind::kAddColumn: {
      const ColumnDef& column = static_cast<const AddColumn&>(op).column;
      return Default(c, LabelsOf(c, column.type), column.default_value());
    }
    case OpKind::kSetDefault: {
      const auto& set = static_cast<const SetDefault&>(op);
      return Default(c, LabelsOf(c, set.table, set.column.text), set.value);
    }
    case OpKind::kAddConstraint: {
      const auto& add = static_cast<const AddConstraint&>(op);
      return Condition(c, add.table, add.constraint.check());
    }
    case OpKind::kCreateIndex: {
      const auto& create = static_cast<const CreateIndex&>(op);
      return Condition(c, create.table, create.where);
    }
    case OpKind::kInsert:
      return Values(c, static_cast<const Insert&>(op));
    case OpKind::kUpdate:
      return Check(c, static_cast<const Update&>(op));
    case OpKind::kDelete: {
      const auto& remove = static_cast<const Delete&>(op);
      if (!remove.reads.empty()) return {};
      return Condition(c, remove.table, remove.where);
    }
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
