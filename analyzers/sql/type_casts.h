// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/sql/catalog.h"
#include "analyzers/sql/formula.h"

// Whether the server turns one type into another by itself.
namespace interlock::sql {

enum class CastWhen : uint8_t {
  kImplicit,    // anywhere in an expression
  kAssignment,  // when a value is stored: INSERT, ALTER COLUMN TYPE
};

// A type and the moment at which its name was written.
struct TypeAt {
  const TypeName* type;
  Time written;
};

// kNo is certain; kUnknown when a type or a cast of the user's may decide.
Answer IsCastBy(CastWhen when, const View& view, TypeAt from, TypeAt to);

// "int4" for "serial", the base type of a domain; kNoType when not known.
const TypeShape& PlainType(const View& view, TypeAt type);

// How literals of a built-in type compare.
LiteralOrder OrderOf(const TypeShape& type);

// Types of the server, of extensions that are often installed by hand, and of
// other databases: that no migration makes them says nothing.
bool IsWellKnownType(std::string_view type);

// The server's own, and not a string: what its text must look like is known.
bool IsIntegerType(std::string_view type);
bool IsStringType(std::string_view type);

}  // namespace interlock::sql
