// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "analyzers/sql/refusal.h"
#include "parsers/sql/alter_order.h"

// What the parts of RefusalOf share; refusal.h is what the house sees.
namespace interlock::sql::refusal {

using Verdict = std::optional<Refusal>;

// What is known of a name. kYes and kNo are certain.
struct Sight {
  Answer there = Answer::kUnknown;
  const Relation* relation = nullptr;  // of kYes, and of some kUnknown
  Time gone = kBeforeAll;              // of kNo: when it was dropped
  Evidence evidence = Evidence::kSeen;
};

// When the server finds out, within an ALTER TABLE of several actions.
Pass PassOf(const Refusal& refusal);

// Longer statements are not looked through for other actions.
inline constexpr size_t kMaxActions = 256;

// One op of a statement, and what it meets.
class Case {
 public:
  Case(const Situation& at, std::span<const Op* const> statement, size_t index)
      : at_(at), statement_(statement), index_(index) {}

  const Op& op() const { return *statement_[index_]; }
  const View& view() const { return view_; }
  // Just before the statement's first op.
  const View& before() const { return at_.view; }
  int pg_version() const { return at_.pg_version; }
  const TransactionState& transaction() const { return at_.transaction; }
  std::span<const Op* const> statement() const { return statement_; }
  // Up to the statement's end; may be empty.
  std::string_view text() const { return at_.text; }
  // Other ops of the statement run before or after this one in an order of
  // the server's own.
  bool IsAlone() const { return statement_.size() == 1; }
  // Whether the server runs that op of the statement before this one.
  bool RunsBefore(size_t other) const;
  // By an action that runs before, and not added again.
  bool IsDroppedBefore(std::string_view column) const;

  // What the checks ask of the same name again and again is answered once. The
  // answer holds until two other names were asked for.
  const Sight& Look(const Name& name) const;
  Sight LookAtType(std::string_view schema, std::string_view name) const;
  Sight LookAtSchema(std::string_view name) const;
  // The relation when it is certainly there and seen completely, else null.
  const Relation* Sure(const Name& name) const;
  // Whether the table has the column, before the statement and now alike.
  Answer HasColumn(const Relation& table, std::string_view column) const;
  std::optional<Column> FindColumn(const Relation& table,
                                   std::string_view column) const;
  // A constraint of that name; kNo only when all of them are known.
  Answer HasConstraint(const Relation& table, std::string_view name) const;
  // All parts of the table come from ops that were seen.
  bool IsWhole(const Relation& table) const;

  template <class... Args>
  Refusal Refuse(Cause cause, std::string_view sqlstate, Span span,
                 fmt::format_string<Args...> format, Args&&... args) const {
    Refusal out;
    out.cause = cause;
    out.sqlstate = sqlstate;
    out.op = &op();
    out.span = span.empty() ? op().span : span;
    out.message = fmt::format(format, std::forward<Args>(args)...);
    return out;
  }
  // "table orders does not exist", with where it was dropped.
  Refusal Missing(std::string_view what, std::string_view sqlstate,
                  const Name& name, const Sight& sight) const;
  // "table orders exists already", with where it was created.
  Refusal Duplicate(std::string_view what, std::string_view sqlstate,
                    std::string_view name, Span span, Time born) const;
  Refusal NoColumn(const Name& table, const Ident& column) const;

 private:
  Sight LookUp(const Name& name) const;

  const Situation& at_;
  std::span<const Op* const> statement_;
  size_t index_;
  View view_ = at_.view.Just(at_.view.time() + static_cast<Time>(index_));
  // The newest answers. Names view the file's text or an arena: what they view
  // outlives the case.
  struct Seen {
    std::string_view schema;
    std::string_view name;
    Sight sight;
  };
  mutable Seen seen_[2];
  mutable size_t next_seen_ = 0;
};

// Each looks for one sort of reason; RefusalOf asks them in the order in which
// the server finds out.
Verdict CheckTransaction(const Case& c);
Verdict CheckTarget(const Case& c);      // the relation that an op is about
Verdict CheckNames(const Case& c);       // what an op creates or mentions
Verdict CheckColumns(const Case& c);     // columns and constraints by name
Verdict CheckDefinition(const Case& c);  // keys, identity, generated columns
Verdict CheckPartitions(const Case& c);
Verdict CheckTypes(const Case& c);
Verdict CheckDependents(const Case& c);
Verdict CheckData(const Case& c);
Verdict CheckObjects(const Case& c);  // schemas, functions, triggers, ...
Verdict CheckQuery(const Case& c);    // columns that a query names
Verdict CheckRows(const Case& c);     // MERGE, ON CONFLICT, views without rows
Verdict CheckWritten(const Case& c);  // values for identity columns
Verdict CheckEnums(const Case& c);    // labels that are too new
Verdict CheckIndexes(const Case& c);
Verdict CheckOptions(const Case& c);
Verdict CheckMentions(const Case& c);
Verdict CheckRoutines(const Case& c);
Verdict CheckInheritance(const Case& c);

// Whether a materialized view was filled, by its statement or by REFRESH.
Answer IsPopulated(const Case& c, const Relation& view);

// A function that an index, or a generated column, cannot call.
Verdict Mutable(const Case& c, const Expr& value);

// Something in it that a tool replaces before the server sees it.
inline bool HoldsPlaceholder(std::string_view name) {
  constexpr auto kSigns = [] {
    std::array<bool, 256> signs{};
    for (unsigned char c : {'{', '}', '$', '%', '<', '>', ':'}) signs[c] = true;
    return signs;
  }();
  return std::ranges::any_of(
      name, [&](char c) { return kSigns[static_cast<unsigned char>(c)]; });
}

// "a table", "an index".
std::string WithArticle(std::string_view noun);

}  // namespace interlock::sql::refusal
