// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/history.h"

// Single objects of the catalog as SQL statements, without the semicolon.
namespace interlock::sql {

class SqlParts {
 public:
  SqlParts(const History& history, const View& view);

  std::string Type(const TypeFact& type) const;
  std::string Sequence(const Relation& sequence) const;
  std::string Owned(const Relation& sequence) const;
  std::string Function(const FunctionFact& function) const;
  std::string Table(const Relation& table) const;
  std::string ConstraintOf(const ConstraintFact& fact) const;
  std::string Index(const Relation& index) const;
  std::string Attach(const PartitionLink& link) const;
  std::string ViewOf(const Relation& view) const;
  std::string Statistics(const StatisticsFact& fact) const;
  std::string Publication(const PublicationFact& fact) const;
  std::string Signature(const FunctionFact& function) const;
  // Owner, comment and privileges of what is no relation, each behind ";\n".
  // Of functions and types, PUBLIC has the use without a word.
  std::string SaidOf(const Object& object, std::string_view kind,
                     const std::string& name, bool for_all) const;
  std::vector<std::string> DefaultPrivileges() const;
  // A CHECK that is valid although the parent's is not.
  std::string Validated(const ConstraintFact& fact) const;
  // Triggers, rules, policies and switches of a table.
  std::vector<std::string> Rest(const Relation& table) const;
  // Owner, privileges and comments.
  std::vector<std::string> Said(const Relation& relation) const;

 private:
  std::string Full(const Relation& relation) const;
  std::string Spelled(const TypeName& type, Time written) const;
  std::string ColumnText(const Relation& table, const Column& column) const;
  std::string DefaultText(const Relation& table, const Column& column) const;
  std::string KeyText(const Relation& index) const;
  std::string IndexExpr(const Relation& index, const Expr& expr) const;
  // With today's names of the relation's columns.
  std::string Today(const Relation& relation, const Expr& expr,
                    Time written) const;
  std::string Range(const TypeFact& type) const;
  std::string RuleText(const RuleFact& rule) const;
  bool IsStale(const RuleFact& rule, const Relation& table) const;
  std::string TriggerText(const TriggerFact& trigger) const;
  std::string PolicyText(const PolicyFact& policy) const;
  std::string List(std::span<const std::string_view> names) const;
  bool IsRenamed(const Relation& view, Time when, bool star) const;
  // The whole statement that was written at a time.
  std::string_view Statement(Time when) const;

  const History& history_;
  View view_;
  // The sequence that a default names in quotes.
  std::map<const void*, const Relation*> sequences_;
};

}  // namespace interlock::sql
