// SPDX-License-Identifier: Apache-2.0
// Enums and their labels, and types that do not turn into one another.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"
#include "analyzers/sql/type_casts.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql::refusal {
namespace {

// One string in quotes and nothing else.
bool IsPlainLiteral(std::string_view text) {
  size_t at = SkipBlank(text, 0);
  if (at >= text.size() || text[at] != '\'') return false;
  return SkipBlank(text, SkipString(text, at)) >= text.size();
}

// The server turns the default into the new type by itself, USING or not.
Verdict OldDefault(const Case& c, const AlterColumnType& op,
                   const Column& column, TypeAt to) {
  const Expr* value = column.default_value;
  if (value == nullptr || column.type == nullptr) return {};
  bool given = std::ranges::any_of(c.statement(), [&](const Op* op_of) {
    const auto* drop = As<DropDefault>(*op_of);
    return drop != nullptr && drop->column.text == op.column.text;
  });
  // A default that went through a change of type is more than it says.
  bool changed = column.typed > column.defaulted;
  if (given || changed || column.generated != Generated::kNo) return {};
  // A literal in quotes is of the column's type; others are cast to it, and
  // the server goes by what they were before.
  std::string_view text = c.view().TextAt(column.defaulted);
  if (value->span.end > text.size()) return {};
  if (!IsPlainLiteral(value->span.In(text))) return {};
  TypeAt from{column.type, column.typed};
  if (IsCastBy(CastWhen::kAssignment, c.view(), from, to) != Answer::kNo) {
    return {};
  }
  Refusal out = c.Refuse(Cause::kNoCast, "42804", op.type.span,
                         "the default of {} does not become {} by itself",
                         op.column.text, op.type.name());
  out.help = fmt::format(
      "drop the default in the same statement: ALTER COLUMN {0} DROP DEFAULT, "
      "ALTER COLUMN {0} TYPE ..., ALTER COLUMN {0} SET DEFAULT ...",
      op.column.text);
  if (column.defaulted != kBeforeAll) {
    out.related = column.defaulted;
    out.related_note = "the default";
  }
  return out;
}

Verdict Check(const Case& c, const AlterColumnType& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  auto column = c.FindColumn(*table, op.column.text);
  if (!column || column->type == nullptr) return {};
  TypeAt from{column->type, column->typed};
  TypeAt to{&op.type, c.view().time()};
  bool stands =
      op.using_expr.present() ||
      IsCastBy(CastWhen::kAssignment, c.view(), from, to) != Answer::kNo;
  if (stands) return OldDefault(c, op, *column, to);
  Refusal out = c.Refuse(Cause::kNoCast, "42804", op.type.span,
                         "{} does not become {} without a USING clause",
                         column->type->name(), op.type.name());
  out.help = fmt::format("add USING {}::{}", op.column.text, op.type.name());
  if (column->typed != kBeforeAll) {
    out.related = column->typed;
    out.related_note = "got its type here";
  }
  return out;
}

const TypeFact* SureEnum(const Case& c, const Name& name) {
  const TypeFact* type = c.view().FindType(name.schema, name.name);
  if (type == nullptr || !c.view().SeesSince(type->born)) return nullptr;
  return type;
}

// Every label comes from an op that was seen.
bool IsWhole(const TypeFact& type) { return type.enumeration != nullptr; }

Verdict MissingType(const Case& c, const Name& name) {
  Sight sight = c.LookAtType(name.schema, name.name);
  if (sight.there != Answer::kNo) return {};
  return c.Missing("type", "42704", name, sight);
}

Verdict NotAnEnum(const Case& c, const TypeFact& type, const Name& name) {
  if (type.kind == TypeKind::kEnum) return {};
  return c.Refuse(Cause::kWrongKind, "42809", name.span, "{} is no enum",
                  name.name);
}

Verdict Check(const Case& c, const AddEnumValue& op) {
  if (auto verdict = MissingType(c, op.type)) return verdict;
  const TypeFact* type = SureEnum(c, op.type);
  if (type == nullptr) return {};
  if (auto verdict = NotAnEnum(c, *type, op.type)) return verdict;
  if (!op.if_not_exists && c.view().HasLabel(*type, op.value.text)) {
    return c.Refuse(Cause::kDuplicateObject, "42710", op.value.span,
                    "{} has a label {} already", op.type.name, op.value.text);
  }
  bool unknown = !op.neighbour.empty() && IsWhole(*type) &&
                 !c.view().HasLabel(*type, op.neighbour.text);
  bool skipped = op.if_not_exists && c.view().HasLabel(*type, op.value.text);
  if (!unknown || skipped) return {};
  return c.Refuse(Cause::kMissingObject, "22023", op.neighbour.span,
                  "{} has no label {}", op.type.name, op.neighbour.text);
}

Verdict Check(const Case& c, const RenameEnumValue& op) {
  if (auto verdict = MissingType(c, op.type)) return verdict;
  const TypeFact* type = SureEnum(c, op.type);
  if (type == nullptr) return {};
  if (auto verdict = NotAnEnum(c, *type, op.type)) return verdict;
  if (IsWhole(*type) && !c.view().HasLabel(*type, op.from.text)) {
    return c.Refuse(Cause::kMissingObject, "22023", op.from.span,
                    "{} has no label {}", op.type.name, op.from.text);
  }
  if (!c.view().HasLabel(*type, op.to.text)) return {};
  return c.Refuse(Cause::kDuplicateObject, "42710", op.to.span,
                  "{} has a label {} already", op.type.name, op.to.text);
}

Verdict Check(const Case& c, const CreateEnum& op) {
  for (size_t i = 1; i < op.labels.size() && i < 256; ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (op.labels[i].text != op.labels[j].text) continue;
      return c.Refuse(Cause::kDuplicateObject, "23505", op.labels[i].span,
                      "the label {} is listed twice", op.labels[i].text);
    }
  }
  return {};
}

}  // namespace

Verdict CheckTypes(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kAlterColumnType:
      return Check(c, static_cast<const AlterColumnType&>(op));
    case OpKind::kAddEnumValue:
      return Check(c, static_cast<const AddEnumValue&>(op));
    case OpKind::kRenameEnumValue:
      return Check(c, static_cast<const RenameEnumValue&>(op));
    case OpKind::kCreateEnum:
      return Check(c, static_cast<const CreateEnum&>(op));
    case OpKind::kAlterDomain:
      return MissingType(c, static_cast<const AlterDomain&>(op).domain);
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
