// SPDX-License-Identifier: Apache-2.0
// Options, settings, roles, sequences' parameters: lists of names and values.
#include <charconv>

#include "core/text.h"
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

const char* Last(const ::List* parts) {
  if (parts == nullptr) return "";
  auto* node = static_cast<::Node*>(llast(parts));
  return IsA(node, String) ? strVal(node) : "";
}

// "a.b" of a list of strings.
void AppendDotted(const ::List* parts, std::string& out) {
  bool first = true;
  for (::Node* part : Each<::Node>(parts)) {
    if (!first) out += '.';
    first = false;
    if (IsA(part, String)) out += strVal(part);
  }
}

char ActionOf(::DefElemAction action) {
  switch (action) {
    case DEFELEM_SET:
      return '=';
    case DEFELEM_ADD:
      return '+';
    case DEFELEM_DROP:
      return '-';
    default:
      return '\0';
  }
}

std::optional<int64_t> NumberOf(const ::Node* node) {
  std::string text;
  if (node == nullptr || !ConstantText(node, text)) return {};
  int64_t value = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace

bool ConstantText(const ::Node* node, std::string& out) {
  if (node == nullptr) return false;
  switch (nodeTag(node)) {
    case T_Integer:
      out += std::to_string(intVal(node));
      return true;
    case T_Float:
      out += reinterpret_cast<const ::Float*>(node)->fval;
      return true;
    case T_Boolean:
      out += boolVal(node) ? "true" : "false";
      return true;
    case T_String:
      out += strVal(node);
      return true;
    case T_A_Star:
      out += '*';
      return true;
    case T_TypeCast:
      return ConstantText(reinterpret_cast<const ::TypeCast*>(node)->arg, out);
    case T_A_Const: {
      auto* constant = reinterpret_cast<const ::A_Const*>(node);
      if (constant->isnull) return false;
      return ConstantText(reinterpret_cast<const ::Node*>(&constant->val), out);
    }
    case T_TypeName: {
      auto* type = reinterpret_cast<const ::TypeName*>(node);
      AppendDotted(type->names, out);
      return true;
    }
    default:
      return false;
  }
}

std::span<const Option> Lowering::Options(const ::List* elems) {
  if (elems == nullptr) return {};
  std::vector<Option> out;
  out.reserve(SizeOf(elems));
  std::string value;
  for (::Node* node : Each<::Node>(elems)) {
    auto* elem = INTERLOCK_AS(DefElem, node);
    if (elem == nullptr) continue;
    Option option;
    option.action = ActionOf(elem->defaction);
    option.space = Copied(elem->defnamespace);
    option.name = IdentAt(elem->defname, elem->location);
    auto add = [&](const ::Node* arg) {
      value.clear();
      option.has_value = ConstantText(arg, value);
      option.value = arena().Copy(value);
      out.push_back(option);
    };
    auto* list = INTERLOCK_AS(List, elem->arg);
    if (list == nullptr) {
      add(elem->arg);
    } else {
      for (::Node* item : Each<::Node>(list)) add(item);
    }
  }
  return arena().CopyAll(out);
}

Option Lowering::SettingOf(const ::VariableSetStmt* set) {
  Option out;
  out.name.text =
      arena().Copy(AsciiLower(set->name != nullptr ? set->name : ""));
  out.name.span = FindIdent(set->name, statement_).span;
  if (set->kind != VAR_SET_VALUE) {
    bool reset = set->kind == VAR_RESET || set->kind == VAR_RESET_ALL ||
                 set->kind == VAR_SET_DEFAULT;
    out.action = reset ? '-' : '=';
    return out;
  }
  std::string value;
  for (::Node* arg : Each<::Node>(set->args)) {
    if (!value.empty()) value += ", ";
    ConstantText(arg, value);
  }
  out.has_value = true;
  out.value = arena().Copy(value);
  return out;
}

// Long: one line for each parameter.
const SequenceOptions* Lowering::Sequence(const ::List* elems) {
  if (elems == nullptr) return &kNoSequenceOptions;
  auto* out = arena().New<SequenceOptions>();
  for (::Node* node : Each<::Node>(elems)) {
    auto* elem = INTERLOCK_AS(DefElem, node);
    if (elem == nullptr) continue;
    std::string_view name = elem->defname;
    std::optional<int64_t> value = NumberOf(elem->arg);
    if (name == "as") {
      if (auto* type = INTERLOCK_AS(TypeName, elem->arg))
        out->type = Type(type);
    } else if (name == "start") {
      out->start = value;
    } else if (name == "increment") {
      out->increment = value;
    } else if (name == "minvalue") {
      out->minimum = value;
      out->no_minimum = elem->arg == nullptr;
    } else if (name == "maxvalue") {
      out->maximum = value;
      out->no_maximum = elem->arg == nullptr;
    } else if (name == "cache") {
      out->cache = value;
    } else if (name == "restart") {
      out->restarts = true;
      out->restart = value;
    } else if (name == "cycle") {
      out->cycle = elem->arg == nullptr || boolVal(elem->arg);
    } else if (name == "logged") {
      out->logged = true;
    } else if (name == "unlogged") {
      out->logged = false;
    } else if (auto* list = INTERLOCK_AS(List, elem->arg)) {
      if (name == "sequence_name") out->name = NameOf(list, At(elem->location));
      if (name == "owned_by") {
        out->owned_none =
            SizeOf(list) == 1 && std::string_view(Last(list)) == "none";
      }
    }
  }
  return out;
}

Ident Lowering::Role(const ::RoleSpec* role) {
  if (role == nullptr) return {};
  switch (role->roletype) {
    case ROLESPEC_CURRENT_ROLE:
      return {"current_role", TokenAt(At(role->location))};
    case ROLESPEC_CURRENT_USER:
      return {"current_user", TokenAt(At(role->location))};
    case ROLESPEC_SESSION_USER:
      return {"session_user", TokenAt(At(role->location))};
    case ROLESPEC_PUBLIC:
      return {"public", TokenAt(At(role->location))};
    default:
      return IdentAt(role->rolename, role->location);
  }
}

std::span<const Ident> Lowering::Roles(const ::List* roles) {
  std::vector<Ident> out;
  for (::Node* node : Each<::Node>(roles)) {
    auto* role = INTERLOCK_AS(RoleSpec, node);
    if (role == nullptr || role->roletype == ROLESPEC_PUBLIC) continue;
    out.push_back(Role(role));
  }
  return arena().CopyAll(out);
}

std::span<const TypeName> Lowering::Types(const ::List* types) {
  std::vector<TypeName> out;
  for (::Node* node : Each<::Node>(types)) {
    out.push_back(Type(INTERLOCK_AS(TypeName, node)));
  }
  return arena().CopyAll(out);
}

const Identity* Lowering::IdentityOf(::Node* object) {
  auto* with = INTERLOCK_AS(ObjectWithArgs, object);
  if (with == nullptr || with->args_unspecified) return &kNoIdentity;
  Identity out;
  out.has_types = true;
  out.types = Types(with->objargs);
  return arena().New<Identity>(out);
}

}  // namespace interlock::sql
