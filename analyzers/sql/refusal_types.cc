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

// The sequence of an identity column takes the type along.
Verdict NoIdentity(const Case& c, const AlterColumnType& op,
                   const Column& column) {
  if (!IsIdentity(column.generated) || !c.IsAlone()) return {};
  if (c.view().TypeOf(op.type, c.view().time()) != nullptr) return {};
  const TypeShape& type = PlainType(c.view(), {&op.type, c.view().time()});
  bool whole = IsIntegerType(type.name) && type.array_dims == 0;
  if (type == kNoType || whole) return {};
  Refusal out = c.Refuse(Cause::kInvalidDefinition, "22023", op.type.span,
                         "{} is an identity column: it cannot be of type {}",
                         op.column.text, type.name);
  out.help = fmt::format("ALTER COLUMN {} DROP IDENTITY first", op.column.text);
  return out;
}

Verdict Check(const Case& c, const AlterColumnType& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr) return {};
  auto column = c.FindColumn(*table, op.column.text);
  if (!column || column->type == nullptr) return {};
  TypeAt from{column->type, column->typed};
  TypeAt to{&op.type, c.view().time()};
  if (auto no = NoIdentity(c, op, *column)) return no;
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

const ConstraintFact* FindOf(const Case& c, const TypeFact& domain,
                             std::string_view name) {
  const ConstraintFact* at = domain.constraints;
  for (int left = kMaxParts; at != nullptr && left > 0; --left) {
    bool stands = at->AliveAt(c.view().time());
    if (stands && c.view().NameOf(*at) == name) return at;
    at = at->next;
  }
  return nullptr;
}

Verdict Check(const Case& c, const AlterDomain& op) {
  if (auto no = MissingType(c, op.domain)) return no;
  const TypeFact* type = c.view().FindType(op.domain.schema, op.domain.name);
  bool sure = type != nullptr && !type->assumed && type->born != kBeforeAll &&
              c.view().SeesSince(type->born);
  if (!sure) return {};
  if (type->kind != TypeKind::kDomain) {
    return c.Refuse(Cause::kWrongKind, "42809", op.domain.span,
                    "{} is no domain", op.domain.name);
  }
  const Ident& name = op.constraint.name;
  if (name.empty() || type->domain == nullptr) return {};
  const ConstraintFact* found = FindOf(c, *type, name.text);
  if (op.change == DomainChange::kAddConstraint) {
    if (found == nullptr) return {};
    return c.Duplicate("constraint", "42710", name.text, name.span,
                       found->born);
  }
  bool names = op.change == DomainChange::kValidateConstraint ||
               (op.change == DomainChange::kDropConstraint && !op.if_exists);
  // NOT NULL has a name of its own since 17.
  if (!names || found != nullptr || name.text.ends_with("_not_null")) return {};
  return c.Refuse(Cause::kMissingObject, "42704", name.span,
                  "{} has no constraint {}", op.domain.name, name.text);
}

Verdict Repeated(const Case& c, const CreateType& op) {
  for (size_t i = 1; i < op.attributes.size() && i < 256; ++i) {
    for (size_t j = 0; j < i; ++j) {
      const Ident& name = op.attributes[i].name;
      if (op.attributes[j].name.text != name.text) continue;
      return c.Refuse(Cause::kDuplicateColumn, "42701", name.span,
                      "the attribute {} is listed twice", name.text);
    }
  }
  return {};
}

// A table's own type goes with the table.
Verdict RowType(const Case& c, const DropObject& op) {
  if (op.object != ObjectKind::kType) return {};
  for (const Name& name : op.names) {
    if (c.view().FindType(name.schema, name.name) != nullptr) continue;
    const Relation* table = c.Sure(name);
    if (table == nullptr || table->kind > RelationKind::kMaterializedView) {
      continue;
    }
    return c.Refuse(Cause::kDropNeedsCascade, "2BP01", name.span,
                    "{} is the type of {}", name.name,
                    WithArticle(NameOf(table->kind)));
  }
  return {};
}

}  // namespace

// Long: one case for each kind of op.
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
      return Check(c, static_cast<const AlterDomain&>(op));
    case OpKind::kCreateType:
      return Repeated(c, static_cast<const CreateType&>(op));
    case OpKind::kCommentOn: {
      const auto& comment = static_cast<const CommentOn&>(op);
      bool type = comment.object == ObjectKind::kType ||
                  comment.object == ObjectKind::kDomain;
      return type ? MissingType(c, comment.name) : Verdict();
    }
    case OpKind::kGrant: {
      const auto& grant = static_cast<const Grant&>(op);
      bool type = grant.object == ObjectKind::kType ||
                  grant.object == ObjectKind::kDomain;
      if (!type || grant.scope != GrantScope::kNamed) return {};
      for (const Name& name : grant.names) {
        if (auto no = MissingType(c, name)) return no;
      }
      return {};
    }
    case OpKind::kDropObject:
      return RowType(c, static_cast<const DropObject&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
