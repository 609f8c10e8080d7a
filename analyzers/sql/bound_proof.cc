// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/bound_proof.h"

#include <algorithm>

#include "analyzers/sql/formula.h"
#include "analyzers/sql/type_casts.h"

namespace interlock::sql {
namespace {

constexpr size_t kMaxSiblings = 64;  // whose bounds one DEFAULT is held to
constexpr size_t kMaxValues = 100;   // of a list; the server stops there, too

std::string_view TextOf(const View& view, Span span, Time written) {
  std::string_view text = view.TextAt(written);
  return span.end <= text.size() ? span.In(text) : std::string_view();
}

// A table, and one column of the key that its rows are asked about.
class Rows {
 public:
  Rows(const View& view, const Relation& table, std::string_view column)
      : view_(view), table_(table), column_(column) {
    auto found = view.FindColumn(table, column);
    if (!found || found->type == nullptr) return;
    const TypeShape& type = PlainType(view, {found->type, found->typed});
    order_ = OrderOf(type);
  }

  // Some of its CHECKs say that the atoms, joined by OR, hold.
  Answer Prove(std::span<const Atom> wanted) const {
    bool open = false;
    bool proved = false;
    bool whole = EachCheck([&](const Formula& known, std::string_view called) {
      std::vector<Atom> here(wanted.begin(), wanted.end());
      for (Atom& atom : here) atom.column = called;
      Answer answer = Implies(known, here, order_);
      proved |= answer == Answer::kYes;
      open |= answer == Answer::kUnknown;
    });
    if (proved) return Answer::kYes;
    return open || !whole ? Answer::kUnknown : Answer::kNo;
  }

  Answer NotNull() const {
    auto column = view_.FindColumn(table_, column_);
    if (!column) return Answer::kUnknown;
    bool stated = column->not_null == Answer::kYes && column->not_null_valid;
    if (stated || InPrimaryKey()) return Answer::kYes;
    const Atom wanted[] = {{column_, Comparison::kIsNotNull, {}}};
    Answer proof = Prove(wanted);
    bool sure = column->not_null == Answer::kNo || !column->not_null_valid;
    return proof == Answer::kNo && !sure ? Answer::kUnknown : proof;
  }

  // Some valid CHECK reads the column.
  bool HasCheck() const {
    bool any = false;
    bool whole =
        EachCheck([&](const Formula&, std::string_view) { any = true; });
    return any || !whole;
  }

 private:
  bool InPrimaryKey() const {
    const ConstraintFact* key = view_.PrimaryKey(table_);
    if (key == nullptr) return false;
    auto columns = view_.KeyOf(*key);
    return std::ranges::find(columns, column_) != columns.end();
  }

  // f(formula, what it calls the column) for each valid CHECK that reads it.
  template <class F>
  bool EachCheck(F f) const {
    bool read = true;
    bool whole = view_.EachConstraint(table_, [&](const ConstraintFact& fact) {
      if (fact.def->kind != ConstraintKind::kCheck || !view_.IsValid(fact)) {
        return;
      }
      const Expr& check = fact.def->check();
      auto names = view_.KeyOf(fact);
      auto written = check.columns();
      for (size_t i = 0; i < names.size() && i < written.size(); ++i) {
        if (names[i] != column_) continue;
        std::string_view text = TextOf(view_, check.span, fact.written);
        if (text.empty()) read = false;
        f(ReadFormula(text), written[i].text);
        return;
      }
    });
    return whole && read;
  }

  const View& view_;
  const Relation& table_;
  std::string_view column_;
  LiteralOrder order_ = LiteralOrder::kSame;
};

Answer Both(Answer a, Answer b) {
  if (a == Answer::kNo || b == Answer::kNo) return Answer::kNo;
  return a == Answer::kYes ? b : a;
}

// Reads the literals of a bound.
class Values {
 public:
  Values(const View& view, std::span<const Expr> values, Time written) {
    for (const Expr& value : values) {
      if (value.shape == ExprShape::kNull) {
        nulls_ = true;
        continue;
      }
      std::string_view text;
      read_ &= ReadLiteral(TextOf(view, value.span, written), &text);
      texts_.push_back(text);
    }
  }
  bool read() const { return read_ && texts_.size() <= kMaxValues; }
  bool nulls() const { return nulls_; }
  std::vector<Atom> Atoms(Comparison comparison) const {
    std::vector<Atom> atoms;
    for (std::string_view text : texts_)
      atoms.push_back({{}, comparison, text});
    return atoms;
  }

 private:
  std::vector<std::string_view> texts_;
  bool nulls_ = false;
  bool read_ = true;
};

Answer ProveList(const View& view, const Rows& rows,
                 const PartitionBound& bound, Time written) {
  Values values(view, bound.values, written);
  if (!values.read()) return Answer::kUnknown;
  std::vector<Atom> atoms = values.Atoms(Comparison::kEqual);
  if (values.nulls()) {
    atoms.push_back({{}, Comparison::kIsNull, {}});
    return rows.Prove(atoms);
  }
  return Both(rows.NotNull(), rows.Prove(atoms));
}

// Between FROM and TO; MINVALUE and MAXVALUE leave a side open.
Answer ProveRange(const View& view, const Rows& rows,
                  const PartitionBound& bound, Time written) {
  Answer all = rows.NotNull();
  auto side = [&](std::span<const Expr> values, Comparison comparison) {
    if (values.size() != 1) return Answer::kUnknown;
    if (!values[0].present()) return Answer::kYes;
    Values read(view, values, written);
    if (!read.read() || read.nulls()) return Answer::kUnknown;
    return rows.Prove(read.Atoms(comparison));
  };
  all = Both(all, side(bound.values, Comparison::kGreaterEqual));
  return Both(all, side(bound.to, Comparison::kLess));
}

// Today's names of the plain columns of the partition key; none when it holds
// an expression or is not known.
std::vector<std::string_view> KeyOf(const View& view, const Relation& parent) {
  std::vector<std::string_view> key;
  if (parent.def == nullptr) return key;
  const TableOrigin& origin = *parent.def->origin;
  if (origin.partition_key.size() != origin.partition_elements.size()) {
    return key;
  }
  for (const Ident& column : origin.partition_key) {
    key.push_back(view.Renamed(parent, column.text, parent.born));
  }
  return key;
}

Answer UnlessChecked(const View& view, const Relation& table,
                     std::span<const std::string_view> key) {
  if (key.empty()) return Answer::kUnknown;
  bool checked = std::ranges::any_of(key, [&](std::string_view column) {
    return Rows(view, table, column).HasCheck();
  });
  return checked ? Answer::kUnknown : Answer::kNo;
}

// "k IS NULL OR k <> 1", and so for each value.
Answer ProveNotListed(const View& view, const Rows& rows,
                      const PartitionBound& bound, Time written) {
  Values values(view, bound.values, written);
  if (!values.read() || values.nulls()) return Answer::kUnknown;
  Answer all = Answer::kYes;
  for (const Atom& atom : values.Atoms(Comparison::kNotEqual)) {
    const Atom wanted[] = {{{}, Comparison::kIsNull, {}}, atom};
    all = Both(all, rows.Prove(wanted));
  }
  return all;
}

// "k IS NULL OR k < 1 OR k >= 9"
Answer ProveNotInRange(const View& view, const Rows& rows,
                       const PartitionBound& bound, Time written) {
  std::vector<Atom> wanted = {{{}, Comparison::kIsNull, {}}};
  auto side = [&](std::span<const Expr> values, Comparison comparison) {
    if (values.size() != 1) return false;
    if (!values[0].present()) return true;
    Values read(view, values, written);
    if (!read.read() || read.nulls()) return false;
    wanted.push_back(read.Atoms(comparison)[0]);
    return true;
  };
  bool read = side(bound.values, Comparison::kLess) &&
              side(bound.to, Comparison::kGreaterEqual);
  return read ? rows.Prove(wanted) : Answer::kUnknown;
}

// The DEFAULT partition takes what no other one takes.
Answer ProvesRest(const View& view, const Relation& table,
                  const Relation& parent) {
  Answer all = Answer::kYes;
  size_t asked = 0;
  bool whole = view.EachPartition(parent, [&](const PartitionLink& link) {
    if (link.is_default || link.child == &table) return;
    if (all != Answer::kYes || ++asked > kMaxSiblings) {
      all = Answer::kUnknown;
      return;
    }
    all = link.bound == nullptr
              ? Answer::kUnknown
              : Both(all, ProvesOutside(view, table, parent, *link.bound,
                                        link.from));
  });
  if (whole && all == Answer::kYes) return all;
  return UnlessChecked(view, table, KeyOf(view, parent));
}

}  // namespace

Answer ProvesOutside(const View& view, const Relation& table,
                     const Relation& parent, const PartitionBound& bound,
                     Time written) {
  std::vector<std::string_view> key = KeyOf(view, parent);
  bool hash = bound.strategy == PartitionStrategy::kHash;
  if (hash || key.size() != 1) return UnlessChecked(view, table, key);
  Rows rows(view, table, key[0]);
  return bound.strategy == PartitionStrategy::kList
             ? ProveNotListed(view, rows, bound, written)
             : ProveNotInRange(view, rows, bound, written);
}

Answer ProvesBound(const View& view, const Relation& table,
                   const Relation& parent, const PartitionBound& bound,
                   Time written) {
  if (bound.is_default) return ProvesRest(view, table, parent);
  if (bound.strategy == PartitionStrategy::kHash) return Answer::kNo;
  std::vector<std::string_view> key = KeyOf(view, parent);
  if (key.size() != 1) return UnlessChecked(view, table, key);
  Rows rows(view, table, key[0]);
  return bound.strategy == PartitionStrategy::kList
             ? ProveList(view, rows, bound, written)
             : ProveRange(view, rows, bound, written);
}

}  // namespace interlock::sql
