// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "parsers/sql/ops.h"
#include "parsers/sql/sql_file.h"

// The members of everything that a parsed file is made of, for code that does
// the same to each: Each(visit, x) calls visit(x, x.first, x.second, ...).
// Who visits checks against MemberCount that none was forgotten.
//
// Not here, because their members do not stand alone: Op, Expr, ColumnDef,
// TypeName and Body.
namespace interlock::sql {

template <class X, class T>
concept Like = std::same_as<std::remove_const_t<X>, T>;

// Stands for a value of any type but the one that is counted.
template <class Counted>
struct AnyMember {
  template <class T>
  requires(!std::same_as<T, Counted>) operator T() const;  // never called
};
template <class T, size_t... kAt>
constexpr bool TakesMembers(std::index_sequence<kAt...>) {
  return requires { T{(void(kAt), AnyMember<T>())...}; };
}
// So many values an aggregate takes; a base class counts as one. No member may
// be an array, or a class that converts from anything.
template <class T, size_t kFrom = 40>
constexpr size_t MemberCount() {
  if constexpr (TakesMembers<T>(std::make_index_sequence<kFrom>())) {
    return kFrom;
  } else {
    static_assert(kFrom > 0);
    return MemberCount<T, kFrom - 1>();
  }
}

// --- parts.h ---

void Each(auto&& visit, Like<Name> auto& x) {
  visit(x, x.schema, x.name, x.span);
}
void Each(auto&& visit, Like<Ident> auto& x) { visit(x, x.text, x.span); }
void Each(auto&& visit, Like<Reference> auto& x) {
  visit(x, x.table, x.columns, x.on_delete, x.on_update, x.match, x.period,
        x.on_delete_columns);
}
void Each(auto&& visit, Like<Option> auto& x) {
  visit(x, x.space, x.name, x.value, x.action, x.has_value);
}
void Each(auto&& visit, Like<IndexColumnExtras> auto& x) {
  visit(x, x.collation, x.opclass, x.opclass_options, x.called);
}
void Each(auto&& visit, Like<IndexColumn> auto& x) {
  visit(x, x.column, x.expression, x.opclass, x.descending, x.nulls, x.span,
        x.extras);
}
void Each(auto&& visit, Like<IndexParts> auto& x) {
  visit(x, x.using_index, x.method, x.include, x.elements, x.operators, x.where,
        x.options, x.tablespace, x.without_overlaps);
}
void Each(auto&& visit, Like<Constraint> auto& x) {
  visit(x, x.kind, x.not_valid, x.deferrable, x.initially_deferred, x.enforced,
        x.nulls_not_distinct, x.no_inherit, x.name, x.span, x.columns,
        x.check_part, x.reference, x.index);
}
void Each(auto&& visit, Like<SequenceOptions> auto& x) {
  visit(x, x.type, x.start, x.increment, x.minimum, x.maximum, x.cache,
        x.restart, x.cycle, x.no_minimum, x.no_maximum, x.restarts,
        x.owned_none, x.logged, x.name);
}
void Each(auto&& visit, Like<ColumnExtras> auto& x) {
  visit(x, x.generated_as, x.collation, x.collation_schema, x.storage,
        x.compression, x.identity, x.options, x.not_null);
}

// --- details.h ---

void Each(auto&& visit, Like<Identity> auto& x) {
  visit(x, x.types, x.has_types, x.scope);
}
void Each(auto&& visit, Like<Argument> auto& x) {
  visit(x, x.name, x.type, x.default_part, x.mode, x.setof);
}
void Each(auto&& visit, Like<RoutineOptions> auto& x) {
  visit(x, x.volatility, x.parallel, x.strict, x.leakproof, x.security_definer,
        x.window, x.cost, x.rows, x.support, x.settings, x.resets_all,
        x.link_symbol);
}

// --- query.h ---

void Each(auto&& visit, Like<QuerySource> auto& x) {
  visit(x, x.kind, x.only, x.scope, x.scope_of, x.relation, x.alias, x.columns);
}
void Each(auto&& visit, Like<QueryScope> auto& x) {
  visit(x, x.parent, x.first_output, x.output_count, x.next_arm,
        x.merges_columns);
}
void Each(auto&& visit, Like<ColumnUse> auto& x) {
  visit(x, x.scope, x.star, x.bare_row, x.schema, x.qualifier, x.column,
        x.span);
}
void Each(auto&& visit, Like<OutputColumn> auto& x) {
  visit(x, x.name, x.use, x.type, x.span, x.star, x.constant_null,
        x.constant_type, x.call);
}
void Each(auto&& visit, Like<Query> auto& x) {
  visit(x, x.scopes, x.sources, x.uses, x.outputs, x.functions, x.types,
        x.has_star, x.complete);
}

// --- table_ops.h ---

void Each(auto&& visit, Like<LikeParts> auto& x) {
  visit(x, x.options, x.columns_before);
}
void Each(auto&& visit, Like<PartitionBound> auto& x) {
  visit(x, x.strategy, x.is_default, x.span, x.values, x.to, x.modulus,
        x.remainder);
}
void Each(auto&& visit, Like<TableOrigin> auto& x) {
  visit(x, x.inherits, x.likes, x.like_parts, x.partition_of,
        x.partition_is_default, x.bound, x.strategy, x.partition_key,
        x.partition_elements, x.of_type, x.server, x.options, x.remote,
        x.tablespace, x.access_method, x.reads, x.query, x.as_names);
}
void Each(auto&& visit, Like<CreateTable> auto& x) {
  visit(x, x.table, x.if_not_exists, x.as_query, x.foreign, x.partitioned,
        x.persistence, x.with_data, x.on_commit, x.columns, x.constraints,
        x.origin);
}
void Each(auto&& visit, Like<DropTable> auto& x) {
  visit(x, x.tables, x.if_exists, x.cascade, x.foreign);
}
void Each(auto&& visit, Like<AddColumn> auto& x) {
  visit(x, x.table, x.column, x.if_not_exists);
}
void Each(auto&& visit, Like<DropColumn> auto& x) {
  visit(x, x.table, x.column, x.if_exists, x.cascade);
}
void Each(auto&& visit, Like<AlterColumnType> auto& x) {
  visit(x, x.table, x.column, x.type, x.using_expr, x.collation,
        x.collation_schema);
}
void Each(auto&& visit, Like<SetNotNull> auto& x) {
  visit(x, x.table, x.column);
}
void Each(auto&& visit, Like<DropNotNull> auto& x) {
  visit(x, x.table, x.column);
}
void Each(auto&& visit, Like<SetDefault> auto& x) {
  visit(x, x.table, x.column, x.value);
}
void Each(auto&& visit, Like<DropDefault> auto& x) {
  visit(x, x.table, x.column);
}
void Each(auto&& visit, Like<AlterGenerated> auto& x) {
  visit(x, x.table, x.column, x.change, x.if_exists, x.generated, x.expression,
        x.sequence);
}
void Each(auto&& visit, Like<AddConstraint> auto& x) {
  visit(x, x.table, x.constraint);
}
void Each(auto&& visit, Like<ValidateConstraint> auto& x) {
  visit(x, x.table, x.constraint);
}
void Each(auto&& visit, Like<DropConstraint> auto& x) {
  visit(x, x.table, x.constraint, x.if_exists, x.cascade);
}
void Each(auto&& visit, Like<AlterConstraint> auto& x) {
  visit(x, x.table, x.constraint, x.sets_enforced, x.sets_deferrable,
        x.sets_inherit);
}
void Each(auto&& visit, Like<AttachPartition> auto& x) {
  visit(x, x.table, x.partition, x.is_default, x.index, x.bound);
}
void Each(auto&& visit, Like<DetachPartition> auto& x) {
  visit(x, x.table, x.partition, x.concurrently, x.finalize);
}
void Each(auto&& visit, Like<AlterTable> auto& x) {
  visit(x, x.table, x.object, x.change, x.replica_identity, x.argument, x.other,
        x.options, x.value, x.column_number);
}
void Each(auto&& visit, Like<RenameTable> auto& x) {
  visit(x, x.table, x.to, x.if_exists);
}
void Each(auto&& visit, Like<RenameColumn> auto& x) {
  visit(x, x.table, x.column, x.to, x.if_exists);
}
void Each(auto&& visit, Like<RenameObject> auto& x) {
  visit(x, x.object, x.name, x.part, x.to, x.if_exists, x.cascade,
        x.written_as_table, x.identity);
}
void Each(auto&& visit, Like<SetSchema> auto& x) {
  visit(x, x.object, x.if_exists, x.name, x.to, x.identity);
}

// --- object_ops.h ---

void Each(auto&& visit, Like<CreateIndex> auto& x) {
  visit(x, x.name, x.table, x.keyword, x.concurrently, x.unique,
        x.if_not_exists, x.only, x.nulls_not_distinct, x.method, x.columns,
        x.include, x.where, x.parts);
}
void Each(auto&& visit, Like<DropIndex> auto& x) {
  visit(x, x.indexes, x.keyword, x.concurrently, x.if_exists, x.cascade);
}
void Each(auto&& visit, Like<Reindex> auto& x) {
  visit(x, x.object, x.name, x.keyword, x.concurrently, x.tablespace);
}
void Each(auto&& visit, Like<CreateEnum> auto& x) {
  visit(x, x.type, x.labels);
}
void Each(auto&& visit, Like<AddEnumValue> auto& x) {
  visit(x, x.type, x.value, x.if_not_exists, x.neighbour, x.after);
}
void Each(auto&& visit, Like<RenameEnumValue> auto& x) {
  visit(x, x.type, x.from, x.to);
}
void Each(auto&& visit, Like<CreateDomain> auto& x) {
  visit(x, x.domain, x.base, x.not_null, x.default_value, x.constraints,
        x.collation, x.not_null_name);
}
void Each(auto&& visit, Like<AlterDomain> auto& x) {
  visit(x, x.domain, x.change, x.constraint, x.value, x.cascade, x.if_exists);
}
void Each(auto&& visit, Like<CreateType> auto& x) {
  visit(x, x.type, x.form, x.attributes, x.subtype, x.multirange, x.options);
}
void Each(auto&& visit, Like<AlterAttribute> auto& x) {
  visit(x, x.type, x.change, x.if_exists, x.cascade, x.attribute);
}
void Each(auto&& visit, Like<CreateSchema> auto& x) {
  visit(x, x.schema, x.if_not_exists, x.owner);
}
void Each(auto&& visit, Like<CreateSequence> auto& x) {
  visit(x, x.sequence, x.owner_table, x.owner_column, x.type, x.if_not_exists,
        x.persistence, x.options);
}
void Each(auto&& visit, Like<AlterSequence> auto& x) {
  visit(x, x.sequence, x.owner_table, x.owner_column, x.if_exists, x.options);
}
void Each(auto&& visit, Like<CreateView> auto& x) {
  visit(x, x.view, x.materialized, x.or_replace, x.if_not_exists, x.with_data,
        x.reads, x.columns, x.recursive, x.persistence, x.names_columns,
        x.check_option, x.options, x.tablespace, x.access_method, x.query,
        x.query_span);
}
void Each(auto&& visit, Like<RefreshView> auto& x) {
  visit(x, x.view, x.concurrently, x.with_data);
}
void Each(auto&& visit, Like<CreateFunction> auto& x) {
  visit(x, x.function, x.or_replace, x.procedure, x.language, x.volatility,
        x.security_definer, x.sets_search_path, x.returns_set, x.returns_table,
        x.sql_body, x.arguments, x.parameters, x.returns, x.body, x.options);
}
void Each(auto&& visit, Like<AlterFunction> auto& x) {
  visit(x, x.object, x.function, x.identity, x.options);
}
void Each(auto&& visit, Like<CreateTrigger> auto& x) {
  visit(x, x.trigger, x.table, x.function, x.or_replace, x.constraint, x.timing,
        x.events, x.for_each_row, x.deferrable, x.initially_deferred,
        x.references, x.columns, x.arguments, x.when_part, x.old_table,
        x.new_table);
}
void Each(auto&& visit, Like<CreatePolicy> auto& x) {
  visit(x, x.policy, x.table, x.permissive, x.command, x.roles, x.using_expr,
        x.check);
}
void Each(auto&& visit, Like<AlterPolicy> auto& x) {
  visit(x, x.policy, x.table, x.roles, x.using_expr, x.check);
}
void Each(auto&& visit, Like<CreateRule> auto& x) {
  visit(x, x.rule, x.table, x.or_replace, x.instead, x.event, x.nothing,
        x.where, x.reads, x.actions);
}
void Each(auto&& visit, Like<CreateStatistics> auto& x) {
  visit(x, x.statistics, x.table, x.if_not_exists, x.kinds, x.columns,
        x.expressions);
}
void Each(auto&& visit, Like<CreateEventTrigger> auto& x) {
  visit(x, x.trigger, x.event, x.function, x.filters);
}
void Each(auto&& visit, Like<CreateExtension> auto& x) {
  visit(x, x.extension, x.if_not_exists, x.cascade, x.schema, x.version);
}
void Each(auto&& visit, Like<AlterExtension> auto& x) {
  visit(x, x.extension, x.change, x.version, x.object, x.member, x.identity);
}
void Each(auto&& visit, Like<Published> auto& x) {
  visit(x, x.table, x.schema, x.columns, x.where);
}
void Each(auto&& visit, Like<CreatePublication> auto& x) {
  visit(x, x.publication, x.all_tables, x.parts, x.options);
}
void Each(auto&& visit, Like<AlterPublication> auto& x) {
  visit(x, x.publication, x.change, x.all_tables, x.parts, x.options);
}
void Each(auto&& visit, Like<CreateObject> auto& x) {
  visit(x, x.object, x.or_replace, x.if_not_exists, x.name, x.table, x.identity,
        x.options, x.function, x.parts);
}
void Each(auto&& visit, Like<AlterObject> auto& x) {
  visit(x, x.object, x.change, x.if_exists, x.name, x.part, x.argument,
        x.identity, x.options);
}
void Each(auto&& visit, Like<DropObject> auto& x) {
  visit(x, x.object, x.names, x.part, x.if_exists, x.cascade, x.identities);
}
void Each(auto&& visit, Like<CommentOn> auto& x) {
  visit(x, x.object, x.name, x.part, x.removes, x.text, x.identity);
}
void Each(auto&& visit, Like<Privilege> auto& x) {
  visit(x, x.name, x.columns);
}
void Each(auto&& visit, Like<Grant> auto& x) {
  visit(x, x.object, x.scope, x.names, x.revoke, x.to_public, x.grant_option,
        x.cascade, x.privileges, x.grantees, x.identities, x.for_roles,
        x.grantor);
}

// --- data_ops.h ---

void Each(auto&& visit, Like<Insert> auto& x) {
  visit(x, x.table, x.columns, x.from_query, x.on_conflict,
        x.has_conflict_target, x.conflict_columns, x.rows, x.reads, x.query,
        x.default_values, x.width);
}
void Each(auto&& visit, Like<Update> auto& x) {
  visit(x, x.table, x.columns, x.has_where, x.where, x.reads, x.query);
}
void Each(auto&& visit, Like<Delete> auto& x) {
  visit(x, x.table, x.has_where, x.where, x.reads, x.query);
}
void Each(auto&& visit, Like<Truncate> auto& x) {
  visit(x, x.tables, x.cascade, x.restart_identity);
}
void Each(auto&& visit, Like<CopyData> auto& x) {
  visit(x, x.table, x.from, x.columns);
}
void Each(auto&& visit, Like<Select> auto& x) {
  visit(x, x.reads, x.functions, x.query);
}
void Each(auto&& visit, Like<CallProcedure> auto& x) {
  visit(x, x.procedure, x.argument_count);
}
void Each(auto&& visit, Like<Transaction> auto& x) {
  visit(x, x.word, x.savepoint);
}
void Each(auto&& visit, Like<SetVariable> auto& x) {
  visit(x, x.variable, x.value, x.scope, x.reset, x.by_function);
}
void Each(auto&& visit, Like<LockTable> auto& x) {
  visit(x, x.tables, x.mode, x.nowait);
}
void Each(auto&& visit, Like<Vacuum> auto& x) {
  visit(x, x.tables, x.full, x.analyze, x.analyze_only);
}
void Each(auto&& visit, Like<Cluster> auto& x) { visit(x, x.table, x.index); }
void Each(auto&& visit, Like<DoBlock> auto& x) {
  visit(x, x.language, x.body, x.body_facts);
}
void Each(auto&& visit, Like<ServerCommand> auto& x) {
  visit(x, x.what, x.name, x.names);
}
void Each(auto&& visit, Like<Unknown> auto& x) { visit(x, x.what); }

// --- sql_file.h ---

void Each(auto&& visit, Like<Statement> auto& x) {
  visit(x, x.span, x.first_op, x.op_count, x.section, x.unit);
}
void Each(auto&& visit, Like<Comment> auto& x) {
  visit(x, x.span, x.block, x.own_line);
}
void Each(auto&& visit, Like<Directive> auto& x) {
  visit(x, x.span, x.name, x.value);
}
void Each(auto&& visit, Like<Foreign> auto& x) { visit(x, x.kind, x.span); }
void Each(auto&& visit, Like<Unit> auto& x) {
  visit(x, x.mode, x.span, x.name, x.ups);
}
void Each(auto&& visit, Like<Since> auto& x) {
  visit(x, x.version, x.statement, x.span, x.feature);
}
void Each(auto&& visit, Like<SyntaxError> auto& x) {
  visit(x, x.span, x.message, x.help);
}

}  // namespace interlock::sql
