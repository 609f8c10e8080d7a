// SPDX-License-Identifier: Apache-2.0
// How statements name objects of any kind.
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

const char* StringOf(const void* node) {
  return node != nullptr && IsA(node, String) ? strVal(node) : "";
}

::Node* Nth(const ::List* list, size_t at) {
  return static_cast<::Node*>(list_nth(list, int(at)));
}

// The dotted name of an object, from `at` on.
Name ObjectName(Lowering& low, ::Node* object, uint32_t at) {
  if (auto* list = INTERLOCK_AS(List, object)) return low.NameOf(list, at);
  if (auto* with = INTERLOCK_AS(ObjectWithArgs, object)) {
    return low.NameOf(with->objname, at);
  }
  if (auto* type = INTERLOCK_AS(TypeName, object)) {
    TypeName found = low.Type(type);
    return {found.schema(), found.name(), found.span};
  }
  if (auto* range = INTERLOCK_AS(RangeVar, object)) return low.NameOf(range);
  if (object == nullptr) return {};
  if (IsA(object, String)) {
    Ident ident = low.FindIdent(strVal(object), {at, low.statement().end});
    return {{}, ident.text, ident.span};
  }
  std::string number;
  if (!ConstantText(object, number)) return {};
  return {{}, low.arena().Copy(number), low.TokenAt(at)};
}

// A trigger, policy, rule or constraint is written before what holds it, a
// column after.
NamedObject PartOf(Lowering& low, const ::List* list, ObjectKind kind,
                   uint32_t at) {
  NamedObject out;
  const char* last = StringOf(llast(list));
  if (kind == ObjectKind::kColumn) {
    out.name = low.NameOf(list, at, SizeOf(list) - 1);
    Name full = low.NameOf(list, at);
    Tokens tokens(low.text(), full.span);
    Token token = tokens.Next();
    for (Token t = token; t.kind != TokenKind::kEnd; t = tokens.Next()) {
      token = t;
    }
    out.part = {low.Keep(last, token.span.begin), token.span};
    out.name.span.end = std::min(out.name.span.end, token.span.begin);
    return out;
  }
  Span all = {at, low.statement().end};
  out.part = low.FindIdent(last, all);
  if (out.part.span != all) all.begin = out.part.span.end;
  ::Node* first = Nth(list, 0);
  out.name = IsA(first, TypeName)
                 ? ObjectName(low, first, all.begin)
                 : low.NameOf(list, all.begin, SizeOf(list) - 1);
  return out;
}

// The access method comes first in the list and last in the text.
NamedObject OperatorClass(Lowering& low, const ::List* list, uint32_t at) {
  size_t count = SizeOf(list);
  Span rest = {at, low.statement().end};
  NamedObject out;
  const char* schema = count > 2 ? StringOf(Nth(list, count - 2)) : nullptr;
  Ident name = low.FindIdent(StringOf(Nth(list, count - 1)), rest);
  out.name = {schema != nullptr ? low.Keep(schema, at) : std::string_view(),
              name.text, name.span};
  Identity identity;
  if (name.span != rest) rest.begin = name.span.end;
  identity.scope = low.FindIdent(StringOf(Nth(list, 0)), rest);
  out.identity = low.arena().New<Identity>(identity);
  return out;
}

// CAST (a AS b), TRANSFORM FOR a LANGUAGE b: no name at all.
NamedObject Nameless(Lowering& low, const ::List* list) {
  Identity identity;
  identity.has_types = true;
  std::vector<TypeName> types;
  for (::Node* node : Each<::Node>(list)) {
    if (auto* type = INTERLOCK_AS(TypeName, node)) {
      types.push_back(low.Type(type));
    } else {
      identity.scope = low.FindIdent(StringOf(node), low.statement());
    }
  }
  identity.types = low.arena().CopyAll(types);
  NamedObject out;
  out.identity = low.arena().New<Identity>(identity);
  return out;
}

}  // namespace

NamedObject ObjectOf(Lowering& low, ObjectKind kind, ::Node* object,
                     uint32_t at) {
  auto* list = INTERLOCK_AS(List, object);
  if (SizeOf(list) >= 2) {
    switch (kind) {
      case ObjectKind::kTrigger:
      case ObjectKind::kPolicy:
      case ObjectKind::kRule:
      case ObjectKind::kColumn:
      case ObjectKind::kConstraint:
      case ObjectKind::kDomainConstraint:
        return PartOf(low, list, kind, at);
      case ObjectKind::kOperatorClass:
      case ObjectKind::kOperatorFamily:
        return OperatorClass(low, list, at);
      case ObjectKind::kCast:
      case ObjectKind::kTransform:
        return Nameless(low, list);
      default:
        break;
    }
  }
  NamedObject out;
  out.name = ObjectName(low, object, at);
  out.identity = low.IdentityOf(object);
  return out;
}

std::span<const Name> ObjectsOf(Lowering& low, ObjectKind kind,
                                const ::List* objects,
                                std::span<const Identity>* identities) {
  std::vector<Name> out;
  std::vector<Identity> found;
  bool plain = true;
  uint32_t at = low.TokenAt(low.statement().begin).end;
  for (::Node* object : Each<::Node>(objects)) {
    NamedObject named = ObjectOf(low, kind, object, at);
    Span span = named.name.span;
    if (span != low.statement()) at = std::max(at, span.end);
    out.push_back(named.name);
    if (identities == nullptr) continue;
    found.push_back(*named.identity);
    plain &= named.identity == &kNoIdentity;
  }
  if (!plain) *identities = low.arena().CopyAll(found);
  return low.arena().CopyAll(out);
}

}  // namespace interlock::sql
