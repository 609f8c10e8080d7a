// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "analyzers/sql/history.h"

// Parts of the catalog as SQL text, under the names of the moment.
namespace interlock::sql {

// "varchar(50)", "app.mood[]"; "int4" for serial. A built-in name is never
// qualified, a user's always.
std::string TypeText(const View& view, const TypeName& type, Time written);

// The same without lengths and scales, as arguments of functions have it.
std::string BareTypeText(const View& view, const TypeName& type, Time written);

// Whether the server keeps a default: of DEFAULT NULL nothing is left, unless
// the type has a length, or is a domain.
bool HasDefault(const View& view, const Column& column);

// What COMMENT ON COLUMN last said of it, under whatever name; or empty.
std::string_view ColumnComment(const View& view, const Relation& relation,
                               const Column& column);

// As it was written, white space and all; empty when its file is not at hand.
std::string_view WrittenText(const History& history, const Expr& expr,
                             Time written);

// The same with today's names: the i-th column that it reads is `names[i]`.
std::string RenamedText(const History& history, const Expr& expr, Time written,
                        std::span<const std::string_view> names);

// A CHECK's condition with today's names.
std::string CheckText(const History& history, const View& view,
                      const ConstraintFact& check);

// In single quotes.
std::string QuotedText(std::string_view text);
std::string UpperWord(std::string_view word);

// The first expression in brackets of a text that may say more after it.
std::string InParens(std::string_view text);

// In double quotes where the server needs them.
std::string QuotedName(std::string_view name);
std::string QuotedName(const QualifiedName& name);

}  // namespace interlock::sql
