// SPDX-License-Identifier: Apache-2.0
// Schemas, sequences, extensions, and every object that rules do not look into.
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
  if (stmt->schemaElts == nullptr) return;
  Span all = low.statement();
  std::vector<Span> spans = SchemaElements(low, op.schema.span.end);
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
  Owner(low, stmt->options, &op.owner_table, &op.owner_column, &op.type);
}

void LowerAlterSequence(Lowering& low, const ::AlterSeqStmt* stmt) {
  auto& op = low.Add<AlterSequence>();
  op.sequence = low.NameOf(stmt->sequence);
  op.if_exists = stmt->missing_ok;
  Owner(low, stmt->options, &op.owner_table, &op.owner_column, nullptr);
}

void LowerExtension(Lowering& low, const ::CreateExtensionStmt* stmt) {
  auto& op = low.Add<CreateExtension>();
  op.if_not_exists = stmt->if_not_exists;
  Span word = low.FindWord(low.statement(), "extension");
  op.extension = low.FindIdent(stmt->extname, {word.end, low.statement().end});
}

void LowerDefine(Lowering& low, const ::DefineStmt* stmt) {
  uint32_t at = low.TokenAt(low.statement().begin).end;
  if (stmt->kind == OBJECT_TYPE) {
    low.Add<CreateType>().type = low.NameOf(stmt->defnames, at);
    return;
  }
  auto& op = low.Add<CreateObject>();
  op.object = KindOf(stmt->kind);
  op.name = low.NameOf(stmt->defnames, at);
}

void LowerRule(Lowering& low, const ::RuleStmt* stmt) {
  auto& op = low.Add<CreateObject>();
  op.object = ObjectKind::kRule;
  Span word = low.FindWord(low.statement(), "rule");
  Ident name = low.FindIdent(stmt->rulename, {word.end, low.statement().end});
  op.name = {{}, name.text, name.span};
  op.table = low.NameOf(stmt->relation);
}

void LowerStatistics(Lowering& low, const ::CreateStatsStmt* stmt) {
  auto& op = low.Add<CreateObject>();
  op.object = ObjectKind::kStatistics;
  op.name = low.NameOf(stmt->defnames, low.statement().begin);
  auto tables = low.Relations(stmt->relations);
  if (!tables.empty()) op.table = tables.front();
}

enum class Way : uint8_t { kCreate, kAlter, kServer };

// Statements of which only the kind and the name matter. `name` gives it.
struct Plain {
  ::NodeTag tag;
  Way way;
  ObjectKind object;
  const char* (*name)(const ::Node*);
};

template <class T, char* T::*kField>
const char* Field(const ::Node* node) {
  return reinterpret_cast<const T*>(node)->*kField;
}
template <class T, ::List* T::*kField>
const char* LastOf(const ::Node* node) {
  const ::List* list = reinterpret_cast<const T*>(node)->*kField;
  if (list == nullptr) return nullptr;
  auto* last = static_cast<const ::Node*>(llast(list));
  return IsA(last, String) ? strVal(last) : nullptr;
}
const char* NoName(const ::Node*) { return nullptr; }

constexpr Way kNew = Way::kCreate;
constexpr Way kOld = Way::kAlter;
constexpr Way kSrv = Way::kServer;
constexpr ObjectKind kOth = ObjectKind::kOther;

#define PLAIN(T, way, object, field) \
  { T_##T, way, object, Field<::T, &::T::field> }
#define LISTED(T, way, object, field) \
  { T_##T, way, object, LastOf<::T, &::T::field> }
#define NAMELESS(T, way, object) \
  { T_##T, way, object, NoName }

constexpr Plain kPlain[] = {
    PLAIN(CreateTableSpaceStmt, kSrv, ObjectKind::kTablespace, tablespacename),
    PLAIN(DropTableSpaceStmt, kSrv, ObjectKind::kTablespace, tablespacename),
    PLAIN(AlterTableSpaceOptionsStmt, kSrv, ObjectKind::kTablespace,
          tablespacename),
    PLAIN(CreatedbStmt, kSrv, ObjectKind::kDatabase, dbname),
    PLAIN(DropdbStmt, kSrv, ObjectKind::kDatabase, dbname),
    PLAIN(AlterDatabaseStmt, kSrv, ObjectKind::kDatabase, dbname),
    PLAIN(AlterDatabaseSetStmt, kSrv, ObjectKind::kDatabase, dbname),
    PLAIN(AlterDatabaseRefreshCollStmt, kSrv, ObjectKind::kDatabase, dbname),
    NAMELESS(AlterSystemStmt, kSrv, kOth),
    NAMELESS(DropOwnedStmt, kSrv, ObjectKind::kRole),
    NAMELESS(ReassignOwnedStmt, kSrv, ObjectKind::kRole),
    PLAIN(CreateRoleStmt, kNew, ObjectKind::kRole, role),
    NAMELESS(AlterRoleStmt, kOld, ObjectKind::kRole),
    NAMELESS(AlterRoleSetStmt, kOld, ObjectKind::kRole),
    NAMELESS(DropRoleStmt, kSrv, ObjectKind::kRole),
    PLAIN(AlterExtensionStmt, kOld, ObjectKind::kExtension, extname),
    PLAIN(AlterExtensionContentsStmt, kOld, ObjectKind::kExtension, extname),
    PLAIN(CreateFdwStmt, kNew, kOth, fdwname),
    PLAIN(AlterFdwStmt, kOld, kOth, fdwname),
    PLAIN(CreateForeignServerStmt, kNew, ObjectKind::kServer, servername),
    PLAIN(AlterForeignServerStmt, kOld, ObjectKind::kServer, servername),
    PLAIN(CreateUserMappingStmt, kNew, kOth, servername),
    PLAIN(AlterUserMappingStmt, kOld, kOth, servername),
    PLAIN(DropUserMappingStmt, kSrv, kOth, servername),
    PLAIN(ImportForeignSchemaStmt, kNew, ObjectKind::kForeignTable,
          local_schema),
    PLAIN(CreateAmStmt, kNew, kOth, amname),
    PLAIN(CreateEventTrigStmt, kNew, ObjectKind::kEventTrigger, trigname),
    PLAIN(AlterEventTrigStmt, kOld, ObjectKind::kEventTrigger, trigname),
    PLAIN(CreatePLangStmt, kNew, ObjectKind::kLanguage, plname),
    LISTED(CreateOpClassStmt, kNew, kOth, opclassname),
    LISTED(CreateOpFamilyStmt, kNew, kOth, opfamilyname),
    LISTED(AlterOpFamilyStmt, kOld, kOth, opfamilyname),
    LISTED(AlterStatsStmt, kOld, ObjectKind::kStatistics, defnames),
    LISTED(AlterCollationStmt, kOld, ObjectKind::kCollation, collname),
    LISTED(CreateConversionStmt, kNew, kOth, conversion_name),
    NAMELESS(CreateCastStmt, kNew, ObjectKind::kCast),
    NAMELESS(CreateTransformStmt, kNew, kOth),
    LISTED(AlterTypeStmt, kOld, ObjectKind::kType, typeName),
    LISTED(AlterTSDictionaryStmt, kOld, kOth, dictname),
    LISTED(AlterTSConfigurationStmt, kOld, kOth, cfgname),
    NAMELESS(AlterOperatorStmt, kOld, ObjectKind::kOperator),
    NAMELESS(AlterFunctionStmt, kOld, ObjectKind::kFunction),
    PLAIN(AlterPolicyStmt, kOld, ObjectKind::kPolicy, policy_name),
    NAMELESS(AlterObjectDependsStmt, kOld, kOth),
    NAMELESS(SecLabelStmt, kOld, kOth),
    PLAIN(CreatePublicationStmt, kNew, ObjectKind::kPublication, pubname),
    PLAIN(AlterPublicationStmt, kOld, ObjectKind::kPublication, pubname),
    PLAIN(CreateSubscriptionStmt, kNew, ObjectKind::kSubscription, subname),
    PLAIN(AlterSubscriptionStmt, kOld, ObjectKind::kSubscription, subname),
    PLAIN(DropSubscriptionStmt, kSrv, ObjectKind::kSubscription, subname),
};

void LowerPlain(Lowering& low, const Plain& plain, const ::Node* node) {
  uint32_t at = low.TokenAt(low.statement().begin).end;
  Ident ident = low.FindIdent(plain.name(node), {at, low.statement().end});
  Name name = {{}, ident.text, ident.span};
  if (plain.way == Way::kServer) {
    auto& op = low.Add<ServerCommand>();
    op.what = FirstWords(low);
    op.name = name;
  } else if (plain.way == Way::kCreate) {
    auto& op = low.Add<CreateObject>();
    op.object = plain.object;
    op.name = name;
  } else {
    auto& op = low.Add<AlterObject>();
    op.object = plain.object;
    op.name = name;
  }
}

bool LowerListed(Lowering& low, ::Node* node) {
  for (const Plain& plain : kPlain) {
    if (plain.tag != nodeTag(node)) continue;
    LowerPlain(low, plain, node);
    return true;
  }
  return false;
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
  } else if (auto* define = INTERLOCK_AS(DefineStmt, node)) {
    LowerDefine(low, define);
  } else if (auto* rule = INTERLOCK_AS(RuleStmt, node)) {
    LowerRule(low, rule);
  } else if (auto* statistics = INTERLOCK_AS(CreateStatsStmt, node)) {
    LowerStatistics(low, statistics);
  } else {
    return LowerListed(low, node);
  }
  return true;
}

}  // namespace interlock::sql
