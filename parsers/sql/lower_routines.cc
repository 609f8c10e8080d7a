// SPDX-License-Identifier: Apache-2.0
// Functions, triggers, policies, DO blocks.
#include "core/text.h"
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

const char* TextOf(const ::Node* node) {
  return node != nullptr && IsA(node, String) ? strVal(node) : "";
}

// The text inside the quotes of the first string literal after `from`.
Span BodyAt(const Lowering& low, uint32_t from) {
  Tokens tokens = low.TokensFrom(from);
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.kind != TokenKind::kString) continue;
    std::string_view text = t.span.In(low.text());
    size_t quote = text[0] == '$' ? text.find('$', 1) + 1 : 1;
    if (text.size() < 2 * quote) return {t.span.end, t.span.end};
    uint32_t q = static_cast<uint32_t>(quote);
    return {t.span.begin + q, t.span.end - q};
  }
  return {from, from};
}

std::string_view Lowered(Lowering& low, const char* text, uint32_t at) {
  std::string lower = AsciiLower(text);
  return low.Keep(lower.c_str(), at);
}

void ApplyOption(Lowering& low, const ::DefElem* option, CreateFunction& op) {
  std::string_view name = option->defname;
  uint32_t at = low.At(option->location);
  if (name == "language") {
    op.language = Lowered(low, TextOf(option->arg), low.TokenAt(at).end + 1);
  } else if (name == "volatility") {
    std::string_view value = TextOf(option->arg);
    if (value == "stable") op.volatility = Volatility::kStable;
    if (value == "immutable") op.volatility = Volatility::kImmutable;
  } else if (name == "security") {
    op.security_definer = option->arg != nullptr && boolVal(option->arg);
  } else if (name == "set") {
    auto* set = INTERLOCK_AS(VariableSetStmt, option->arg);
    if (set != nullptr && set->name != nullptr) {
      op.sets_search_path |= EqualsIgnoringCase(set->name, "search_path");
    }
  } else if (name == "as") {
    op.body = BodyAt(low, at);
  }
}

void LowerFunction(Lowering& low, const ::CreateFunctionStmt* stmt) {
  Name name = low.NameOf(stmt->funcname, low.statement().begin);
  auto& op = low.Add<CreateFunction>(
      {low.statement().begin, std::min(name.span.end, low.statement().end)});
  op.function = name;
  op.or_replace = stmt->replace;
  op.procedure = stmt->is_procedure;
  std::vector<TypeName> arguments;
  for (::Node* node : Each<::Node>(stmt->parameters)) {
    auto* p = INTERLOCK_AS(FunctionParameter, node);
    if (p == nullptr || p->mode == FUNC_PARAM_OUT ||
        p->mode == FUNC_PARAM_TABLE) {
      continue;
    }
    arguments.push_back(low.Type(p->argType));
  }
  op.arguments = low.arena().CopyAll(arguments);
  op.returns = low.Type(stmt->returnType);
  for (::Node* node : Each<::Node>(stmt->options)) {
    if (auto* o = INTERLOCK_AS(DefElem, node)) ApplyOption(low, o, op);
  }
  // A body in the SQL-standard form: BEGIN ATOMIC ... END, or RETURN.
  if (stmt->sql_body != nullptr && op.language.empty()) op.language = "sql";
}

void LowerTrigger(Lowering& low, const ::CreateTrigStmt* stmt) {
  Name table = low.NameOf(stmt->relation);
  Span all = low.statement();
  auto& op = low.Add<CreateTrigger>(
      {all.begin, std::max(all.begin, std::min(table.span.end, all.end))});
  Span word = low.FindWord(all, "trigger");
  op.trigger = low.FindIdent(stmt->trigname, {word.end, all.end});
  op.table = table;
  Span execute = low.FindWord({table.span.end, all.end}, "execute");
  Tokens tokens = low.TokensFrom(execute.end);
  tokens.Next();  // FUNCTION or PROCEDURE, which may name one as well
  op.function = low.NameOf(stmt->funcname, tokens.at());
  op.or_replace = stmt->replace;
  op.constraint = stmt->isconstraint;
  op.references = low.NameOf(stmt->constrrel);
}

void LowerPolicy(Lowering& low, const ::CreatePolicyStmt* stmt) {
  Name table = low.NameOf(stmt->table);
  Span all = low.statement();
  auto& op = low.Add<CreatePolicy>(
      {all.begin, std::max(all.begin, std::min(table.span.end, all.end))});
  Span word = low.FindWord(all, "policy");
  op.policy = low.FindIdent(stmt->policy_name, {word.end, all.end});
  op.table = table;
  op.permissive = stmt->permissive;
  Span rest = {table.span.end, all.end};
  if (stmt->qual != nullptr) {
    Span using_word = low.FindWord(rest, "using");
    op.using_expr = low.Expression(stmt->qual, {using_word.end, all.end});
  }
  if (stmt->with_check != nullptr) {
    Span check = low.FindWord(rest, "check");
    op.check = low.Expression(stmt->with_check, {check.end, all.end});
  }
}

void LowerDo(Lowering& low, const ::DoStmt* stmt) {
  auto& op = low.Add<DoBlock>(low.TokenAt(low.statement().begin));
  op.language = "plpgsql";
  for (::Node* node : Each<::Node>(stmt->args)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    if (option == nullptr) continue;
    std::string_view name = option->defname;
    uint32_t at = low.At(option->location);
    if (name == "language") {
      op.language = Lowered(low, TextOf(option->arg), low.TokenAt(at).end + 1);
    } else if (name == "as") {
      op.body = BodyAt(low, at);
    }
  }
}

}  // namespace

bool LowerRoutine(Lowering& low, ::Node* node) {
  if (auto* function = INTERLOCK_AS(CreateFunctionStmt, node)) {
    LowerFunction(low, function);
  } else if (auto* trigger = INTERLOCK_AS(CreateTrigStmt, node)) {
    LowerTrigger(low, trigger);
  } else if (auto* policy = INTERLOCK_AS(CreatePolicyStmt, node)) {
    LowerPolicy(low, policy);
  } else if (auto* block = INTERLOCK_AS(DoStmt, node)) {
    LowerDo(low, block);
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
