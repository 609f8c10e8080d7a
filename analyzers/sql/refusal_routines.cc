// SPDX-License-Identifier: Apache-2.0
// Functions and procedures that statements name, and extensions.
#include <algorithm>

#include "analyzers/sql/refusal_case.h"

namespace interlock::sql::refusal {
namespace {

// Nothing but the history makes functions, and all of it is seen.
bool IsClosed(const Case& c) {
  return c.view().SeesEverything() && c.view().HasNoExtensions();
}

bool IsPlain(const Name& name) {
  bool own = name.schema.empty() || name.schema == "public";
  return own && !IsSystemName(name.name) && !HoldsPlaceholder(name.name);
}

// The server has none of that name for certain: it is the history's own.
bool IsOwnName(const Case& c, const Name& name) {
  return c.view().FindFunctions(name.schema, name.name) != nullptr;
}

const CreateFunction* Definition(const Case& c, const FunctionFact& fact) {
  if (fact.assumed || !c.view().SeesSince(fact.born)) return nullptr;
  const FunctionVersion* version = c.view().VersionOf(fact);
  return version == nullptr ? nullptr : version->def;
}

// A function's own operations touch functions that migrations make; those of
// the server are its superuser's to change.
Verdict Missing(const Case& c, const Name& name, const Identity& identity) {
  if (!IsPlain(name) || !IsClosed(c)) return {};
  const FunctionFact* found = c.view().FindFunction(name, identity);
  if (found != nullptr) return {};
  bool other = IsOwnName(c, name);
  if (other && !identity.has_types) return {};  // several
  return c.Refuse(Cause::kMissingObject, "42883", name.span, "{} {}{}",
                  other ? "no" : "function", name.name,
                  other ? " takes these arguments" : " does not exist");
}

bool IsFunction(ObjectKind kind) {
  return kind == ObjectKind::kFunction || kind == ObjectKind::kProcedure ||
         kind == ObjectKind::kRoutine;
}

// A procedure where a function is meant, or the other way round.
Verdict OtherKind(const Case& c, const DropObject& op) {
  if (op.object == ObjectKind::kRoutine || !IsFunction(op.object)) return {};
  for (size_t i = 0; i < op.names.size(); ++i) {
    const Identity& identity =
        i < op.identities.size() ? op.identities[i] : kNoIdentity;
    const FunctionFact* fact = c.view().FindFunction(op.names[i], identity);
    const CreateFunction* def =
        fact == nullptr ? nullptr : Definition(c, *fact);
    bool procedure = op.object == ObjectKind::kProcedure;
    if (def == nullptr || def->procedure == procedure) continue;
    return c.Refuse(Cause::kWrongKind, "42809", op.names[i].span,
                    "{} is a {}, not a {}", op.names[i].name,
                    def->procedure ? "procedure" : "function",
                    procedure ? "procedure" : "function");
  }
  return {};
}

Verdict Check(const Case& c, const RenameObject& op) {
  if (!IsFunction(op.object)) return {};
  if (auto no = Missing(c, op.name, *op.identity)) return no;
  const FunctionFact* found = c.view().FindFunction(op.name, *op.identity);
  const CreateFunction* def =
      found == nullptr ? nullptr : Definition(c, *found);
  if (def == nullptr) return {};
  Identity same{.types = def->arguments, .has_types = true, .scope = {}};
  Name to{op.name.schema, op.to.text, op.to.span};
  const FunctionFact* taken = c.view().FindFunction(to, same);
  if (taken == nullptr || Definition(c, *taken) == nullptr) return {};
  if (c.view().NameOf(*taken).schema != c.view().NameOf(*found).schema) {
    return {};
  }
  return c.Duplicate("function", "42723", op.to.text, op.to.span, taken->born);
}

// OR REPLACE keeps the names of parameters, which calls may use.
Verdict Check(const Case& c, const CreateFunction& op) {
  constexpr std::string_view kLanguages[] = {"sql", "plpgsql", "c", "internal"};
  bool known =
      std::ranges::find(kLanguages, op.language) != std::end(kLanguages) ||
      op.language.empty() || HoldsPlaceholder(op.language) ||
      op.language.starts_with("pl");
  if (!known && IsClosed(c)) {
    return c.Refuse(Cause::kMissingObject, "42704", op.function.span,
                    "there is no language {}", op.language);
  }
  if (!op.or_replace) return {};
  Identity identity{.types = op.arguments, .has_types = true, .scope = {}};
  const FunctionFact* old = c.view().FindFunction(op.function, identity);
  const CreateFunction* def = old == nullptr ? nullptr : Definition(c, *old);
  if (def == nullptr || def->parameters.size() != op.parameters.size()) {
    return {};
  }
  for (size_t i = 0; i < op.parameters.size(); ++i) {
    const Argument& was = def->parameters[i];
    const Argument& now = op.parameters[i];
    bool renamed = was.IsInput() && now.IsInput() && !was.name.empty() &&
                   was.name.text != now.name.text;
    if (!renamed) continue;
    Refusal out = c.Refuse(Cause::kInvalidDefinition, "42P13",
                           now.name.empty() ? op.function.span : now.name.span,
                           "OR REPLACE cannot rename the parameter {} of {}",
                           was.name.text, op.function.name);
    out.help = fmt::format("DROP FUNCTION {} first", op.function.name);
    out.related = old->born;
    out.related_note = "created here";
    return out;
  }
  return {};
}

Verdict Check(const Case& c, const DropObject& op) {
  if (op.object != ObjectKind::kExtension) return OtherKind(c, op);
  if (op.if_exists || !c.view().SeesEverything()) return {};
  for (const Name& name : op.names) {
    bool there = name.name == "plpgsql" || HoldsPlaceholder(name.name) ||
                 c.view().FindExtension(name.name) != nullptr;
    if (there) continue;
    Sight sight;
    sight.evidence = Evidence::kMissing;
    return c.Missing("extension", "42704", name, sight);
  }
  return {};
}

Verdict Check(const Case& c, const Grant& op) {
  if (op.scope != GrantScope::kNamed || !IsFunction(op.object)) return {};
  for (size_t i = 0; i < op.names.size() && i < op.identities.size(); ++i) {
    bool own = op.identities[i].has_types && IsOwnName(c, op.names[i]);
    if (!own) continue;  // others may be the server's
    if (auto no = Missing(c, op.names[i], op.identities[i])) return no;
  }
  return {};
}

}  // namespace

Verdict CheckRoutines(const Case& c) {
  const Op& op = c.op();
  switch (op.kind) {
    case OpKind::kCreateFunction:
      return Check(c, static_cast<const CreateFunction&>(op));
    case OpKind::kAlterFunction: {
      const auto& alter = static_cast<const AlterFunction&>(op);
      return Missing(c, alter.function, *alter.identity);
    }
    case OpKind::kRenameObject:
      return Check(c, static_cast<const RenameObject&>(op));
    case OpKind::kDropObject:
      return Check(c, static_cast<const DropObject&>(op));
    case OpKind::kCommentOn: {
      const auto& comment = static_cast<const CommentOn&>(op);
      if (!IsFunction(comment.object)) return {};
      return Missing(c, comment.name, *comment.identity);
    }
    case OpKind::kGrant:
      return Check(c, static_cast<const Grant&>(op));
    case OpKind::kCallProcedure: {
      const Name& name = static_cast<const CallProcedure&>(op).procedure;
      bool none = IsPlain(name) && IsClosed(c) && !IsOwnName(c, name);
      if (!none) return {};
      Sight sight;
      sight.evidence = Evidence::kMissing;
      return c.Missing("procedure", "42883", name, sight);
    }
    default:
      return {};
  }
}

}  // namespace interlock::sql::refusal
