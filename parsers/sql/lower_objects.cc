// SPDX-License-Identifier: Apache-2.0
// Schemas, sequences, extensions, and every object that rules do not look into.
#include <algorithm>

#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

// OWNED BY t.c, among a sequence's options.
void Owner(Lowering& low, const ::List* options, Name* table, Ident* column,
           TypeName* type) {
  for (::Node* node : Each<::Node>(options)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    if (option == nullptr) continue;
    std::string_view name = option->defname;
    if (name == "as" && type != nullptr) {
      if (auto* t = INTERLOCK_AS(TypeName, option->arg)) *type = low.Type(t);
    }
    auto* list = INTERLOCK_AS(List, option->arg);
    if (name != "owned_by" || list == nullptr || SizeOf(list) < 2) continue;
    uint32_t at = low.At(option->location);
    Span by = low.FindWord({at, low.statement().end}, "by");
    *table = low.NameOf(list, by.end, SizeOf(list) - 1);
    *column = low.FindIdent(strVal(llast(list)),
                            {table->span.end, low.statement().end});
    table->span.end = std::min(table->span.end, column->span.begin);
  }
}

// The statements inside CREATE SCHEMA: each begins with CREATE or GRANT.
std::vector<Span> SchemaElements(const Lowering& low, uint32_t from) {
  std::vector<Span> out;
  Tokens tokens = low.TokensFrom(from);
  Token before;
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    bool grant = WordIs(low.text(), t, "grant");
    bool create = WordIs(low.text(), t, "create") && before.symbol != ',' &&
                  !WordIs(low.text(), before, "grant");
    if (grant || create) {
      if (!out.empty()) {
        out.back().end = low.TrimEnd(out.back().begin, t.span.begin);
      }
      out.push_back({t.span.begin, low.statement().end});
    }
    before = t;
    if (t.symbol == '(') before = tokens.SkipToClose();
  }
  return out;
}

void LowerSchemaStmt(Lowering& low, const ::CreateSchemaStmt* stmt) {
  auto& op = low.Add<CreateSchema>();
  op.if_not_exists = stmt->if_not_exists;
  Span word = low.FindWord(low.statement(), "schema");
  const char* name = stmt->schemaname;
  if (name == nullptr && stmt->authrole != nullptr) {
    name = stmt->authrole->rolename;
  }
  op.schema = low.FindIdent(name, {word.end, low.statement().end});
  op.owner = low.Role(stmt->authrole);
  if (stmt->schemaElts == nullptr) return;
  Span all = low.statement();
  std::vector<Span> spans =
      SchemaElements(low, std::max(op.schema.span.end, word.end));
  size_t i = 0;
  for (::Node* element : Each<::Node>(stmt->schemaElts)) {
    if (i < spans.size()) low.Narrow(spans[i]);
    ++i;
    LowerStatement(low, element);
    low.Narrow(all);
  }
}

void LowerSequence(Lowering& low, const ::CreateSeqStmt* stmt) {
  auto& op = low.Add<CreateSequence>();
  op.sequence = low.NameOf(stmt->sequence);
  op.if_not_exists = stmt->if_not_exists;
  if (stmt->sequence->relpersistence == 't') {
    op.persistence = Persistence::kTemporary;
  } else if (stmt->sequence->relpersistence == 'u') {
    op.persistence = Persistence::kUnlogged;
    low.Needs(15, low.FindWord(low.statement(), "unlogged"),
              "unlogged sequences");
  }
  op.options = low.Sequence(stmt->options);
  Owner(low, stmt->options, &op.owner_table, &op.owner_column, &op.type);
}

void LowerAlterSequence(Lowering& low, const ::AlterSeqStmt* stmt) {
  auto& op = low.Add<AlterSequence>();
  op.sequence = low.NameOf(stmt->sequence);
  op.if_exists = stmt->missing_ok;
  op.options = low.Sequence(stmt->options);
  Owner(low, stmt->options, &op.owner_table, &op.owner_column, nullptr);
}

void LowerExtension(Lowering& low, const ::CreateExtensionStmt* stmt) {
  auto& op = low.Add<CreateExtension>();
  op.if_not_exists = stmt->if_not_exists;
  Span word = low.FindWord(low.statement(), "extension");
  op.extension = low.FindIdent(stmt->extname, {word.end, low.statement().end});
  for (::Node* node : Each<::Node>(stmt->options)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    if (option == nullptr) continue;
    std::string_view key = option->defname;
    Span rest = {low.At(option->location), low.statement().end};
    if (key == "cascade") {
      op.cascade = true;
    } else if (option->arg != nullptr && key == "schema") {
      rest.begin = low.TokenAt(rest.begin).end;
      op.schema = low.FindIdent(strVal(option->arg), rest);
    } else if (option->arg != nullptr && key == "new_version") {
      op.version = low.Copied(strVal(option->arg));
    }
  }
}

void LowerAlterExtension(Lowering& low, const ::AlterExtensionStmt* stmt) {
  auto& op = low.Add<AlterExtension>();
  Span word = low.FindWord(low.statement(), "extension");
  op.extension = low.FindIdent(stmt->extname, {word.end, low.statement().end});
  for (const Option& option : low.Options(stmt->options)) {
    op.version = option.value;
  }
}

void LowerMember(Lowering& low, const ::AlterExtensionContentsStmt* stmt) {
  auto& op = low.Add<AlterExtension>();
  Span word = low.FindWord(low.statement(), "extension");
  op.extension = low.FindIdent(stmt->extname, {word.end, low.statement().end});
  op.change = stmt->action > 0 ? ExtensionChange::kAdd : ExtensionChange::kDrop;
  op.object = KindOf(stmt->objtype);
  NamedObject named =
      ObjectOf(low, op.object, stmt->object, op.extension.span.end);
  op.member = named.name;
  op.identity = named.identity;
}

TypeForm FormOf(const ::DefineStmt* stmt) {
  return stmt->definition == nullptr ? TypeForm::kShell : TypeForm::kBase;
}

// The arguments of CREATE AGGREGATE come as (parameters, count of direct
// ones), those of an operator among its options.
const Identity* DefinedIdentity(Lowering& low, const ::DefineStmt* stmt) {
  Identity out;
  out.has_types = true;
  std::vector<TypeName> types;
  if (stmt->kind == OBJECT_AGGREGATE && !stmt->oldstyle) {
    auto* list = stmt->args != nullptr
                     ? INTERLOCK_AS(List, (::Node*)linitial(stmt->args))
                     : nullptr;
    for (::Node* node : Each<::Node>(list)) {
      auto* p = INTERLOCK_AS(FunctionParameter, node);
      if (p != nullptr) types.push_back(low.Type(p->argType));
    }
  } else {
    bool any = stmt->kind == OBJECT_OPERATOR;
    types.resize(any ? 2 : 0);
    for (::Node* node : Each<::Node>(stmt->definition)) {
      auto* option = INTERLOCK_AS(DefElem, node);
      auto* type =
          option != nullptr ? INTERLOCK_AS(TypeName, option->arg) : nullptr;
      if (type == nullptr) continue;
      std::string_view key = option->defname;
      if (any && key == "leftarg") types[0] = low.Type(type);
      if (any && key == "rightarg") types[1] = low.Type(type);
      if (!any && key == "basetype") types.push_back(low.Type(type));
    }
  }
  out.types = low.arena().CopyAll(types);
  return low.arena().New<Identity>(out);
}

void LowerDefine(Lowering& low, const ::DefineStmt* stmt) {
  uint32_t at = low.TokenAt(low.statement().begin).end;
  if (stmt->kind == OBJECT_TYPE) {
    auto& op = low.Add<CreateType>();
    op.type = low.NameOf(stmt->defnames, at);
    op.form = FormOf(stmt);
    op.options = low.Options(stmt->definition);
    return;
  }
  auto& op = low.Add<CreateObject>();
  op.object = KindOf(stmt->kind);
  op.name = low.NameOf(stmt->defnames, at);
  op.or_replace = stmt->replace;
  op.if_not_exists = stmt->if_not_exists;
  op.options = low.Options(stmt->definition);
  if (stmt->kind == OBJECT_AGGREGATE || stmt->kind == OBJECT_OPERATOR) {
    op.identity = DefinedIdentity(low, stmt);
  }
}

PolicyCommand EventOf(::CmdType event) {
  switch (event) {
    case CMD_INSERT:
      return PolicyCommand::kInsert;
    case CMD_UPDATE:
      return PolicyCommand::kUpdate;
    case CMD_DELETE:
      return PolicyCommand::kDelete;
    default:
      return PolicyCommand::kSelect;
  }
}

void LowerRule(Lowering& low, const ::RuleStmt* stmt) {
  auto& op = low.Add<CreateRule>();
  Span all = low.statement();
  Span word = low.FindWord(all, "rule");
  op.rule = low.FindIdent(stmt->rulename, {word.end, all.end});
  op.table = low.NameOf(stmt->relation);
  op.or_replace = stmt->replace;
  op.instead = stmt->instead;
  op.event = EventOf(stmt->event);
  op.nothing = stmt->actions == nullptr;
  Span rest = {op.table.span.end, all.end};
  Span act = low.FindWord(rest, "do");
  op.actions = {act.end, all.end};
  if (stmt->whereClause != nullptr) {
    Span where = low.FindWord(rest, "where");
    op.where = low.Expression(stmt->whereClause,
                              {where.end, std::max(where.end, act.begin)});
  }
  op.reads = low.Reads(reinterpret_cast<::Node*>(stmt->actions));
}

// Long: one line for each part.
void LowerStatistics(Lowering& low, const ::CreateStatsStmt* stmt) {
  auto& op = low.Add<CreateStatistics>();
  Span all = low.statement();
  op.if_not_exists = stmt->if_not_exists;
  if (stmt->defnames != nullptr) {
    op.statistics = low.NameOf(stmt->defnames, all.begin);
  } else {
    low.Needs(16, low.FindWord(all, "statistics"),
              "CREATE STATISTICS without a name");
  }
  Span rest = {low.FindWord(all, "statistics").end, all.end};
  if (stmt->stat_types != nullptr)
    op.kinds = low.Idents(stmt->stat_types, rest);
  auto tables = low.Relations(stmt->relations);
  if (!tables.empty()) op.table = tables.front();
  Span on = {low.FindWord(rest, "on").end, all.end};
  if (!op.table.empty()) {
    // Up to FROM, the token before the table.
    uint32_t end = on.begin;
    Tokens tokens(low.text(), {on.begin, op.table.span.begin});
    for (Token t = tokens.Next(); t.kind != TokenKind::kEnd;
         t = tokens.Next()) {
      end = t.span.begin;
    }
    on.end = low.TrimEnd(on.begin, end);
  }
  Spans spans = low.SplitAtCommas(on.begin, on.end);
  std::vector<Ident> columns;
  std::vector<Expr> expressions;
  size_t i = 0;
  for (::Node* node : Each<::Node>(stmt->exprs)) {
    Span span = i < spans.size() ? spans[i] : on;
    ++i;
    auto* elem = INTERLOCK_AS(StatsElem, node);
    if (elem == nullptr) continue;
    if (elem->name != nullptr)
      columns.push_back(low.FindIdent(elem->name, span));
    if (elem->expr != nullptr) {
      expressions.push_back(low.Expression(elem->expr, span));
      low.Needs(14, span, "statistics on expressions");
    }
  }
  op.columns = low.arena().CopyAll(columns);
  op.expressions = low.arena().CopyAll(expressions);
}

void LowerEventTrigger(Lowering& low, const ::CreateEventTrigStmt* stmt) {
  auto& op = low.Add<CreateEventTrigger>();
  Span rest = {low.FindWord(low.statement(), "trigger").end,
               low.statement().end};
  op.trigger = low.FindIdent(stmt->trigname, rest);
  op.event = low.FindIdent(stmt->eventname, {op.trigger.span.end, rest.end});
  op.filters = low.Options(stmt->whenclause);
  Span execute = low.FindWord({op.event.span.end, rest.end}, "execute");
  Tokens tokens = low.TokensFrom(execute.end);
  tokens.Next();
  op.function = low.NameOf(stmt->funcname, tokens.at());
}

std::span<const Published> PublishedParts(Lowering& low, const ::List* list) {
  std::vector<Published> out;
  for (::Node* node : Each<::Node>(list)) {
    auto* object = INTERLOCK_AS(PublicationObjSpec, node);
    if (object == nullptr) continue;
    Published part;
    if (object->pubtable != nullptr) {
      const ::PublicationTable* table = object->pubtable;
      part.table = low.NameOf(table->relation);
      Span rest = {part.table.span.end, low.statement().end};
      if (table->columns != nullptr) {
        part.columns = low.Idents(table->columns, rest);
        low.Needs(15, part.table.span, "column lists of publications");
      }
      if (table->whereClause != nullptr) {
        Span word = low.FindWord(rest, "where");
        part.where = low.Expression(table->whereClause, {word.end, rest.end});
        low.Needs(15, word, "row filters of publications");
      }
    } else {
      part.schema =
          object->name != nullptr
              ? low.IdentAt(object->name, object->location)
              : Ident{"current_schema", low.TokenAt(low.At(object->location))};
      low.Needs(15, part.schema.span, "TABLES IN SCHEMA");
    }
    out.push_back(part);
  }
  return low.arena().CopyAll(out);
}

void LowerPublication(Lowering& low, const ::CreatePublicationStmt* stmt) {
  auto& op = low.Add<CreatePublication>();
  Span word = low.FindWord(low.statement(), "publication");
  op.publication =
      low.FindIdent(stmt->pubname, {word.end, low.statement().end});
  op.all_tables = stmt->for_all_tables;
  op.parts = PublishedParts(low, stmt->pubobjects);
  op.options = low.Options(stmt->options);
}

PublicationChange ChangeOf(const ::AlterPublicationStmt* stmt) {
  if (stmt->options != nullptr) return PublicationChange::kOptions;
  switch (stmt->action) {
    case AP_AddObjects:
      return PublicationChange::kAdd;
    case AP_DropObjects:
      return PublicationChange::kDrop;
    default:
      return PublicationChange::kSet;
  }
}

void LowerAlterPublication(Lowering& low, const ::AlterPublicationStmt* stmt) {
  auto& op = low.Add<AlterPublication>();
  Span word = low.FindWord(low.statement(), "publication");
  op.publication =
      low.FindIdent(stmt->pubname, {word.end, low.statement().end});
  op.change = ChangeOf(stmt);
  op.all_tables = stmt->for_all_tables;
  op.parts = PublishedParts(low, stmt->pubobjects);
  op.options = low.Options(stmt->options);
}

}  // namespace

bool LowerObject(Lowering& low, ::Node* node) {
  if (auto* schema = INTERLOCK_AS(CreateSchemaStmt, node)) {
    LowerSchemaStmt(low, schema);
  } else if (auto* sequence = INTERLOCK_AS(CreateSeqStmt, node)) {
    LowerSequence(low, sequence);
  } else if (auto* alter = INTERLOCK_AS(AlterSeqStmt, node)) {
    LowerAlterSequence(low, alter);
  } else if (auto* extension = INTERLOCK_AS(CreateExtensionStmt, node)) {
    LowerExtension(low, extension);
  } else if (auto* update = INTERLOCK_AS(AlterExtensionStmt, node)) {
    LowerAlterExtension(low, update);
  } else if (auto* member = INTERLOCK_AS(AlterExtensionContentsStmt, node)) {
    LowerMember(low, member);
  } else if (auto* define = INTERLOCK_AS(DefineStmt, node)) {
    LowerDefine(low, define);
  } else if (auto* rule = INTERLOCK_AS(RuleStmt, node)) {
    LowerRule(low, rule);
  } else if (auto* statistics = INTERLOCK_AS(CreateStatsStmt, node)) {
    LowerStatistics(low, statistics);
  } else if (auto* trigger = INTERLOCK_AS(CreateEventTrigStmt, node)) {
    LowerEventTrigger(low, trigger);
  } else if (auto* publication = INTERLOCK_AS(CreatePublicationStmt, node)) {
    LowerPublication(low, publication);
  } else if (auto* changed = INTERLOCK_AS(AlterPublicationStmt, node)) {
    LowerAlterPublication(low, changed);
  } else {
    return LowerPlain(low, node);
  }
  return true;
}

}  // namespace interlock::sql
