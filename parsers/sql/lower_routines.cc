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

ArgumentMode ModeOf(::FunctionParameterMode mode) {
  switch (mode) {
    case FUNC_PARAM_OUT:
      return ArgumentMode::kOut;
    case FUNC_PARAM_INOUT:
      return ArgumentMode::kInOut;
    case FUNC_PARAM_VARIADIC:
      return ArgumentMode::kVariadic;
    case FUNC_PARAM_TABLE:
      return ArgumentMode::kTable;
    default:
      return ArgumentMode::kIn;
  }
}

// What stands in the first brackets of the range.
Span InBrackets(const Lowering& low, Span range) {
  Tokens tokens(low.text(), range);
  Token open = tokens.Next();
  if (open.symbol != '(') return range;
  uint32_t begin = tokens.Peek().span.begin;
  uint32_t end = tokens.SkipToClose().span.begin;
  if (begin >= end) return range;
  return {begin, low.TrimEnd(begin, end)};
}

// BEGIN ATOMIC ... END, or RETURN: the rest of the statement.
void LowerSqlBody(Lowering& low, CreateFunction& op) {
  if (op.language.empty()) op.language = "sql";
  op.sql_body = true;
  Span rest = {op.function.span.end, low.statement().end};
  Span atomic = low.FindWord(rest, "atomic");
  Span from = atomic.empty() ? low.FindWord(rest, "return") : atomic;
  if (!from.empty()) {
    low.Needs(14, from, "a body in the form of the SQL standard");
    op.body = {from.end, rest.end};
    if (!atomic.empty()) {
      // Without the END that closes it.
      uint32_t end = rest.end;
      while (end > op.body.begin && ContinuesWord(low.text()[end - 1])) --end;
      op.body.end = end;
    }
  }
}

std::string_view Lowered(Lowering& low, const char* text, uint32_t at) {
  std::string lower = AsciiLower(text);
  return low.Keep(lower.c_str(), at);
}

Parallel ParallelOf(std::string_view word) {
  if (word == "safe") return Parallel::kSafe;
  return word == "restricted" ? Parallel::kRestricted : Parallel::kUnsafe;
}
Volatility VolatilityOf(std::string_view word) {
  if (word == "stable") return Volatility::kStable;
  return word == "immutable" ? Volatility::kImmutable : Volatility::kVolatile;
}

// What CREATE and ALTER FUNCTION share. False when the option is not one of
// these.
// Long: one case for each option.
bool ReadOption(Lowering& low, const ::DefElem* option, RoutineOptions& out,
                std::vector<Option>& settings) {
  std::string_view name = option->defname;
  auto flag = [&] { return option->arg != nullptr && boolVal(option->arg); };
  std::string text;
  if (name == "volatility") {
    out.volatility = VolatilityOf(TextOf(option->arg));
  } else if (name == "parallel") {
    out.parallel = ParallelOf(TextOf(option->arg));
  } else if (name == "strict") {
    out.strict = flag();
  } else if (name == "leakproof") {
    out.leakproof = flag();
  } else if (name == "security") {
    out.security_definer = flag();
  } else if (name == "window") {
    out.window = flag();
  } else if (name == "cost" || name == "rows") {
    ConstantText(option->arg, text);
    (name == "cost" ? out.cost : out.rows) = low.arena().Copy(text);
  } else if (name == "support") {
    auto* list = INTERLOCK_AS(List, option->arg);
    if (list != nullptr) {
      out.support = low.NameOf(list, low.At(option->location));
    }
    low.Needs(12, low.TokenAt(low.At(option->location)), "SUPPORT");
  } else if (name == "set") {
    auto* set = INTERLOCK_AS(VariableSetStmt, option->arg);
    if (set == nullptr) return true;
    if (set->kind == VAR_RESET_ALL) {
      out.resets_all = true;
    } else {
      settings.push_back(low.SettingOf(set));
    }
  } else {
    return false;
  }
  return true;
}

void ApplyOption(Lowering& low, const ::DefElem* option, CreateFunction& op,
                 RoutineOptions& out) {
  std::string_view name = option->defname;
  uint32_t at = low.At(option->location);
  if (name == "language") {
    op.language = Lowered(low, TextOf(option->arg), low.TokenAt(at).end + 1);
  } else if (name == "as") {
    op.body = BodyAt(low, at);
    auto* list = INTERLOCK_AS(List, option->arg);
    if (SizeOf(list) > 1) {
      out.link_symbol =
          low.FindLabel(strVal(lsecond(list)), {op.body.end, op.body.end});
    }
  }
}

// Long: one line for each part of a parameter.
void LowerParameters(Lowering& low, const ::List* parameters, uint32_t from,
                     CreateFunction& op) {
  if (parameters == nullptr) return;
  Tokens tokens = low.TokensFrom(from);
  Token open = tokens.Next();
  while (open.kind != TokenKind::kEnd && open.symbol != '(') {
    open = tokens.Next();
  }
  Spans spans = low.SplitAtCommas(open.span.begin, low.statement().end);
  std::vector<TypeName> arguments;
  std::vector<Argument> all;
  size_t i = 0;
  for (::Node* node : Each<::Node>(parameters)) {
    Span span = i < spans.size() ? spans[i] : low.statement();
    ++i;
    auto* p = INTERLOCK_AS(FunctionParameter, node);
    if (p == nullptr) continue;
    Argument argument;
    argument.mode = ModeOf(p->mode);
    argument.type = low.Type(p->argType);
    argument.setof = p->argType != nullptr && p->argType->setof;
    // RETURNS TABLE has a list of its own.
    bool listed = argument.mode != ArgumentMode::kTable;
    if (p->name != nullptr) {
      uint32_t end = std::max(argument.type.span.begin, span.begin);
      argument.name = listed ? low.FindIdent(p->name, {span.begin, end})
                             : Ident{low.Copied(p->name), {}};
    }
    if (p->defexpr != nullptr) {
      Span value = {argument.type.span.end, span.end};
      Tokens after(low.text(), value);
      value.begin = std::min(after.Next().span.end, value.end);
      value.begin = std::min(
          static_cast<uint32_t>(SkipBlank(low.text(), value.begin)), value.end);
      argument.default_part = low.KeepExpr(low.Expression(p->defexpr, value));
    }
    if (argument.IsInput()) arguments.push_back(argument.type);
    op.returns_table |= argument.mode == ArgumentMode::kTable;
    all.push_back(argument);
  }
  op.arguments = low.arena().CopyAll(arguments);
  op.parameters = low.arena().CopyAll(all);
}

void LowerFunction(Lowering& low, const ::CreateFunctionStmt* stmt) {
  Name name = low.NameOf(stmt->funcname, low.statement().begin);
  auto& op = low.Add<CreateFunction>(
      {low.statement().begin, std::min(name.span.end, low.statement().end)});
  op.function = name;
  op.or_replace = stmt->replace;
  op.procedure = stmt->is_procedure;
  LowerParameters(low, stmt->parameters, name.span.end, op);
  op.returns = low.Type(stmt->returnType);
  op.returns_set = op.returns_table ||
                   (stmt->returnType != nullptr && stmt->returnType->setof);
  RoutineOptions options;
  std::vector<Option> settings;
  bool any = false;
  for (::Node* node : Each<::Node>(stmt->options)) {
    auto* o = INTERLOCK_AS(DefElem, node);
    if (o == nullptr) continue;
    bool read = ReadOption(low, o, options, settings);
    if (!read) ApplyOption(low, o, op, options);
    any |= read || !options.link_symbol.empty();
  }
  for (const Option& setting : settings) {
    op.sets_search_path |= setting.name.text == "search_path";
  }
  op.volatility = options.volatility.value_or(Volatility::kVolatile);
  op.security_definer = options.security_definer.value_or(false);
  options.settings = low.arena().CopyAll(settings);
  if (any) op.options = low.arena().New<RoutineOptions>(options);
  if (stmt->sql_body != nullptr) LowerSqlBody(low, op);
}

void LowerAlterFunction(Lowering& low, const ::AlterFunctionStmt* stmt) {
  auto& op = low.Add<AlterFunction>();
  op.object = KindOf(stmt->objtype);
  uint32_t at = low.TokenAt(low.statement().begin).end;
  NamedObject named =
      ObjectOf(low, op.object, reinterpret_cast<::Node*>(stmt->func), at);
  op.function = named.name;
  op.identity = named.identity;
  RoutineOptions options;
  std::vector<Option> settings;
  for (::Node* node : Each<::Node>(stmt->actions)) {
    auto* o = INTERLOCK_AS(DefElem, node);
    if (o != nullptr) ReadOption(low, o, options, settings);
  }
  options.settings = low.arena().CopyAll(settings);
  op.options = low.arena().New<RoutineOptions>(options);
}

constexpr int kBeforeBit = 1 << 1;
constexpr int kInsteadBit = 1 << 6;

TriggerTiming TimingOf(int bits) {
  if ((bits & kInsteadBit) != 0) return TriggerTiming::kInsteadOf;
  return (bits & kBeforeBit) != 0 ? TriggerTiming::kBefore
                                  : TriggerTiming::kAfter;
}

// The server's own bits: insert 4, delete 8, update 16, truncate 32.
uint8_t EventsOf(int bits) {
  int out = 0;
  if ((bits & 4) != 0) out |= kOnInsert;
  if ((bits & 8) != 0) out |= kOnDelete;
  if ((bits & 16) != 0) out |= kOnUpdate;
  if ((bits & 32) != 0) out |= kOnTruncate;
  return static_cast<uint8_t>(out);
}

void TriggerParts(Lowering& low, const ::CreateTrigStmt* stmt, Span rest,
                  CreateTrigger& op) {
  if (stmt->columns != nullptr) {
    Span word = low.FindWord({op.trigger.span.end, rest.end}, "of");
    op.columns = low.Idents(stmt->columns, {word.end, rest.end});
  }
  std::vector<std::string_view> arguments;
  for (::Node* node : Each<::Node>(stmt->args)) {
    arguments.push_back(low.Copied(strVal(node)));
  }
  op.arguments = low.arena().CopyAll(arguments);
  if (stmt->whenClause != nullptr) {
    Span word = low.FindWord(rest, "when");
    op.when_part = low.KeepExpr(low.Expression(
        stmt->whenClause, InBrackets(low, {word.end, rest.end})));
  }
  for (::Node* node : Each<::Node>(stmt->transitionRels)) {
    auto* item = INTERLOCK_AS(TriggerTransition, node);
    if (item == nullptr) continue;
    (item->isNew ? op.new_table : op.old_table) =
        low.FindIdent(item->name, rest);
  }
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
  op.timing = TimingOf(stmt->timing);
  op.events = EventsOf(stmt->events);
  op.for_each_row = stmt->row;
  op.deferrable = stmt->deferrable;
  op.initially_deferred = stmt->initdeferred;
  TriggerParts(low, stmt, {table.span.end, all.end}, op);
  if (op.or_replace) low.Needs(14, word, "CREATE OR REPLACE TRIGGER");
}

PolicyCommand CommandOf(std::string_view word) {
  if (word == "select") return PolicyCommand::kSelect;
  if (word == "insert") return PolicyCommand::kInsert;
  if (word == "update") return PolicyCommand::kUpdate;
  return word == "delete" ? PolicyCommand::kDelete : PolicyCommand::kAll;
}

// What CREATE and ALTER POLICY share.
template <class T, class S>
T& LowerPolicyParts(Lowering& low, const S* stmt) {
  Name table = low.NameOf(stmt->table);
  Span all = low.statement();
  auto& op = low.Add<T>(
      {all.begin, std::max(all.begin, std::min(table.span.end, all.end))});
  Span word = low.FindWord(all, "policy");
  op.policy = low.FindIdent(stmt->policy_name, {word.end, all.end});
  op.table = table;
  op.roles = low.Roles(stmt->roles);
  Span rest = {table.span.end, all.end};
  if (stmt->qual != nullptr) {
    Span using_word = low.FindWord(rest, "using");
    op.using_expr = low.Expression(stmt->qual, {using_word.end, all.end});
  }
  if (stmt->with_check != nullptr) {
    Span check = low.FindWord(rest, "check");
    op.check = low.Expression(stmt->with_check, {check.end, all.end});
  }
  return op;
}

void LowerPolicy(Lowering& low, const ::CreatePolicyStmt* stmt) {
  auto& op = LowerPolicyParts<CreatePolicy>(low, stmt);
  op.permissive = stmt->permissive;
  if (stmt->cmd_name != nullptr) op.command = CommandOf(stmt->cmd_name);
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
  op.body_facts = LowerBody(low, op.body, op.language);
}

}  // namespace

bool LowerRoutine(Lowering& low, ::Node* node) {
  if (auto* function = INTERLOCK_AS(CreateFunctionStmt, node)) {
    LowerFunction(low, function);
  } else if (auto* alter = INTERLOCK_AS(AlterFunctionStmt, node)) {
    LowerAlterFunction(low, alter);
  } else if (auto* trigger = INTERLOCK_AS(CreateTrigStmt, node)) {
    LowerTrigger(low, trigger);
  } else if (auto* policy = INTERLOCK_AS(CreatePolicyStmt, node)) {
    LowerPolicy(low, policy);
  } else if (auto* changed = INTERLOCK_AS(AlterPolicyStmt, node)) {
    LowerPolicyParts<AlterPolicy>(low, changed);
  } else if (auto* block = INTERLOCK_AS(DoStmt, node)) {
    LowerDo(low, block);
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
