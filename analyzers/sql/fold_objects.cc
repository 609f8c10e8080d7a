// SPDX-License-Identifier: Apache-2.0
// The fold's half that deals with indexes, types, code and the session.
#include <algorithm>
#include <string>

#include "analyzers/sql/catalog_builder.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// Code is read for the names in it up to this many bytes a history; beyond,
// every name counts as named.
constexpr size_t kMaxScanned = size_t{64} << 20;

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) ||
         c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// Calls f with each word of the text, in order.
template <class F>
void EachWord(std::string_view text, F f) {
  size_t at = 0;
  while (at < text.size()) {
    if (!IsWordByte(text[at])) {
      ++at;
      continue;
    }
    size_t begin = at;
    while (at < text.size() && IsWordByte(text[at])) ++at;
    f(text.substr(begin, at - begin));
  }
}

bool IsAnyOf(std::string_view word,
             std::initializer_list<std::string_view> list) {
  return std::ranges::any_of(
      list, [&](auto each) { return EqualsIgnoringCase(word, each); });
}

// Code that builds statements out of values, so that no name in it is sure.
bool BuildsStatements(std::string_view code) {
  bool executes = false;
  EachWord(code, [&](std::string_view word) {
    executes |= EqualsIgnoringCase(word, "execute");
  });
  bool pieces = code.find("%I") != code.npos || code.find("%s") != code.npos ||
                code.find("||") != code.npos;
  return executes && pieces;
}

bool ChangesSchema(std::string_view code) {
  bool changes = false;
  EachWord(code, [&](std::string_view word) {
    changes |= word.size() >= 4 &&
               IsAnyOf(word, {"create", "alter", "drop", "execute", "rename"});
  });
  return changes;
}

// "a, "B", public": the schemas of a search_path, without the quotes.
std::vector<std::string_view> SchemasOf(std::string_view value) {
  std::vector<std::string_view> schemas;
  for (std::string_view part : Split(value, ',')) {
    part = Trim(part);
    while (part.size() >= 2 && (part.front() == '"' || part.front() == '\'') &&
           part.back() == part.front()) {
      part = part.substr(1, part.size() - 2);
    }
    if (part.empty() || part == "$user" || part == "pg_catalog") continue;
    schemas.push_back(part);
    if (schemas.size() == 16) break;
  }
  return schemas;
}

}  // namespace

void CatalogBuilder::Apply(const CreateIndex& op) {
  Relation* table = Need(op.table);
  std::string_view name = op.name.text;
  Arena& arena = catalog_.arena_;
  if (name.empty()) {
    std::vector<std::string_view> columns;
    for (const IndexColumn& column : op.columns) {
      columns.push_back(column.column.empty() ? "expr" : column.column.text);
      if (columns.size() == 32) break;
    }
    name = ChosenName(arena, op.table.name, columns, "idx");
  }
  Name full{table->schema, name, op.name.span};
  Relation* old = Find(full);
  if (old != nullptr && op.if_not_exists) return;
  Relation* index = Create(full, RelationKind::kIndex);
  index->index = &op;
  index->table = table;
  index->next_index = table->indexes;
  table->indexes = index;
}

void CatalogBuilder::Apply(const CreateView& op) {
  Relation* old = Find(op.view);
  if (old != nullptr) {
    if (op.if_not_exists) return;
    Forget(*old);
  }
  Create(op.view, op.materialized ? RelationKind::kMaterializedView
                                  : RelationKind::kView);
}

void CatalogBuilder::Apply(const RenameObject& op) {
  switch (op.object) {
    case ObjectKind::kIndex:
      return Move(op.name, {}, op.to.text);
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
    case ObjectKind::kForeignTable:
      return Move(op.name, {}, op.to.text);
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      return MoveType(op.name, {}, op.to.text);
    case ObjectKind::kConstraint:
      if (auto* fact = Named(op.name, op.part.text)) fact->name = op.to.text;
      return;
    case ObjectKind::kSchema:
      return TaintAll();
    default:
      return;
  }
}

TypeFact* CatalogBuilder::CreateType(const Name& name, TypeKind kind) {
  Arena& arena = catalog_.arena_;
  auto* fact = arena.New<TypeFact>(kind, time_);
  Slot* slot = catalog_.type_names_.FindOrAdd(arena, nullptr, SchemaFor(name),
                                              name.name);
  if (slot->newest == nullptr) catalog_.types_.push_back(slot);
  slot->newest = Version::Append(arena, slot->newest, time_, fact);
  return fact;
}

void CatalogBuilder::MoveType(const Name& name, std::string_view schema,
                              std::string_view to) {
  Arena& arena = catalog_.arena_;
  std::string_view old = SchemaFor(name);
  Slot* slot = catalog_.type_names_.FindOrAdd(arena, nullptr, old, name.name);
  void* fact = slot->At(time_);
  slot->newest = Version::Append(arena, slot->newest, time_, nullptr);
  Slot* target = catalog_.type_names_.FindOrAdd(
      arena, nullptr, schema.empty() ? old : schema, to);
  if (target->newest == nullptr) catalog_.types_.push_back(target);
  target->newest = Version::Append(arena, target->newest, time_, fact);
}

void CatalogBuilder::Apply(const AddEnumValue& op) {
  auto* type =
      const_cast<TypeFact*>(Now().FindType(op.type.schema, op.type.name));
  if (type == nullptr) {
    // An older enum: its other labels are not known.
    type = CreateType(op.type, TypeKind::kEnum);
  }
  type->labels = catalog_.arena_.New<EnumLabel>(op.value.text, time_, kNever,
                                                type->labels);
}

void CatalogBuilder::Apply(const RenameEnumValue& op) {
  auto* type =
      const_cast<TypeFact*>(Now().FindType(op.type.schema, op.type.name));
  if (type == nullptr) type = CreateType(op.type, TypeKind::kEnum);
  Arena& arena = catalog_.arena_;
  bool found = false;
  int left = kMaxParts;
  for (auto* at = type->labels; at != nullptr && --left > 0; at = at->next) {
    if (at->text != op.from.text || at->died != kNever) continue;
    at->died = time_;
    found = true;
  }
  if (!found) {
    type->labels =
        arena.New<EnumLabel>(op.from.text, kBeforeAll, time_, type->labels);
  }
  type->labels = arena.New<EnumLabel>(op.to.text, time_, kNever, type->labels);
}

void CatalogBuilder::Apply(const CreateDomain& op) {
  TypeFact* type = CreateType(op.domain, TypeKind::kDomain);
  type->domain = &op;
  const TypeFact* base = Now().FindType(op.base.schema(), op.base.name());
  bool inherits = base != nullptr && base->constrained < time_;
  if (op.not_null || !op.constraints.empty() || inherits) {
    type->constrained = time_;
  }
}

void CatalogBuilder::Apply(const AlterDomain& op) {
  auto* type =
      const_cast<TypeFact*>(Now().FindType(op.domain.schema, op.domain.name));
  if (type == nullptr) type = CreateType(op.domain, TypeKind::kDomain);
  if (op.change == DomainChange::kSetNotNull ||
      op.change == DomainChange::kAddConstraint) {
    type->constrained = std::min(type->constrained, time_);
  }
}

void CatalogBuilder::ApplyTypeOp(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateIndex:
      return Apply(To<CreateIndex>(op));
    case OpKind::kDropIndex:
      for (const Name& name : To<DropIndex>(op).indexes) Drop(name);
      return;
    case OpKind::kCreateEnum:
      CreateType(To<CreateEnum>(op).type, TypeKind::kEnum)->enumeration =
          &To<CreateEnum>(op);
      return;
    case OpKind::kAddEnumValue:
      return Apply(To<AddEnumValue>(op));
    case OpKind::kRenameEnumValue:
      return Apply(To<RenameEnumValue>(op));
    case OpKind::kCreateDomain:
      return Apply(To<CreateDomain>(op));
    case OpKind::kAlterDomain:
      return Apply(To<AlterDomain>(op));
    case OpKind::kCreateType:
      CreateType(To<interlock::sql::CreateType>(op).type, TypeKind::kComposite);
      return;
    default:
      return;
  }
}

void CatalogBuilder::Apply(const CreateFunction& op) {
  Arena& arena = catalog_.arena_;
  auto* fact = arena.New<FunctionFact>(time_, op.volatility, &op);
  std::string_view body = file_->source->Text(op.body);
  scanned_ += body.size();
  fact->changes_schema = scanned_ > kMaxScanned || ChangesSchema(body);
  Slot* slot = catalog_.function_names_.FindOrAdd(
      arena, nullptr, SchemaFor(op.function), op.function.name);
  // Overloads share a slot: the most volatile speaks for all.
  const auto* old = static_cast<const FunctionFact*>(slot->At(time_));
  if (old != nullptr && old->volatility == Volatility::kVolatile &&
      !op.or_replace) {
    fact->volatility = Volatility::kVolatile;
  }
  slot->newest = Version::Append(arena, slot->newest, time_, fact);
}

void CatalogBuilder::Apply(const DropObject& op) {
  for (const Name& name : op.names) {
    switch (op.object) {
      case ObjectKind::kView:
      case ObjectKind::kMaterializedView:
      case ObjectKind::kSequence:
      case ObjectKind::kForeignTable:
        Drop(name);
        break;
      case ObjectKind::kType:
      case ObjectKind::kDomain:
        MoveType(name, kDroppedSchema, name.name);
        break;
      case ObjectKind::kSchema:
        if (op.cascade) TaintAll();
        break;
      default:
        break;
    }
  }
}

void CatalogBuilder::Apply(const Select& op) {
  for (const Name& called : op.functions) {
    const auto* fact = static_cast<const FunctionFact*>(catalog_.Resolve(
        catalog_.function_names_, called.schema, called.name, time_));
    // The body may live in an earlier file, whose text is not at hand here.
    if (fact != nullptr && fact->changes_schema) TaintAll();
  }
}

// A procedure that was not seen being made may do anything.
void CatalogBuilder::Apply(const CallProcedure& op) {
  const auto* fact = static_cast<const FunctionFact*>(catalog_.Resolve(
      catalog_.function_names_, op.procedure.schema, op.procedure.name, time_));
  if (fact == nullptr || fact->changes_schema) TaintAll();
}

void CatalogBuilder::Apply(const SetVariable& op) {
  if (op.variable == "search_path" || op.variable.empty()) {
    catalog_.paths_.push_back({time_, op.reset ? std::vector<std::string_view>()
                                               : SchemasOf(op.value)});
  }
}

void CatalogBuilder::ApplySessionOp(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateView:
      return Apply(To<CreateView>(op));
    case OpKind::kCreateSequence: {
      const auto& create = To<CreateSequence>(op);
      if (Find(create.sequence) == nullptr) {
        Create(create.sequence, RelationKind::kSequence);
      }
      return;
    }
    case OpKind::kCreateFunction:
      return Apply(To<CreateFunction>(op));
    case OpKind::kDropObject:
      return Apply(To<DropObject>(op));
    case OpKind::kSelect:
      return Apply(To<Select>(op));
    case OpKind::kSetVariable:
      return Apply(To<SetVariable>(op));
    case OpKind::kDoBlock:
      return Taint(file_->source->Text(To<DoBlock>(op).body));
    case OpKind::kServerCommand:
      if (To<ServerCommand>(op).what.starts_with("DROP OWNED")) TaintAll();
      return;
    case OpKind::kCallProcedure:
      return Apply(To<CallProcedure>(op));
    case OpKind::kUnknown:
      return TaintAll();
    default:
      return;
  }
}

void CatalogBuilder::TaintAll() {
  catalog_.taints_.push_back(time_);
  catalog_.opaque_.push_back(time_);
}

void CatalogBuilder::Taint(std::string_view code) {
  scanned_ += code.size();
  if (scanned_ > kMaxScanned || BuildsStatements(code)) return TaintAll();
  if (!ChangesSchema(code)) return;
  catalog_.opaque_.push_back(time_);
  std::string lower;
  EachWord(code, [&](std::string_view word) {
    lower = AsciiLower(word);
    for (std::string_view spelled : {std::string_view(lower), word}) {
      if (Relation* named = Find({{}, spelled, {}})) {
        named->tainted = std::min(named->tainted, time_);
      }
    }
  });
}

}  // namespace interlock::sql
