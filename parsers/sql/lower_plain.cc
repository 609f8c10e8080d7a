// SPDX-License-Identifier: Apache-2.0
// Objects of which only identity, options and the kind of change matter.
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

// A statement's parts, gathered before it is known which op they go to.
struct Facts {
  Ident name;
  Name full;  // when dotted
  Name table;
  Ident part;
  Ident argument;
  Name function;
  const Identity* identity = &kNoIdentity;
  std::span<const Option> options;
  std::span<const Ident> parts;
  std::span<const Name> names;
  bool or_replace = false;
  bool if_exists = false;
  bool if_not_exists = false;
  bool cascade = false;
  ObjectChange change = ObjectChange::kOther;
};

Span Rest(const Lowering& low) {
  return {low.TokenAt(low.statement().begin).end, low.statement().end};
}

Ident Find(Lowering& low, const char* name) {
  return low.FindIdent(name, Rest(low));
}

const Identity* TypesIdentity(Lowering& low,
                              std::initializer_list<const ::TypeName*> types,
                              const char* scope) {
  Identity out;
  out.has_types = types.size() > 0;
  std::vector<TypeName> list;
  for (const ::TypeName* type : types) list.push_back(low.Type(type));
  out.types = low.arena().CopyAll(list);
  out.scope = Find(low, scope);
  return low.arena().New<Identity>(out);
}

void Create(Lowering& low, ObjectKind kind, const Facts& facts) {
  auto& op = low.Add<CreateObject>();
  op.object = kind;
  op.name = facts.full.empty() ? Name{{}, facts.name.text, facts.name.span}
                               : facts.full;
  op.table = facts.table;
  op.identity = facts.identity;
  op.options = facts.options;
  op.function = facts.function;
  op.parts = facts.parts;
  op.or_replace = facts.or_replace;
  op.if_not_exists = facts.if_not_exists;
}

void Alter(Lowering& low, ObjectKind kind, const Facts& facts) {
  auto& op = low.Add<AlterObject>();
  op.object = kind;
  op.change = facts.change;
  op.name = facts.full.empty() ? Name{{}, facts.name.text, facts.name.span}
                               : facts.full;
  op.part = facts.part;
  op.argument = facts.argument;
  op.identity = facts.identity;
  op.options = facts.options;
  op.if_exists = facts.if_exists;
}

void Drop(Lowering& low, ObjectKind kind, const Facts& facts) {
  auto& op = low.Add<DropObject>();
  op.object = kind;
  op.if_exists = facts.if_exists;
  op.cascade = facts.cascade;
  op.names = facts.names;
  if (facts.names.empty()) {
    Name name = {{}, facts.name.text, facts.name.span};
    op.names = low.arena().CopyAll(std::vector<Name>{name});
  }
  if (facts.identity != &kNoIdentity) op.identities = {facts.identity, 1};
}

std::span<const Name> RoleNames(Lowering& low, const ::List* roles) {
  std::vector<Name> out;
  for (const Ident& role : low.Roles(roles)) {
    out.push_back({{}, role.text, role.span});
  }
  return low.arena().CopyAll(out);
}

void Server(Lowering& low, const Ident& name,
            std::span<const Name> names = {}) {
  auto& op = low.Add<ServerCommand>();
  op.what = FirstWords(low);
  op.name = {{}, name.text, name.span};
  op.names = names;
}

bool LowerServerObject(Lowering& low, ::Node* node) {
  if (auto* space = INTERLOCK_AS(CreateTableSpaceStmt, node)) {
    Server(low, Find(low, space->tablespacename));
  } else if (auto* gone = INTERLOCK_AS(DropTableSpaceStmt, node)) {
    Server(low, Find(low, gone->tablespacename));
  } else if (auto* options = INTERLOCK_AS(AlterTableSpaceOptionsStmt, node)) {
    Server(low, Find(low, options->tablespacename));
  } else if (auto* create = INTERLOCK_AS(CreatedbStmt, node)) {
    Server(low, Find(low, create->dbname));
  } else if (auto* drop = INTERLOCK_AS(DropdbStmt, node)) {
    Server(low, Find(low, drop->dbname));
  } else if (auto* alter = INTERLOCK_AS(AlterDatabaseStmt, node)) {
    Server(low, Find(low, alter->dbname));
  } else if (auto* set = INTERLOCK_AS(AlterDatabaseSetStmt, node)) {
    Server(low, Find(low, set->dbname));
  } else if (auto* coll = INTERLOCK_AS(AlterDatabaseRefreshCollStmt, node)) {
    Server(low, Find(low, coll->dbname));
  } else if (INTERLOCK_AS(AlterSystemStmt, node)) {
    Server(low, {});
  } else if (auto* owned = INTERLOCK_AS(DropOwnedStmt, node)) {
    Server(low, {}, RoleNames(low, owned->roles));
  } else if (auto* moved = INTERLOCK_AS(ReassignOwnedStmt, node)) {
    Server(low, low.Role(moved->newrole), RoleNames(low, moved->roles));
  } else {
    return false;
  }
  return true;
}

bool LowerRoles(Lowering& low, ::Node* node) {
  Facts facts;
  if (auto* create = INTERLOCK_AS(CreateRoleStmt, node)) {
    facts.name = Find(low, create->role);
    facts.options = low.Options(create->options);
    Create(low, ObjectKind::kRole, facts);
  } else if (auto* alter = INTERLOCK_AS(AlterRoleStmt, node)) {
    facts.name = low.Role(alter->role);
    facts.change = ObjectChange::kOptions;
    facts.options = low.Options(alter->options);
    Alter(low, ObjectKind::kRole, facts);
  } else if (auto* set = INTERLOCK_AS(AlterRoleSetStmt, node)) {
    facts.name = low.Role(set->role);
    facts.change = ObjectChange::kSettings;
    facts.argument = Find(low, set->database);
    if (set->setstmt != nullptr) {
      std::vector<Option> one = {low.SettingOf(set->setstmt)};
      facts.options = low.arena().CopyAll(one);
    }
    Alter(low, ObjectKind::kRole, facts);
  } else if (auto* drop = INTERLOCK_AS(DropRoleStmt, node)) {
    facts.names = RoleNames(low, drop->roles);
    facts.if_exists = drop->missing_ok;
    Drop(low, ObjectKind::kRole, facts);
  } else {
    return false;
  }
  return true;
}

// Long: one branch for each statement.
bool LowerForeign(Lowering& low, ::Node* node) {
  Facts facts;
  facts.change = ObjectChange::kOptions;
  if (auto* fdw = INTERLOCK_AS(CreateFdwStmt, node)) {
    facts.name = Find(low, fdw->fdwname);
    facts.options = low.Options(fdw->options);
    Create(low, ObjectKind::kForeignDataWrapper, facts);
  } else if (auto* fdw_change = INTERLOCK_AS(AlterFdwStmt, node)) {
    facts.name = Find(low, fdw_change->fdwname);
    facts.options = low.Options(fdw_change->options);
    Alter(low, ObjectKind::kForeignDataWrapper, facts);
  } else if (auto* server = INTERLOCK_AS(CreateForeignServerStmt, node)) {
    facts.name = Find(low, server->servername);
    facts.if_not_exists = server->if_not_exists;
    facts.options = low.Options(server->options);
    facts.parts =
        low.arena().CopyAll(std::vector<Ident>{Find(low, server->fdwname)});
    Create(low, ObjectKind::kServer, facts);
  } else if (auto* server_change = INTERLOCK_AS(AlterForeignServerStmt, node)) {
    facts.name = Find(low, server_change->servername);
    facts.options = low.Options(server_change->options);
    Alter(low, ObjectKind::kServer, facts);
  } else if (auto* mapping = INTERLOCK_AS(CreateUserMappingStmt, node)) {
    facts.name = low.Role(mapping->user);
    facts.if_not_exists = mapping->if_not_exists;
    facts.identity = TypesIdentity(low, {}, mapping->servername);
    facts.options = low.Options(mapping->options);
    Create(low, ObjectKind::kUserMapping, facts);
  } else if (auto* mapped = INTERLOCK_AS(AlterUserMappingStmt, node)) {
    facts.name = low.Role(mapped->user);
    facts.identity = TypesIdentity(low, {}, mapped->servername);
    facts.options = low.Options(mapped->options);
    Alter(low, ObjectKind::kUserMapping, facts);
  } else if (auto* unmapped = INTERLOCK_AS(DropUserMappingStmt, node)) {
    facts.name = low.Role(unmapped->user);
    facts.if_exists = unmapped->missing_ok;
    facts.identity = TypesIdentity(low, {}, unmapped->servername);
    Drop(low, ObjectKind::kUserMapping, facts);
  } else if (auto* import = INTERLOCK_AS(ImportForeignSchemaStmt, node)) {
    facts.name = Find(low, import->local_schema);
    facts.options = low.Options(import->options);
    facts.identity = TypesIdentity(low, {}, import->server_name);
    Create(low, ObjectKind::kForeignTable, facts);
  } else {
    return false;
  }
  return true;
}

ObjectChange ChangeOf(::AlterSubscriptionType kind) {
  switch (kind) {
    case ALTER_SUBSCRIPTION_ADD_PUBLICATION:
      return ObjectChange::kAdd;
    case ALTER_SUBSCRIPTION_DROP_PUBLICATION:
      return ObjectChange::kDrop;
    case ALTER_SUBSCRIPTION_REFRESH:
      return ObjectChange::kRefresh;
    case ALTER_SUBSCRIPTION_ENABLED:
      return ObjectChange::kEnable;
    default:
      return ObjectChange::kOptions;
  }
}

bool LowerReplication(Lowering& low, ::Node* node) {
  Facts facts;
  if (auto* create = INTERLOCK_AS(CreateSubscriptionStmt, node)) {
    facts.name = Find(low, create->subname);
    facts.options = low.Options(create->options);
    facts.parts = low.Idents(create->publication, Rest(low));
    Create(low, ObjectKind::kSubscription, facts);
  } else if (auto* alter = INTERLOCK_AS(AlterSubscriptionStmt, node)) {
    facts.name = Find(low, alter->subname);
    facts.change = ChangeOf(alter->kind);
    facts.options = low.Options(alter->options);
    Alter(low, ObjectKind::kSubscription, facts);
  } else if (auto* drop = INTERLOCK_AS(DropSubscriptionStmt, node)) {
    facts.name = Find(low, drop->subname);
    facts.if_exists = drop->missing_ok;
    facts.cascade = drop->behavior == DROP_CASCADE;
    Drop(low, ObjectKind::kSubscription, facts);
  } else if (auto* trigger = INTERLOCK_AS(AlterEventTrigStmt, node)) {
    facts.name = Find(low, trigger->trigname);
    facts.change = trigger->tgenabled == 'D' ? ObjectChange::kDisable
                                             : ObjectChange::kEnable;
    Alter(low, ObjectKind::kEventTrigger, facts);
  } else {
    return false;
  }
  return true;
}

// Long: one branch for each statement.
bool LowerCode(Lowering& low, ::Node* node) {
  Facts facts;
  uint32_t at = Rest(low).begin;
  if (auto* am = INTERLOCK_AS(CreateAmStmt, node)) {
    facts.name = Find(low, am->amname);
    facts.function = low.NameOf(am->handler_name, facts.name.span.end);
    Create(low, ObjectKind::kAccessMethod, facts);
  } else if (auto* language = INTERLOCK_AS(CreatePLangStmt, node)) {
    facts.name = Find(low, language->plname);
    facts.or_replace = language->replace;
    facts.function = low.NameOf(language->plhandler, facts.name.span.end);
    Create(low, ObjectKind::kLanguage, facts);
  } else if (auto* opclass = INTERLOCK_AS(CreateOpClassStmt, node)) {
    facts.full = low.NameOf(opclass->opclassname, at);
    facts.identity = TypesIdentity(low, {opclass->datatype}, opclass->amname);
    Create(low, ObjectKind::kOperatorClass, facts);
  } else if (auto* family = INTERLOCK_AS(CreateOpFamilyStmt, node)) {
    facts.full = low.NameOf(family->opfamilyname, at);
    facts.identity = TypesIdentity(low, {}, family->amname);
    Create(low, ObjectKind::kOperatorFamily, facts);
  } else if (auto* changed = INTERLOCK_AS(AlterOpFamilyStmt, node)) {
    facts.full = low.NameOf(changed->opfamilyname, at);
    facts.identity = TypesIdentity(low, {}, changed->amname);
    facts.change = changed->isDrop ? ObjectChange::kDrop : ObjectChange::kAdd;
    Alter(low, ObjectKind::kOperatorFamily, facts);
  } else if (auto* conversion = INTERLOCK_AS(CreateConversionStmt, node)) {
    facts.full = low.NameOf(conversion->conversion_name, at);
    facts.function = low.NameOf(conversion->func_name, facts.full.span.end);
    Create(low, ObjectKind::kConversion, facts);
  } else if (auto* cast = INTERLOCK_AS(CreateCastStmt, node)) {
    facts.identity =
        TypesIdentity(low, {cast->sourcetype, cast->targettype}, nullptr);
    if (cast->func != nullptr) {
      facts.function = low.NameOf(cast->func->objname, at);
    }
    Create(low, ObjectKind::kCast, facts);
  } else if (auto* transform = INTERLOCK_AS(CreateTransformStmt, node)) {
    facts.or_replace = transform->replace;
    facts.identity =
        TypesIdentity(low, {transform->type_name}, transform->lang);
    Create(low, ObjectKind::kTransform, facts);
  } else {
    return false;
  }
  return true;
}

bool LowerChange(Lowering& low, ::Node* node) {
  Facts facts;
  uint32_t at = Rest(low).begin;
  facts.change = ObjectChange::kOptions;
  if (auto* statistics = INTERLOCK_AS(AlterStatsStmt, node)) {
    facts.full = low.NameOf(statistics->defnames, at);
    facts.if_exists = statistics->missing_ok;
    facts.change = ObjectChange::kStatistics;
    low.Needs(13, low.statement(), "ALTER STATISTICS ... SET STATISTICS");
    Alter(low, ObjectKind::kStatistics, facts);
  } else if (auto* collation = INTERLOCK_AS(AlterCollationStmt, node)) {
    facts.full = low.NameOf(collation->collname, at);
    facts.change = ObjectChange::kRefresh;
    Alter(low, ObjectKind::kCollation, facts);
  } else if (auto* type = INTERLOCK_AS(AlterTypeStmt, node)) {
    facts.full = low.NameOf(type->typeName, at);
    facts.options = low.Options(type->options);
    low.Needs(13, low.statement(), "ALTER TYPE ... SET");
    Alter(low, ObjectKind::kType, facts);
  } else if (auto* dictionary = INTERLOCK_AS(AlterTSDictionaryStmt, node)) {
    facts.full = low.NameOf(dictionary->dictname, at);
    facts.options = low.Options(dictionary->options);
    Alter(low, ObjectKind::kTextSearchDictionary, facts);
  } else if (auto* config = INTERLOCK_AS(AlterTSConfigurationStmt, node)) {
    facts.full = low.NameOf(config->cfgname, at);
    facts.change = config->kind == ALTER_TSCONFIG_DROP_MAPPING
                       ? ObjectChange::kDrop
                       : ObjectChange::kAdd;
    Alter(low, ObjectKind::kTextSearchConfiguration, facts);
  } else if (auto* op = INTERLOCK_AS(AlterOperatorStmt, node)) {
    auto* object = reinterpret_cast<::Node*>(op->opername);
    NamedObject named = ObjectOf(low, ObjectKind::kOperator, object, at);
    facts.full = named.name;
    facts.identity = named.identity;
    facts.options = low.Options(op->options);
    Alter(low, ObjectKind::kOperator, facts);
  } else {
    return false;
  }
  return true;
}

bool LowerLabel(Lowering& low, ::Node* node) {
  Facts facts;
  uint32_t at = Rest(low).begin;
  if (auto* depends = INTERLOCK_AS(AlterObjectDependsStmt, node)) {
    facts.change = ObjectChange::kDependsOn;
    facts.argument = Find(low, strVal(depends->extname));
    ObjectKind kind = KindOf(depends->objectType);
    NamedObject named = ObjectOf(low, kind, depends->object, at);
    facts.full = named.name;
    facts.identity = named.identity;
    if (depends->relation != nullptr) {
      // A trigger: its name is the object.
      facts.part = {named.name.name, named.name.span};
      facts.full = low.NameOf(depends->relation);
    }
    Alter(low, kind, facts);
    return true;
  }
  auto* label = INTERLOCK_AS(SecLabelStmt, node);
  if (label == nullptr) return false;
  facts.change = ObjectChange::kLabel;
  ObjectKind kind = KindOf(label->objtype);
  Span on = low.FindWord(low.statement(), "on");
  NamedObject named = ObjectOf(low, kind, label->object, on.end);
  facts.full = named.name;
  facts.part = named.part;
  facts.identity = named.identity;
  Alter(low, kind, facts);
  return true;
}

}  // namespace

bool LowerPlain(Lowering& low, ::Node* node) {
  return LowerServerObject(low, node) || LowerRoles(low, node) ||
         LowerForeign(low, node) || LowerReplication(low, node) ||
         LowerCode(low, node) || LowerChange(low, node) ||
         LowerLabel(low, node);
}

}  // namespace interlock::sql
