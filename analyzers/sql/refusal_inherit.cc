// SPDX-License-Identifier: Apache-2.0
// Tables that become children of others, and the bounds of partitions.
#include <algorithm>

#include "analyzers/sql/formula.h"
#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/type_casts.h"

namespace interlock::sql::refusal {
namespace {

constexpr size_t kMaxColumns = 64;    // of tables that are compared
constexpr size_t kMaxCompared = 512;  // values of bounds
constexpr size_t kMaxSiblings = 64;   // the newest partitions

bool IsPartitioned(const Relation& table) {
  return table.def != nullptr && table.def->partitioned;
}

bool IsChildOf(const Case& c, const Relation& child, const Relation& parent) {
  bool found = false;
  c.view().EachParent(child, [&](const PartitionLink& link) {
    found |= link.parent == &parent;
  });
  return found;
}

bool IsPartition(const Case& c, const Relation& table) {
  bool found = false;
  c.view().EachParent(
      table, [&](const PartitionLink& link) { found |= link.is_partition; });
  return found;
}

// --- Columns ---

bool SameType(const Case& c, const Column& a, const Column& b) {
  if (a.type == nullptr || b.type == nullptr) return true;
  const Object* x = c.view().TypeOf(a);
  const Object* y = c.view().TypeOf(b);
  if (x != y) return false;
  if (x != nullptr) return true;
  TypeAt from{a.type, a.typed};
  TypeAt to{b.type, b.typed};
  bool cast = IsCastBy(CastWhen::kImplicit, c.view(), from, to) != Answer::kNo;
  bool arrays = (a.type->array_dims() != 0) == (b.type->array_dims() != 0);
  return cast && arrays;
}

// The child must have each column of the parent; a partition no others.
Verdict Columns(const Case& c, const Relation& child, const Relation& parent,
                const Name& name, bool partition) {
  if (!c.IsWhole(child) || !c.IsWhole(parent) || !c.IsAlone()) return {};
  auto own = c.view().Columns(child);
  auto wanted = c.view().Columns(parent);
  if (own.size() > kMaxColumns || wanted.size() > kMaxColumns) return {};
  auto fault = [&](std::string_view column, std::string_view what) {
    return c.Refuse(Cause::kInvalidDefinition, "42804", name.span,
                    "the column {} of {} {}", column, name.name, what);
  };
  auto find = [](const std::vector<Column>& columns, std::string_view one) {
    return std::ranges::find(columns, one, &Column::name);
  };
  if (partition) {
    for (const Column& column : own) {
      if (find(wanted, column.name) != wanted.end()) continue;
      return fault(column.name, "is not in the partitioned table");
    }
  }
  for (const Column& column : wanted) {
    auto at = find(own, column.name);
    if (at == own.end()) return fault(column.name, "is missing");
    if (!SameType(c, *at, column)) {
      return fault(column.name, "is of another type");
    }
    bool null = c.view().IsNotNull(parent, column.name) == Answer::kYes &&
                column.not_null == Answer::kYes && at->type != nullptr &&
                c.view().IsNotNull(child, column.name) == Answer::kNo;
    if (null) return fault(column.name, "is not NOT NULL");
  }
  return {};
}

// A CHECK of the parent that the child has none of that name for.
Verdict Checks(const Case& c, const Relation& child, const Relation& parent,
               const Name& name) {
  if (!c.IsWhole(child) || !c.IsWhole(parent) || !c.IsAlone()) return {};
  Verdict verdict;
  c.view().EachConstraint(parent, [&](const ConstraintFact& fact) {
    bool handed =
        fact.def->kind == ConstraintKind::kCheck && !fact.def->no_inherit;
    if (verdict || !handed) return;
    std::string_view wanted = c.view().NameOf(fact);
    if (c.view().FindConstraint(child, wanted) != nullptr) return;
    verdict =
        c.Refuse(Cause::kInvalidDefinition, "42804", name.span,
                 "{} lacks the CHECK {} of its parent", name.name, wanted);
  });
  return verdict;
}

// --- Bounds ---

// FOR VALUES of the wrong sort for the table.
Verdict Strategy(const Case& c, const Relation& parent,
                 const PartitionBound& bound) {
  PartitionStrategy wanted = parent.def->origin->strategy;
  bool fits = bound.is_default || bound.strategy == wanted ||
              wanted == PartitionStrategy::kNone;
  if (fits) return {};
  constexpr std::string_view kWords[] = {"", "LIST", "RANGE", "HASH"};
  return c.Refuse(Cause::kInvalidDefinition, "42P16", bound.span,
                  "{} is partitioned by {}: this bound is of another sort",
                  c.view().NameOf(parent).name,
                  kWords[static_cast<size_t>(wanted)]);
}

// A column's values, in the order that literals show.
class Line {
 public:
  Line(const Case& c, const Relation& parent) : c_(c) {
    const TableOrigin& origin = *parent.def->origin;
    bool plain = origin.partition_key.size() == 1 &&
                 origin.partition_elements.size() == 1;
    if (!plain) return;
    auto column = c.view().FindColumn(
        parent,
        c.view().Renamed(parent, origin.partition_key[0].text, parent.born));
    if (!column || column->type == nullptr) return;
    order_ = OrderOf(PlainType(c.view(), {column->type, column->typed}));
    known_ = true;
  }
  bool known() const { return known_; }

  // kYes: the one literal is certainly below the other, or equal to it.
  Answer Less(const Expr& a, Time at_a, const Expr& b, Time at_b) const {
    return Ask(a, at_a, Comparison::kGreater, b, at_b);
  }
  Answer Same(const Expr& a, Time at_a, const Expr& b, Time at_b) const {
    return Ask(a, at_a, Comparison::kEqual, b, at_b);
  }

 private:
  std::string_view Literal(const Expr& value, Time at) const {
    std::string_view text = c_.view().TextAt(at);
    std::string_view out;
    bool read =
        value.span.end <= text.size() && ReadLiteral(value.span.In(text), &out);
    return read ? out : std::string_view();
  }
  // "x = b" says "x > a" exactly when a is less than b.
  Answer Ask(const Expr& a, Time at_a, Comparison comparison, const Expr& b,
             Time at_b) const {
    if (a.shape != ExprShape::kConstant || b.shape != ExprShape::kConstant) {
      return Answer::kUnknown;
    }
    std::string_view x = Literal(a, at_a);
    std::string_view y = Literal(b, at_b);
    if (x.empty() || y.empty()) return Answer::kUnknown;
    Formula is;
    is.nodes.push_back({Formula::Kind::kAtom, 1, {"k", Comparison::kEqual, y}});
    const Atom wanted[] = {{"k", comparison, x}};
    return Implies(is, wanted, order_);
  }

  const Case& c_;
  LiteralOrder order_ = LiteralOrder::kSame;
  bool known_ = false;
};

bool ListsMeet(const Line& line, const PartitionBound& a, Time at_a,
               const PartitionBound& b, Time at_b) {
  if (a.values.size() * b.values.size() > kMaxCompared) return false;
  for (const Expr& x : a.values) {
    for (const Expr& y : b.values) {
      bool nulls = x.shape == ExprShape::kNull && y.shape == ExprShape::kNull;
      if (nulls || line.Same(x, at_a, y, at_b) == Answer::kYes) return true;
    }
  }
  return false;
}

// Each begins before the other ends.
bool RangesMeet(const Line& line, const PartitionBound& a, Time at_a,
                const PartitionBound& b, Time at_b) {
  bool single = a.values.size() == 1 && a.to.size() == 1 &&
                b.values.size() == 1 && b.to.size() == 1;
  if (!single) return false;
  auto before = [&](const Expr& from, Time at_from, const Expr& to,
                    Time at_to) {
    return !from.present() || !to.present() ||
           line.Less(from, at_from, to, at_to) == Answer::kYes;
  };
  return before(a.values[0], at_a, b.to[0], at_b) &&
         before(b.values[0], at_b, a.to[0], at_a);
}

Verdict Overlaps(const Case& c, const Relation& parent,
                 const PartitionBound& bound) {
  Time now = c.view().time();
  Line line(c, parent);
  if (!line.known()) return {};
  bool range = bound.strategy == PartitionStrategy::kRange;
  bool single = range && bound.values.size() == 1 && bound.to.size() == 1 &&
                bound.values[0].present() && bound.to[0].present();
  if (single &&
      line.Less(bound.values[0], now, bound.to[0], now) == Answer::kNo) {
    return c.Refuse(Cause::kInvalidDefinition, "42P17", bound.span,
                    "the bound is empty: it ends before it begins");
  }
  const PartitionLink* met = nullptr;
  size_t asked = 0;
  c.view().EachPartition(parent, [&](const PartitionLink& link) {
    bool other = met == nullptr && ++asked < kMaxSiblings &&
                 link.bound != nullptr && !link.bound->is_default &&
                 link.bound->strategy == bound.strategy;
    if (!other || !c.view().Trusts(*link.child)) return;
    bool meets = range ? RangesMeet(line, bound, now, *link.bound, link.from)
                       : ListsMeet(line, bound, now, *link.bound, link.from);
    if (meets) met = &link;
  });
  if (met == nullptr) return {};
  Refusal out = c.Refuse(Cause::kInvalidDefinition, "42P17", bound.span,
                         "the bound overlaps that of {}",
                         c.view().NameOf(*met->child).name);
  out.related = met->from;
  out.related_note = "the other partition";
  return out;
}

Verdict Bound(const Case& c, const Relation& parent,
              const PartitionBound& bound) {
  if (auto no = Strategy(c, parent, bound)) return no;
  if (bound.is_default) {
    const Relation* rest = c.view().DefaultPartition(parent);
    if (rest == nullptr || !c.view().Trusts(*rest)) return {};
    return c.Refuse(Cause::kInvalidDefinition, "42P17", bound.span,
                    "{} is the DEFAULT partition already",
                    c.view().NameOf(*rest).name);
  }
  if (bound.strategy == PartitionStrategy::kHash) return {};
  return Overlaps(c, parent, bound);
}

// --- By op ---

Verdict MissingTable(const Case& c, const Name& name) {
  Sight sight = c.Look(name);
  if (sight.there != Answer::kNo) return {};
  return c.Missing("table", "42P01", name, sight);
}

Verdict Check(const Case& c, const AttachPartition& op) {
  if (op.index) return {};
  if (auto no = MissingTable(c, op.partition)) return no;
  const Relation* parent = c.Sure(op.table);
  const Relation* child = c.Sure(op.partition);
  if (parent == nullptr || child == nullptr || !IsPartitioned(*parent)) {
    return {};
  }
  if (parent == child) {
    return c.Refuse(Cause::kInvalidDefinition, "42P07", op.partition.span,
                    "{} cannot be a partition of itself", op.table.name);
  }
  if (auto no = Columns(c, *child, *parent, op.partition, true)) return no;
  if (auto no = Checks(c, *child, *parent, op.partition)) return no;
  return Bound(c, *parent, *op.bound);
}

Verdict Check(const Case& c, const CreateTable& op) {
  const TableOrigin& origin = *op.origin;
  if (op.if_not_exists && c.view().Find(op.table) != nullptr) return {};
  for (const Name& name : origin.inherits) {
    const Relation* parent = c.Sure(name);
    if (parent == nullptr) continue;
    bool table = parent->kind == RelationKind::kTable ||
                 parent->kind == RelationKind::kForeignTable;
    if (table && !IsPartitioned(*parent) && !IsPartition(c, *parent)) continue;
    return c.Refuse(Cause::kWrongKind, "42809", name.span,
                    "nothing can inherit from {}: it is {}", name.name,
                    !table                   ? "no table"
                    : IsPartitioned(*parent) ? "partitioned"
                                             : "a partition");
  }
  const Relation* parent =
      origin.partition_of.empty() ? nullptr : c.Sure(origin.partition_of);
  if (parent == nullptr || !IsPartitioned(*parent)) return {};
  return Bound(c, *parent, *origin.bound);
}

Verdict Check(const Case& c, const AlterTable& op) {
  bool inherits = op.change == TableChange::kInherit;
  if (!inherits && op.change != TableChange::kNoInherit) return {};
  const Relation* child = c.Sure(op.table);
  if (child == nullptr) return {};
  bool fixed = IsPartition(c, *child);
  if (fixed || IsPartitioned(*child)) {
    return c.Refuse(Cause::kWrongKind, "42809", op.table.span,
                    "{} is {}: its parents cannot change", op.table.name,
                    fixed ? "a partition" : "partitioned");
  }
  if (auto no = MissingTable(c, op.other)) return no;
  const Relation* parent = c.Sure(op.other);
  if (parent == nullptr || !c.IsAlone()) return {};
  bool linked = IsChildOf(c, *child, *parent);
  if (!inherits) {
    if (linked || !c.IsWhole(*child)) return {};
    return c.Refuse(Cause::kMissingObject, "42P01", op.other.span,
                    "{} is no parent of {}", op.other.name, op.table.name);
  }
  if (linked) {
    return c.Refuse(Cause::kDuplicateObject, "42P07", op.other.span,
                    "{} inherits from {} already", op.table.name,
                    op.other.name);
  }
  if (auto no = Columns(c, *child, *parent, op.table, false)) return no;
  return Checks(c, *child, *parent, op.table);
}

}  // namespace

Verdict CheckInheritance(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kAttachPartition:
      return Check(c, static_cast<const AttachPartition&>(op));
    case OpKind::kDetachPartition:
      return MissingTable(c, static_cast<const DetachPartition&>(op).partition);
    case OpKind::kCreateTable:
      return Check(c, static_cast<const CreateTable&>(op));
    case OpKind::kAlterTable:
      return Check(c, static_cast<const AlterTable&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
