// SPDX-License-Identifier: Apache-2.0
// GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

bool ToPublic(const ::List* grantees) {
  for (::Node* node : Each<::Node>(grantees)) {
    auto* role = INTERLOCK_AS(RoleSpec, node);
    if (role != nullptr && role->roletype == ROLESPEC_PUBLIC) return true;
  }
  return false;
}

std::span<const Privilege> Privileges(Lowering& low, const ::List* list) {
  std::vector<Privilege> out;
  Span range = low.statement();
  for (::Node* node : Each<::Node>(list)) {
    auto* item = INTERLOCK_AS(AccessPriv, node);
    if (item == nullptr) continue;
    Privilege privilege;
    privilege.name = low.FindIdent(item->priv_name, range);
    if (privilege.name.span != range && !privilege.name.empty()) {
      range.begin = privilege.name.span.end;
    }
    if (item->cols != nullptr)
      privilege.columns = low.Idents(item->cols, range);
    out.push_back(privilege);
  }
  return low.arena().CopyAll(out);
}

void Who(Lowering& low, const ::GrantStmt* stmt, Grant& op) {
  op.revoke = !stmt->is_grant;
  op.to_public = ToPublic(stmt->grantees);
  op.grantees = low.Roles(stmt->grantees);
  op.privileges = Privileges(low, stmt->privileges);
  op.grant_option = stmt->grant_option;
  op.cascade = stmt->behavior == DROP_CASCADE;
}

void LowerGrant(Lowering& low, const ::GrantStmt* stmt) {
  auto& op = low.Add<Grant>();
  op.object = KindOf(stmt->objtype);
  Who(low, stmt, op);
  op.grantor = low.Role(stmt->grantor);
  ObjectKind named = op.object;
  if (stmt->targtype == ACL_TARGET_ALL_IN_SCHEMA) {
    op.scope = GrantScope::kAllInSchema;
    named = ObjectKind::kSchema;
  }
  // The privileges may name the same words as the objects.
  op.names = ObjectsOf(low, named, stmt->objects, &op.identities);
}

void LowerGrantRole(Lowering& low, const ::GrantRoleStmt* stmt) {
  auto& op = low.Add<Grant>();
  op.object = ObjectKind::kRole;
  op.revoke = !stmt->is_grant;
  std::vector<Name> roles;
  for (const Privilege& p : Privileges(low, stmt->granted_roles)) {
    roles.push_back({{}, p.name.text, p.name.span});
  }
  op.names = low.arena().CopyAll(roles);
  op.grantees = low.Roles(stmt->grantee_roles);
  op.grantor = low.Role(stmt->grantor);
  op.cascade = stmt->behavior == DROP_CASCADE;
  for (const Option& option : low.Options(stmt->opt)) {
    op.grant_option |= option.name.text == "admin" && option.value != "false";
  }
}

void LowerDefaults(Lowering& low, const ::AlterDefaultPrivilegesStmt* stmt) {
  auto& op = low.Add<Grant>();
  op.scope = GrantScope::kDefault;
  op.object = ObjectKind::kSchema;
  for (::Node* node : Each<::Node>(stmt->options)) {
    auto* option = INTERLOCK_AS(DefElem, node);
    auto* list = option != nullptr ? INTERLOCK_AS(List, option->arg) : nullptr;
    if (list == nullptr) continue;
    if (std::string_view(option->defname) == "roles") {
      op.for_roles = low.Roles(list);
    } else {
      op.names = ObjectsOf(low, ObjectKind::kSchema, list, nullptr);
    }
  }
  if (stmt->action == nullptr) return;
  op.object = KindOf(stmt->action->objtype);
  Who(low, stmt->action, op);
}

}  // namespace

bool LowerGrants(Lowering& low, ::Node* node) {
  if (auto* grant = INTERLOCK_AS(GrantStmt, node)) {
    LowerGrant(low, grant);
  } else if (auto* role = INTERLOCK_AS(GrantRoleStmt, node)) {
    LowerGrantRole(low, role);
  } else if (auto* defaults = INTERLOCK_AS(AlterDefaultPrivilegesStmt, node)) {
    LowerDefaults(low, defaults);
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
