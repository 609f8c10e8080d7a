// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/workflow/value.h"
#include "core/arena.h"

namespace interlock::workflow {

enum class TypeKind : uint8_t {
  kAny,  // not known before the run: fits everything
  kNull,
  kBool,
  kNumber,
  kString,
  kArray,
  kObject,
};

struct Type;

struct Property {
  std::string_view name;
  const Type* type;
};

// The type of an expression. Types are made once and never change; what is not
// constant lives in an arena. Null pointers stand for kAny.
struct Type {
  TypeKind kind = TypeKind::kAny;
  // Of objects: there are no keys but these, so others always give nothing.
  bool closed = false;
  // Of arrays that come from `a.*`: what follows holds for each element.
  bool filtered = false;
  std::span<const Property> properties = {};
  // Of arrays: each element. Of open objects: what other keys hold.
  const Type* element = nullptr;

  const Property* Find(std::string_view name) const;  // ignores case
};

inline constexpr Type kAnyType{};
inline constexpr Type kNullType{TypeKind::kNull};
inline constexpr Type kBoolType{TypeKind::kBool};
inline constexpr Type kNumberType{TypeKind::kNumber};
inline constexpr Type kStringType{TypeKind::kString};
inline constexpr Type kAnyArrayType{TypeKind::kArray};
inline constexpr Type kAnyObjectType{TypeKind::kObject};
inline constexpr Type kTextMapType{
    TypeKind::kObject, false, false, {}, &kStringType};
inline constexpr Type kEmptyType{TypeKind::kObject, true};

// "a text", "an object with 'outputs', 'result'".
std::string Describe(const Type& type);

// A closed object.
const Type* ObjectType(Arena& arena, const std::vector<Property>& properties);
// The type that is both; kAny where they differ.
const Type* Common(const Type* a, const Type* b);
// The type of a value: objects and arrays with what they hold.
const Type* TypeOf(const Value& value, Arena& arena);

}  // namespace interlock::workflow
