// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/sql/details.h"
#include "parsers/sql/query.h"
#include "parsers/sql/table_ops.h"

// Ops on indexes, types, code and every other object.
namespace interlock::sql {

// --- Indexes ---

struct CreateIndex : OpOf<OpKind::kCreateIndex> {
  Ident name;  // empty when the server chooses
  Name table;
  Span keyword;  // the word INDEX
  bool concurrently = false;
  bool unique = false;
  bool if_not_exists = false;
  bool only = false;
  bool nulls_not_distinct = false;
  std::string_view method = "btree";
  std::span<const IndexColumn> columns;
  std::span<const Ident> include;
  Expr where;
  const IndexParts* parts = &kNoIndexParts;  // options, tablespace
};
struct DropIndex : OpOf<OpKind::kDropIndex> {
  std::span<const Name> indexes;
  Span keyword;  // the word INDEX
  bool concurrently = false;
  bool if_exists = false;
  bool cascade = false;
};
struct Reindex : OpOf<OpKind::kReindex> {
  ObjectKind object;  // index, table, schema, database; kOther for SYSTEM
  Name name;
  Span keyword;
  bool concurrently = false;
  Ident tablespace;
};

// --- Types ---

struct CreateEnum : OpOf<OpKind::kCreateEnum> {
  Name type;
  std::span<const Ident> labels;
};
struct AddEnumValue : OpOf<OpKind::kAddEnumValue> {
  Name type;
  Ident value;
  bool if_not_exists = false;
  Ident neighbour;  // BEFORE or AFTER, or empty
  bool after = true;
};
struct RenameEnumValue : OpOf<OpKind::kRenameEnumValue> {
  Name type;
  Ident from;
  Ident to;
};
struct CreateDomain : OpOf<OpKind::kCreateDomain> {
  Name domain;
  TypeName base;
  bool not_null = false;
  Expr default_value;
  std::span<const Constraint> constraints;  // CHECK alone
  Ident collation;
  Ident not_null_name;
};
enum class DomainChange : uint8_t {
  kSetDefault,
  kDropDefault,
  kSetNotNull,
  kDropNotNull,
  kAddConstraint,
  kDropConstraint,
  kValidateConstraint,
};
struct AlterDomain : OpOf<OpKind::kAlterDomain> {
  Name domain;
  DomainChange change;
  Constraint constraint;
  Expr value;
  bool cascade = false;
  bool if_exists = false;
};
enum class TypeForm : uint8_t { kComposite, kRange, kBase, kShell };
struct CreateType : OpOf<OpKind::kCreateType> {
  Name type;
  TypeForm form = TypeForm::kComposite;
  std::span<const ColumnDef> attributes;
  TypeName subtype;                 // of a range
  Name multirange;                  // of a range, when named
  std::span<const Option> options;  // of a range or base type
};
enum class AttributeChange : uint8_t { kAdd, kDrop, kAlterType };
// ALTER TYPE ... ATTRIBUTE
struct AlterAttribute : OpOf<OpKind::kAlterAttribute> {
  Name type;
  AttributeChange change;
  bool if_exists = false;
  bool cascade = false;
  ColumnDef attribute;  // its name; its type unless dropped
};

// --- Other objects ---

struct CreateSchema : OpOf<OpKind::kCreateSchema> {
  Ident schema;
  bool if_not_exists = false;
  Ident owner;
};
struct CreateSequence : OpOf<OpKind::kCreateSequence> {
  Name sequence;
  Name owner_table;
  Ident owner_column;
  TypeName type;
  bool if_not_exists = false;
  Persistence persistence = Persistence::kPermanent;
  const SequenceOptions* options = &kNoSequenceOptions;
};
struct AlterSequence : OpOf<OpKind::kAlterSequence> {
  Name sequence;
  Name owner_table;
  Ident owner_column;
  bool if_exists = false;
  const SequenceOptions* options = &kNoSequenceOptions;
};
struct CreateView : OpOf<OpKind::kCreateView> {
  Name view;
  bool materialized = false;
  bool or_replace = false;
  bool if_not_exists = false;
  bool with_data = true;
  std::span<const Name> reads;
  std::span<const Ident> columns;  // output names where they can be read off
  bool recursive = false;
  Persistence persistence = Persistence::kPermanent;
  bool names_columns = false;  // columns is the list after the view's name
  char check_option = '\0';    // 'l' local, 'c' cascaded
  std::span<const Option> options;
  Ident tablespace;
  Ident access_method;
  const Query* query = &kNoQuery;
  Span query_span;
};
struct RefreshView : OpOf<OpKind::kRefreshView> {
  Name view;
  bool concurrently = false;
  bool with_data = true;
};
struct CreateFunction : OpOf<OpKind::kCreateFunction> {
  Name function;
  bool or_replace = false;
  bool procedure = false;
  std::string_view language;
  Volatility volatility = Volatility::kVolatile;
  bool security_definer = false;
  bool sets_search_path = false;
  bool returns_set = false;
  bool returns_table = false;
  bool sql_body = false;                // BEGIN ATOMIC ... END or RETURN
  std::span<const TypeName> arguments;  // those that calls give
  std::span<const Argument> parameters;
  TypeName returns;
  Span body;  // the body's text inside its quotes, or empty
  const RoutineOptions* options = &kNoRoutineOptions;
};
struct AlterFunction : OpOf<OpKind::kAlterFunction> {
  ObjectKind object = ObjectKind::kFunction;
  Name function;
  const Identity* identity = &kNoIdentity;
  const RoutineOptions* options = &kNoRoutineOptions;
};
enum class TriggerTiming : uint8_t { kBefore, kAfter, kInsteadOf };
enum TriggerEvent : uint8_t {
  kOnInsert = 1,
  kOnUpdate = 2,
  kOnDelete = 4,
  kOnTruncate = 8,
};
struct CreateTrigger : OpOf<OpKind::kCreateTrigger> {
  Ident trigger;
  Name table;
  Name function;
  bool or_replace = false;
  bool constraint = false;
  TriggerTiming timing = TriggerTiming::kBefore;
  uint8_t events = 0;  // TriggerEvent bits
  bool for_each_row = false;
  bool deferrable = false;
  bool initially_deferred = false;
  Name references;                 // CREATE CONSTRAINT TRIGGER ... FROM
  std::span<const Ident> columns;  // UPDATE OF
  std::span<const std::string_view> arguments;  // of the function
  const Expr* when_part = &kNoExpr;
  Ident old_table;  // REFERENCING
  Ident new_table;
  const Expr& when() const { return *when_part; }
};
enum class PolicyCommand : uint8_t {
  kAll,
  kSelect,
  kInsert,
  kUpdate,
  kDelete,
};
struct CreatePolicy : OpOf<OpKind::kCreatePolicy> {
  Ident policy;
  Name table;
  bool permissive = true;
  PolicyCommand command = PolicyCommand::kAll;
  std::span<const Ident> roles;  // empty: public
  Expr using_expr;
  Expr check;
};
struct AlterPolicy : OpOf<OpKind::kAlterPolicy> {
  Ident policy;
  Name table;
  std::span<const Ident> roles;  // empty: as they were
  Expr using_expr;
  Expr check;
};
struct CreateRule : OpOf<OpKind::kCreateRule> {
  Ident rule;
  Name table;
  bool or_replace = false;
  bool instead = false;
  PolicyCommand event = PolicyCommand::kSelect;  // never kAll
  bool nothing = false;                          // DO NOTHING
  Expr where;
  std::span<const Name> reads;  // relations in its actions
  Span actions;
};
struct CreateStatistics : OpOf<OpKind::kCreateStatistics> {
  Name statistics;  // empty when the server chooses
  Name table;
  bool if_not_exists = false;
  std::span<const Ident> kinds;  // ndistinct, ...; empty: all
  std::span<const Ident> columns;
  std::span<const Expr> expressions;
};
struct CreateEventTrigger : OpOf<OpKind::kCreateEventTrigger> {
  Ident trigger;
  Ident event;
  Name function;
  std::span<const Option> filters;  // WHEN TAG IN (...): one for each value
};
struct CreateExtension : OpOf<OpKind::kCreateExtension> {
  Ident extension;
  bool if_not_exists = false;
  bool cascade = false;
  Ident schema;
  std::string_view version;
};
enum class ExtensionChange : uint8_t { kUpdate, kAdd, kDrop };
// ALTER EXTENSION; SET SCHEMA is a SetSchema.
struct AlterExtension : OpOf<OpKind::kAlterExtension> {
  Ident extension;
  ExtensionChange change = ExtensionChange::kUpdate;
  std::string_view version;                // TO '1.1'
  ObjectKind object = ObjectKind::kOther;  // of ADD and DROP
  Name member;
  const Identity* identity = &kNoIdentity;
};

// What a publication or a part of ALTER PUBLICATION names.
struct Published {
  Name table;                      // empty for TABLES IN SCHEMA
  Ident schema;                    // "current_schema" for CURRENT_SCHEMA
  std::span<const Ident> columns;  // since 15
  Expr where;                      // since 15
};
struct CreatePublication : OpOf<OpKind::kCreatePublication> {
  Ident publication;
  bool all_tables = false;
  std::span<const Published> parts;
  std::span<const Option> options;
};
enum class PublicationChange : uint8_t { kAdd, kSet, kDrop, kOptions };
struct AlterPublication : OpOf<OpKind::kAlterPublication> {
  Ident publication;
  PublicationChange change = PublicationChange::kOptions;
  bool all_tables = false;
  std::span<const Published> parts;
  std::span<const Option> options;
};

// Creates or alters something that rules do not look into by itself.
struct CreateObject : OpOf<OpKind::kCreateObject> {
  ObjectKind object;
  bool or_replace = false;
  bool if_not_exists = false;
  Name name;
  Name table;  // what it is on
  const Identity* identity = &kNoIdentity;
  std::span<const Option> options;
  Name function;                 // of a language, access method, cast, ...
  std::span<const Ident> parts;  // publications of a subscription
};
enum class ObjectChange : uint8_t {
  kOwner,
  kOptions,   // SET (...), OPTIONS (...), RENAME-less properties
  kSettings,  // ALTER ROLE, DATABASE ... SET x
  kAdd,       // members of an operator family, mappings, publications
  kDrop,
  kDependsOn,  // [NO] DEPENDS ON EXTENSION
  kLabel,      // SECURITY LABEL
  kStatistics,
  kEnable,
  kDisable,
  kRefresh,  // REFRESH VERSION, REFRESH PUBLICATION
  kOther,
};
struct AlterObject : OpOf<OpKind::kAlterObject> {
  ObjectKind object;
  ObjectChange change = ObjectChange::kOther;
  bool if_exists = false;
  Name name;
  Ident part;      // trigger, column, ... when `name` is what holds it
  Ident argument;  // role of OWNER TO, extension of DEPENDS ON
  const Identity* identity = &kNoIdentity;
  std::span<const Option> options;
};
// DROP of anything but tables, columns and indexes.
struct DropObject : OpOf<OpKind::kDropObject> {
  ObjectKind object;
  std::span<const Name> names;  // for triggers, policies, rules: the relation
  Ident part;                   // the trigger, policy or rule
  bool if_exists = false;
  bool cascade = false;
  std::span<const Identity> identities;  // one for each name, or none at all
};
struct CommentOn : OpOf<OpKind::kCommentOn> {
  ObjectKind object;
  Name name;
  Ident part;
  bool removes = false;  // IS NULL
  std::string_view text;
  const Identity* identity = &kNoIdentity;
};

struct Privilege {
  Ident name;                      // "select"; empty: ALL
  std::span<const Ident> columns;  // empty: the whole object
};
enum class GrantScope : uint8_t {
  kNamed,
  kAllInSchema,  // names are schemas
  kDefault,      // ALTER DEFAULT PRIVILEGES; names are schemas, or none
};
struct Grant : OpOf<OpKind::kGrant> {
  ObjectKind object;  // of what is granted; kRole for membership
  GrantScope scope = GrantScope::kNamed;
  std::span<const Name> names;
  bool revoke = false;
  bool to_public = false;
  bool grant_option = false;  // WITH GRANT OPTION, ADMIN OPTION; REVOKE ... FOR
  bool cascade = false;
  std::span<const Privilege> privileges;  // empty: ALL
  std::span<const Ident> grantees;        // PUBLIC left out
  std::span<const Identity> identities;   // one for each name, or none
  std::span<const Ident> for_roles;       // ALTER DEFAULT PRIVILEGES FOR ROLE
  Ident grantor;
};

}  // namespace interlock::sql
