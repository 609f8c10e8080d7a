// SPDX-License-Identifier: Apache-2.0
// DROP, RENAME, SET SCHEMA, OWNER, COMMENT, GRANT: what works on any object.
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

const char* StringOf(const void* node) {
  return IsA(node, String) ? strVal(node) : "";
}

// The dotted name of an object of any kind, from `at` on.
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
  if (object != nullptr && IsA(object, String)) {
    Ident ident = low.FindIdent(strVal(object), {at, low.statement().end});
    return {{}, ident.text, ident.span};
  }
  return {};
}

bool IsPart(ObjectKind kind) {
  return kind == ObjectKind::kTrigger || kind == ObjectKind::kPolicy ||
         kind == ObjectKind::kRule || kind == ObjectKind::kColumn ||
         kind == ObjectKind::kConstraint ||
         kind == ObjectKind::kDomainConstraint;
}

// A name whose last part is inside the object that the parts before it name:
// a column, or a trigger, which is written before its table.
void SplitPart(Lowering& low, ::Node* object, ObjectKind kind, uint32_t at,
               Name* holder, Ident* part) {
  auto* list = INTERLOCK_AS(List, object);
  if (list == nullptr || SizeOf(list) < 2) {
    *holder = ObjectName(low, object, at);
    return;
  }
  auto* first = static_cast<::Node*>(linitial(list));
  const char* last = StringOf(llast(list));
  Span all = {at, low.statement().end};
  if (kind != ObjectKind::kColumn) {
    *part = low.FindIdent(last, all);
    if (part->span != all) all.begin = part->span.end;
  }
  *holder = IsA(first, TypeName)
                ? ObjectName(low, first, all.begin)
                : low.NameOf(list, all.begin, SizeOf(list) - 1);
  if (kind == ObjectKind::kColumn) {
    Name full = low.NameOf(list, at);
    Tokens tokens(low.text(), full.span);
    Token token = tokens.Next();
    for (Token t = token; t.kind != TokenKind::kEnd; t = tokens.Next()) {
      token = t;
    }
    *part = {low.Keep(last, token.span.begin), token.span};
    holder->span.end = std::min(holder->span.end, token.span.begin);
  }
}

std::span<const Name> ObjectNames(Lowering& low, const ::List* objects) {
  std::vector<Name> out;
  uint32_t at = low.TokenAt(low.statement().begin).end;
  for (::Node* object : Each<::Node>(objects)) {
    Name name = ObjectName(low, object, at);
    if (name.span != low.statement()) at = std::max(at, name.span.end);
    out.push_back(name);
  }
  return low.arena().CopyAll(out);
}

void LowerDropStmt(Lowering& low, const ::DropStmt* stmt) {
  ObjectKind kind = KindOf(stmt->removeType);
  bool cascade = stmt->behavior == DROP_CASCADE;
  if (kind == ObjectKind::kTable || kind == ObjectKind::kForeignTable) {
    auto& op = low.Add<DropTable>();
    op.tables = ObjectNames(low, stmt->objects);
    op.if_exists = stmt->missing_ok;
    op.cascade = cascade;
  } else if (kind == ObjectKind::kIndex) {
    auto& op = low.Add<DropIndex>();
    op.indexes = ObjectNames(low, stmt->objects);
    op.keyword = low.FindWord(low.statement(), "index");
    op.concurrently = stmt->concurrent;
    op.if_exists = stmt->missing_ok;
    op.cascade = cascade;
  } else {
    auto& op = low.Add<DropObject>();
    op.object = kind;
    op.if_exists = stmt->missing_ok;
    op.cascade = cascade;
    if (IsPart(kind)) {
      Name holder;
      SplitPart(low, static_cast<::Node*>(linitial(stmt->objects)), kind,
                low.TokenAt(low.statement().begin).end, &holder, &op.part);
      op.names = low.arena().CopyAll(std::vector<Name>{holder});
    } else {
      op.names = ObjectNames(low, stmt->objects);
    }
  }
}

// After the words RENAME TO, or RENAME x TO.
Ident NewName(Lowering& low, const char* name) {
  Span all = low.statement();
  Tokens tokens = low.TokensFrom(all.begin);
  Token last = tokens.Next();
  for (Token t = last; t.kind != TokenKind::kEnd; t = tokens.Next()) last = t;
  return {low.Keep(name, last.span.begin), last.span};
}

void LowerRename(Lowering& low, const ::RenameStmt* stmt) {
  uint32_t begin = low.TokenAt(low.statement().begin).end;
  Name relation = low.NameOf(stmt->relation);
  Span rest = {std::max(relation.span.end, begin), low.statement().end};
  ObjectKind kind = KindOf(stmt->renameType);
  if (kind == ObjectKind::kTable) {
    auto& op = low.Add<RenameTable>();
    op.table = relation;
    op.to = NewName(low, stmt->newname);
    op.if_exists = stmt->missing_ok;
    return;
  }
  if (kind == ObjectKind::kColumn) {
    auto& op = low.Add<RenameColumn>();
    op.table = relation;
    Span verb = low.FindWord(rest, "rename");
    op.column = low.FindIdent(stmt->subname, {verb.end, rest.end});
    op.to = NewName(low, stmt->newname);
    op.if_exists = stmt->missing_ok;
    return;
  }
  auto& op = low.Add<RenameObject>();
  op.object = kind;
  op.if_exists = stmt->missing_ok;
  op.to = NewName(low, stmt->newname);
  if (stmt->relation != nullptr) {
    op.name = relation;
    // A trigger or policy is written before its table, a constraint after.
    op.part = low.FindIdent(stmt->subname, {begin, low.statement().end});
  } else if (stmt->object != nullptr) {
    op.name = ObjectName(low, stmt->object, begin);
    op.part = low.FindIdent(stmt->subname, {op.name.span.end, rest.end});
  } else {
    op.name.name = low.FindIdent(stmt->subname, rest).text;
    op.name.span = low.FindIdent(stmt->subname, rest).span;
  }
  Tokens tokens = low.TokensFrom(begin);
  op.written_as_table = kind != ObjectKind::kConstraint &&
                        WordIs(low.text(), tokens.Next(), "table");
}

void LowerSchema(Lowering& low, const ::AlterObjectSchemaStmt* stmt) {
  auto& op = low.Add<SetSchema>();
  op.object = KindOf(stmt->objectType);
  op.name = stmt->relation != nullptr
                ? low.NameOf(stmt->relation)
                : ObjectName(low, stmt->object,
                             low.TokenAt(low.statement().begin).end);
  op.to = NewName(low, stmt->newschema);
}

void LowerOwner(Lowering& low, const ::AlterOwnerStmt* stmt) {
  auto& op = low.Add<AlterObject>();
  op.object = KindOf(stmt->objectType);
  op.name =
      ObjectName(low, stmt->object, low.TokenAt(low.statement().begin).end);
}

void LowerComment(Lowering& low, const ::CommentStmt* stmt) {
  auto& op = low.Add<CommentOn>();
  op.object = KindOf(stmt->objtype);
  op.removes = stmt->comment == nullptr;
  Span on = low.FindWord(low.statement(), "on");
  if (IsPart(op.object)) {
    SplitPart(low, stmt->object, op.object, on.end, &op.name, &op.part);
  } else {
    op.name = ObjectName(low, stmt->object, on.end);
  }
}

bool ToPublic(const ::List* grantees) {
  for (::Node* node : Each<::Node>(grantees)) {
    auto* role = INTERLOCK_AS(RoleSpec, node);
    if (role != nullptr && role->roletype == ROLESPEC_PUBLIC) return true;
  }
  return false;
}

void LowerGrant(Lowering& low, const ::GrantStmt* stmt) {
  auto& op = low.Add<Grant>();
  op.object = stmt->targtype == ACL_TARGET_OBJECT ? KindOf(stmt->objtype)
                                                  : ObjectKind::kSchema;
  op.revoke = !stmt->is_grant;
  op.to_public = ToPublic(stmt->grantees);
  op.names = ObjectNames(low, stmt->objects);
}

void LowerGrantRole(Lowering& low, const ::GrantRoleStmt* stmt) {
  auto& op = low.Add<Grant>();
  op.object = ObjectKind::kRole;
  op.revoke = !stmt->is_grant;
}

void LowerDefaults(Lowering& low, const ::AlterDefaultPrivilegesStmt* stmt) {
  auto& op = low.Add<Grant>();
  op.object = ObjectKind::kSchema;
  if (stmt->action == nullptr) return;
  op.revoke = !stmt->action->is_grant;
  op.to_public = ToPublic(stmt->action->grantees);
}

}  // namespace

bool LowerDrop(Lowering& low, ::Node* node) {
  if (auto* drop = INTERLOCK_AS(DropStmt, node)) {
    LowerDropStmt(low, drop);
  } else if (auto* rename = INTERLOCK_AS(RenameStmt, node)) {
    LowerRename(low, rename);
  } else if (auto* schema = INTERLOCK_AS(AlterObjectSchemaStmt, node)) {
    LowerSchema(low, schema);
  } else if (auto* owner = INTERLOCK_AS(AlterOwnerStmt, node)) {
    LowerOwner(low, owner);
  } else if (auto* comment = INTERLOCK_AS(CommentStmt, node)) {
    LowerComment(low, comment);
  } else if (auto* grant = INTERLOCK_AS(GrantStmt, node)) {
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
