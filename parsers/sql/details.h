// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/sql/op.h"

// Parts of ops on functions and other objects that need more than a name.
namespace interlock::sql {

// What tells apart objects of one name.
struct Identity {
  // Of functions and aggregates: the types of the arguments that count. Of
  // operators: left and right, an empty type for none. Of casts: from and to.
  // Of transforms: the type.
  std::span<const TypeName> types;
  bool has_types = false;  // "f" alone means the only one of that name
  // Access method of an operator class or family, language of a transform,
  // server of a user mapping.
  Ident scope;
};
inline constexpr Identity kNoIdentity;

enum class ArgumentMode : uint8_t { kIn, kOut, kInOut, kVariadic, kTable };
struct Argument {
  Ident name;  // may be empty
  TypeName type;
  const Expr* default_part = &kNoExpr;
  ArgumentMode mode = ArgumentMode::kIn;
  bool setof = false;

  const Expr& default_value() const { return *default_part; }
  // Whether calls give it: such arguments make the identity.
  bool IsInput() const {
    return mode != ArgumentMode::kOut && mode != ArgumentMode::kTable;
  }
};

enum class Volatility : uint8_t { kVolatile, kStable, kImmutable };
enum class Parallel : uint8_t { kUnsafe, kRestricted, kSafe };
// What CREATE or ALTER FUNCTION says beyond the signature. What is not said is
// absent.
struct RoutineOptions {
  std::optional<Volatility> volatility;
  std::optional<Parallel> parallel;
  std::optional<bool> strict;
  std::optional<bool> leakproof;
  std::optional<bool> security_definer;
  std::optional<bool> window;
  std::string_view cost;
  std::string_view rows;
  Name support;
  std::span<const Option> settings;  // SET a TO b; action '-' is RESET
  bool resets_all = false;           // RESET ALL
  Ident link_symbol;                 // AS 'file', 'symbol'
};
inline constexpr RoutineOptions kNoRoutineOptions;

// What is known of the code of a DO block, a function or a procedure whose
// language is plpgsql or sql.
struct Body {
  // Statements of the code, in source order, spans in the file. They are in
  // SqlFile::ops too.
  std::span<const Op* const> ops;
  // Commands made while the code runs: EXECUTE of anything but a constant.
  std::span<const Span> dynamic;
  // False when the code could not be read: it may do anything.
  bool readable = false;
  bool commits = false;  // COMMIT or ROLLBACK in a procedure or DO block
};
inline constexpr Body kNoBody;

}  // namespace interlock::sql
