// SPDX-License-Identifier: Apache-2.0
// Enums and their labels, and types that do not turn into one another.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

// Types that an assignment turns into one another; between two different
// groups none does, but that everything becomes a string.
enum class Group : uint8_t {
  kUnknown,
  kString,
  kNumber,
  kBool,
  kTime,
  kUuid,
  kJson,
  kBytes,
  kNet,
  kEnum,
};
struct TypeGroup {
  std::string_view type;
  Group group;
};
constexpr TypeGroup kGroups[] = {
    {"text", Group::kString},      {"varchar", Group::kString},
    {"bpchar", Group::kString},    {"int2", Group::kNumber},
    {"int4", Group::kNumber},      {"int8", Group::kNumber},
    {"float4", Group::kNumber},    {"float8", Group::kNumber},
    {"numeric", Group::kNumber},   {"serial", Group::kNumber},
    {"serial4", Group::kNumber},   {"bigserial", Group::kNumber},
    {"serial8", Group::kNumber},   {"smallserial", Group::kNumber},
    {"serial2", Group::kNumber},   {"bool", Group::kBool},
    {"date", Group::kTime},        {"timestamp", Group::kTime},
    {"timestamptz", Group::kTime}, {"uuid", Group::kUuid},
    {"json", Group::kJson},        {"jsonb", Group::kJson},
    {"bytea", Group::kBytes},      {"inet", Group::kNet},
    {"cidr", Group::kNet},
};

Group GroupOf(const Case& c, const TypeName& type) {
  for (const TypeGroup& one : kGroups) {
    if (one.type == type.name() && type.schema().empty()) return one.group;
  }
  const TypeFact* fact = c.view().FindType(type.schema(), type.name());
  bool enumeration = fact != nullptr && fact->kind == TypeKind::kEnum;
  return enumeration ? Group::kEnum : Group::kUnknown;
}

// Whether ALTER TYPE needs a USING clause to get from one to the other.
bool NeedsUsing(const Case& c, const TypeName& from, const TypeName& to) {
  Group old = GroupOf(c, from);
  Group now = GroupOf(c, to);
  if (old == Group::kUnknown || now == Group::kUnknown) return false;
  bool array = to.array_dims() != 0;
  if ((from.array_dims() != 0) != array) return array || now != Group::kString;
  if (now == Group::kString && !array) return false;
  if (old != now) return !array || now != Group::kString;
  return old == Group::kEnum && from.name() != to.name();
}

Verdict Check(const Case& c, const AlterColumnType& op) {
  const Relation* table = c.Sure(op.table);
  if (table == nullptr || op.using_expr.present()) return {};
  auto column = c.FindColumn(*table, op.column.text);
  if (!column || column->type == nullptr) return {};
  if (!NeedsUsing(c, *column->type, op.type)) return {};
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
