// SPDX-License-Identifier: Apache-2.0
// Schemas, functions, triggers, policies and rules by name.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

// --- Schemas ---

Verdict NewSchema(const Case& c, const Ident& schema) {
  if (schema.text.starts_with("pg_")) {
    return c.Refuse(Cause::kInvalidDefinition, "42939", schema.span,
                    "{}: names that begin with pg_ are the server's own",
                    schema.text);
  }
  const Object* old = c.view().FindSchema(schema.text);
  if (old == nullptr || old->assumed || old->born == kBeforeAll) return {};
  if (!c.view().SeesSince(old->born)) return {};
  return c.Duplicate("schema", "42P06", schema.text, schema.span, old->born);
}

Verdict MissingSchema(const Case& c, std::string_view schema, Span span) {
  if (schema.empty()) return {};
  Sight sight = c.LookAtSchema(schema);
  if (sight.there != Answer::kNo) return {};
  return c.Missing("schema", "3F000", {{}, schema, span}, sight);
}

// Schemas of more names than this are not searched.
constexpr size_t kMaxSearched = 20000;

// A relation in it that is certainly there.
Verdict NotEmpty(const Case& c, const Name& name) {
  std::span<const Slot* const> names = c.view().catalog().names();
  if (names.size() > kMaxSearched) return {};
  for (const Slot* slot : names) {
    if (slot->schema != name.name) continue;
    const Relation* found = c.Sure({slot->schema, slot->name, {}});
    if (found == nullptr) continue;
    Refusal out = c.Refuse(Cause::kDropNeedsCascade, "2BP01", name.span,
                           "the schema {} holds the {} {}", name.name,
                           NameOf(found->kind), slot->name);
    out.related = found->born;
    out.related_note = "created here";
    return out;
  }
  return {};
}

// --- Triggers, policies, rules: parts of a table ---

struct Part {
  bool found = false;
  bool whole = false;  // every one of the table's is known
  Time born = kBeforeAll;
};

Part FindPart(const Case& c, const Relation& table, ObjectKind kind,
              std::string_view name) {
  Part part;
  auto look = [&](const Object& object) {
    if (c.view().NameOf(object) != name) return;
    part.found = true;
    part.born = object.born;
  };
  if (kind == ObjectKind::kTrigger) {
    part.whole = c.view().EachTrigger(table, look);
  } else if (kind == ObjectKind::kPolicy) {
    part.whole = c.view().EachPolicy(table, look);
  } else {
    part.whole = c.view().EachRule(table, look);
  }
  return part;
}

Verdict NewPart(const Case& c, const Name& name, ObjectKind kind,
                const Ident& part) {
  const Relation* table = c.Sure(name);
  if (table == nullptr || part.empty()) return {};
  Part old = FindPart(c, *table, kind, part.text);
  if (!old.found) return {};
  return c.Duplicate(NameOf(kind), "42710", part.text, part.span, old.born);
}

Verdict MissingPart(const Case& c, const Name& name, ObjectKind kind,
                    const Ident& part) {
  const Relation* table = c.Sure(name);
  if (table == nullptr || part.empty()) return {};
  Part old = FindPart(c, *table, kind, part.text);
  if (old.found || !old.whole) return {};
  return c.Refuse(Cause::kMissingObject, "42704", part.span, "{} has no {} {}",
                  name.name, NameOf(kind), part.text);
}

// The table of a part that is dropped or renamed.
Verdict MissingHolder(const Case& c, const Name& name) {
  Sight sight = c.Look(name);
  if (sight.there != Answer::kNo) return {};
  return c.Missing("table", "42P01", name, sight);
}

// --- Functions ---

constexpr std::string_view kTriggerFunctions[] = {
    "suppress_redundant_updates_trigger", "tsvector_update_trigger",
    "tsvector_update_trigger_column"};

// No migration makes a function of that name, and no extension may.
bool IsUnmade(const Case& c, const Name& function) {
  bool plain = function.schema.empty() || function.schema == "public";
  return plain &&
         c.view().FindFunctions(function.schema, function.name) == nullptr &&
         c.view().SeesEverything() && c.view().HasNoExtensions();
}

Verdict MissingFunction(const Case& c, const Name& function) {
  bool own = std::ranges::find(kTriggerFunctions, function.name) !=
             std::end(kTriggerFunctions);
  if (own || !IsUnmade(c, function)) return {};
  Sight sight;
  sight.evidence = Evidence::kMissing;
  return c.Missing("function", "42883", function, sight);
}

const FunctionVersion* Only(const Case& c, const Name& function) {
  const Overload* all = c.view().FindFunctions(function.schema, function.name);
  if (all == nullptr || all->next != nullptr) return nullptr;
  const FunctionFact& fact = *all->function;
  bool sure = !fact.assumed && c.view().SeesSince(fact.born);
  return sure ? c.view().VersionOf(fact) : nullptr;
}

Verdict TriggerFunction(const Case& c, const CreateTrigger& op) {
  if (auto verdict = MissingFunction(c, op.function)) return verdict;
  const FunctionVersion* version = Only(c, op.function);
  if (version == nullptr || version->def == nullptr) return {};
  const CreateFunction& def = *version->def;
  if (!def.arguments.empty()) {
    Refusal out = c.Refuse(Cause::kMissingObject, "42883", op.function.span,
                           "{} takes arguments: a trigger calls it with none",
                           op.function.name);
    out.related = version->when;
    out.related_note = "the function";
    return out;
  }
  if (def.returns.empty() || def.returns.name() == "trigger") return {};
  Refusal out = c.Refuse(Cause::kInvalidDefinition, "42P17", op.function.span,
                         "{} must return trigger", op.function.name);
  out.related = version->when;
  out.related_note = "the function";
  return out;
}

Verdict Check(const Case& c, const CreateTrigger& op) {
  const Relation* table = c.Sure(op.table);
  bool instead = op.timing == TriggerTiming::kInsteadOf;
  if (table != nullptr && table->kind == RelationKind::kTable && instead) {
    return c.Refuse(Cause::kWrongKind, "42809", op.table.span,
                    "{} is a table: INSTEAD OF triggers are for views",
                    op.table.name);
  }
  bool row = table != nullptr && table->kind == RelationKind::kView &&
             !instead && op.for_each_row;
  if (row) {
    return c.Refuse(Cause::kWrongKind, "42809", op.table.span,
                    "{} is a view: its row triggers are INSTEAD OF",
                    op.table.name);
  }
  if (auto verdict = TriggerFunction(c, op)) return verdict;
  if (op.or_replace) return {};
  return NewPart(c, op.table, ObjectKind::kTrigger, op.trigger);
}

bool SameShape(const TypeName& a, const TypeName& b) {
  return *a.shape == *b.shape;
}

Verdict Check(const Case& c, const CreateFunction& op) {
  if (auto no = MissingSchema(c, op.function.schema, op.function.span)) {
    return no;
  }
  Identity identity{.types = op.arguments, .has_types = true, .scope = {}};
  const FunctionFact* old = c.view().FindFunction(op.function, identity);
  if (old == nullptr || old->assumed || !c.view().SeesSince(old->born)) {
    return {};
  }
  if (!op.or_replace) {
    return c.Duplicate(op.procedure ? "procedure" : "function", "42723",
                       op.function.name, op.function.span, old->born);
  }
  const FunctionVersion* version = c.view().VersionOf(*old);
  if (version == nullptr || version->def == nullptr) return {};
  const CreateFunction& def = *version->def;
  if (def.procedure != op.procedure) {
    return c.Refuse(Cause::kWrongKind, "42809", op.function.span,
                    "{} is a {}, not a {}", op.function.name,
                    def.procedure ? "procedure" : "function",
                    op.procedure ? "procedure" : "function");
  }
  bool tells = !op.procedure && !op.returns.empty() && !def.returns.empty() &&
               !op.returns_table && !def.returns_table &&
               op.parameters.size() == op.arguments.size() &&
               def.parameters.size() == def.arguments.size();
  if (!tells || SameShape(op.returns, def.returns)) return {};
  if (op.returns.name() == def.returns.name()) return {};
  Refusal out =
      c.Refuse(Cause::kInvalidDefinition, "42P13", op.function.span,
               "{} returns {}: OR REPLACE cannot make that {}",
               op.function.name, def.returns.name(), op.returns.name());
  out.help = fmt::format("DROP FUNCTION {} first", op.function.name);
  out.related = version->when;
  out.related_note = "defined here";
  return out;
}

Verdict DroppedFunction(const Case& c, const DropObject& op) {
  for (size_t i = 0; i < op.names.size(); ++i) {
    const Name& name = op.names[i];
    const Identity& identity =
        i < op.identities.size() ? op.identities[i] : kNoIdentity;
    const Overload* all = c.view().FindFunctions(name.schema, name.name);
    if (all == nullptr) {
      if (op.if_exists) continue;
      if (auto verdict = MissingFunction(c, name)) return verdict;
      continue;
    }
    bool known = !op.if_exists && identity.has_types &&
                 c.view().SeesEverything() && c.view().HasNoExtensions();
    if (known && c.view().FindFunction(name, identity) == nullptr) {
      return c.Refuse(Cause::kMissingObject, "42883", name.span,
                      "no {} takes these arguments", name.name);
    }
    bool several = all->next != nullptr && !identity.has_types;
    if (several && c.view().SeesSince(all->function->born)) {
      return c.Refuse(Cause::kInvalidDefinition, "42725", name.span,
                      "there are several {}: say which, with its arguments",
                      name.name);
    }
  }
  return {};
}

Verdict Check(const Case& c, const DropObject& op) {
  switch (op.object) {
    case ObjectKind::kSchema:
      for (const Name& name : op.names) {
        auto no = MissingSchema(c, name.name, name.span);
        if (no && !op.if_exists) return no;
        if (op.cascade) continue;
        if (auto verdict = NotEmpty(c, name)) return verdict;
      }
      return {};
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      if (op.if_exists || op.names.empty()) return {};
      if (auto no = MissingHolder(c, op.names[0])) return no;
      return MissingPart(c, op.names[0], op.object, op.part);
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
      return DroppedFunction(c, op);
    default:
      return {};
  }
}

Verdict Check(const Case& c, const RenameObject& op) {
  switch (op.object) {
    case ObjectKind::kSchema: {
      if (auto no = MissingSchema(c, op.name.name, op.name.span)) return no;
      return NewSchema(c, op.to);
    }
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      if (op.if_exists) return {};
      if (auto no = MissingPart(c, op.name, op.object, op.part)) return no;
      return NewPart(c, op.name, op.object, op.to);
    default:
      return {};
  }
}

Verdict Check(const Case& c, const AlterTable& op) {
  ObjectKind kind = ObjectKind::kTrigger;
  switch (op.change) {
    case TableChange::kEnableTrigger:
    case TableChange::kDisableTrigger:
      // Without a name: ALL or USER.
      return MissingPart(c, op.table, kind, op.argument);
    case TableChange::kEnableRule:
    case TableChange::kDisableRule:
      return MissingPart(c, op.table, ObjectKind::kRule, op.argument);
    default:
      return {};
  }
}

Verdict Check(const Case& c, const CommentOn& op) {
  switch (op.object) {
    case ObjectKind::kTable:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kColumn:
      if (auto no = MissingHolder(c, op.name)) return no;
      break;
    case ObjectKind::kSchema:
      return MissingSchema(c, op.name.name, op.name.span);
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
      return MissingPart(c, op.name, op.object, op.part);
    default:
      return {};
  }
  const Relation* found = c.Sure(op.name);
  if (found == nullptr) return {};
  if (op.object == ObjectKind::kColumn) {
    bool none = found->kind == RelationKind::kTable &&
                c.HasColumn(*found, op.part.text) == Answer::kNo;
    if (none) return c.NoColumn(op.name, op.part);
    return {};
  }
  RelationKind kind = op.object == ObjectKind::kTable ? RelationKind::kTable
                      : op.object == ObjectKind::kView
                          ? RelationKind::kView
                          : RelationKind::kMaterializedView;
  if (found->kind == kind) return {};
  return c.Refuse(Cause::kWrongKind, "42809", op.name.span, "{} is {}, not {}",
                  op.name.name, WithArticle(NameOf(found->kind)),
                  WithArticle(NameOf(kind)));
}

Verdict Check(const Case& c, const Grant& op) {
  if (op.scope != GrantScope::kNamed) return {};
  for (const Name& name : op.names) {
    if (op.object == ObjectKind::kSchema) {
      if (auto no = MissingSchema(c, name.name, name.span)) return no;
    }
    if (op.object != ObjectKind::kTable) continue;
    Sight sight = c.Look(name);
    bool gone = sight.there == Answer::kNo && sight.gone != kBeforeAll;
    if (gone) return c.Missing("relation", "42P01", name, sight);
  }
  return {};
}

Verdict Check(const Case& c, const CreatePolicy& op) {
  return NewPart(c, op.table, ObjectKind::kPolicy, op.policy);
}

Verdict Check(const Case& c, const CreateExtension& op) {
  if (op.if_not_exists) return {};
  const Object* old = c.view().FindExtension(op.extension.text);
  if (old == nullptr || old->assumed || !c.view().SeesSince(old->born)) {
    return {};
  }
  return c.Duplicate("extension", "42710", op.extension.text, op.extension.span,
                     old->born);
}

}  // namespace

// Long: one case for each kind of op.
Verdict CheckObjects(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateSchema: {
      const auto& create = static_cast<const CreateSchema&>(op);
      return create.if_not_exists ? Verdict() : NewSchema(c, create.schema);
    }
    case OpKind::kCreateTable: {
      const Name& name = static_cast<const CreateTable&>(op).table;
      return MissingSchema(c, name.schema, name.span);
    }
    case OpKind::kCreateView: {
      const Name& name = static_cast<const CreateView&>(op).view;
      return MissingSchema(c, name.schema, name.span);
    }
    case OpKind::kSetSchema: {
      const Ident& to = static_cast<const SetSchema&>(op).to;
      return MissingSchema(c, to.text, to.span);
    }
    case OpKind::kCreateFunction:
      return Check(c, static_cast<const CreateFunction&>(op));
    case OpKind::kCreateTrigger:
      return Check(c, static_cast<const CreateTrigger&>(op));
    case OpKind::kCreatePolicy:
      return Check(c, static_cast<const CreatePolicy&>(op));
    case OpKind::kAlterPolicy: {
      const auto& alter = static_cast<const AlterPolicy&>(op);
      return MissingPart(c, alter.table, ObjectKind::kPolicy, alter.policy);
    }
    case OpKind::kCreateRule: {
      const auto& create = static_cast<const CreateRule&>(op);
      if (create.or_replace) return {};
      return NewPart(c, create.table, ObjectKind::kRule, create.rule);
    }
    case OpKind::kCreateExtension:
      return Check(c, static_cast<const CreateExtension&>(op));
    case OpKind::kDropObject:
      return Check(c, static_cast<const DropObject&>(op));
    case OpKind::kRenameObject:
      return Check(c, static_cast<const RenameObject&>(op));
    case OpKind::kAlterTable:
      return Check(c, static_cast<const AlterTable&>(op));
    case OpKind::kCommentOn:
      return Check(c, static_cast<const CommentOn&>(op));
    case OpKind::kGrant:
      return Check(c, static_cast<const Grant&>(op));
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
