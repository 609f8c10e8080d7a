// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/types.h"

#include "core/text.h"

namespace interlock::workflow {
namespace {

const Type* Plain(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNull:
      return &kNullType;
    case ValueKind::kBool:
      return &kBoolType;
    case ValueKind::kNumber:
      return &kNumberType;
    case ValueKind::kString:
      return &kStringType;
    default:
      return &kAnyType;
  }
}

// Values come from trees whose depth is bounded where they are made.
const Type* ArrayOf(const Value& value, Arena& arena) {
  Type type{TypeKind::kArray};
  for (const Value& item : value.items) {
    const Type* next = TypeOf(item, arena);
    type.element = type.element == nullptr ? next : Common(type.element, next);
  }
  return arena.New<Type>(type);
}

}  // namespace

const Property* Type::Find(std::string_view name) const {
  for (const Property& property : properties) {
    if (EqualsIgnoringCase(property.name, name)) return &property;
  }
  return nullptr;
}

std::string Describe(const Type& type) {
  switch (type.kind) {
    case TypeKind::kAny:
      return "anything";
    case TypeKind::kNull:
      return "null";
    case TypeKind::kBool:
      return "true or false";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kString:
      return "a text";
    case TypeKind::kArray:
      return "an array";
    case TypeKind::kObject:
      return "an object";
  }
  return "";
}

const Type* ObjectType(Arena& arena, const std::vector<Property>& properties) {
  Type type{TypeKind::kObject, true};
  type.properties = arena.CopyAll(properties);
  return arena.New<Type>(type);
}

const Type* Common(const Type* a, const Type* b) {
  if (a == nullptr || b == nullptr) return &kAnyType;
  if (a == b) return a;
  bool plain = a->kind != TypeKind::kArray && a->kind != TypeKind::kObject;
  if (a->kind == b->kind && plain) return a;
  if (a->kind != b->kind) return &kAnyType;
  return a->kind == TypeKind::kArray ? &kAnyArrayType : &kAnyObjectType;
}

const Type* TypeOf(const Value& value, Arena& arena) {
  if (value.kind == ValueKind::kArray) return ArrayOf(value, arena);
  if (value.kind != ValueKind::kObject) return Plain(value.kind);
  std::vector<Property> properties;
  for (size_t i = 0; i < value.items.size(); ++i) {
    properties.push_back(
        {arena.Copy(value.keys[i]), TypeOf(value.items[i], arena)});
  }
  if (value.openness == Openness::kClosed) return ObjectType(arena, properties);
  Type type{TypeKind::kObject};
  type.properties = arena.CopyAll(properties);
  return arena.New<Type>(type);
}

}  // namespace interlock::workflow
