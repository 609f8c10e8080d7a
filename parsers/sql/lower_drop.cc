// SPDX-License-Identifier: Apache-2.0
// DROP, RENAME, SET SCHEMA, OWNER, COMMENT: what works on any object.
#include "parsers/sql/lower.h"

namespace interlock::sql {
namespace {

bool HasHolder(ObjectKind kind) {
  return kind == ObjectKind::kTrigger || kind == ObjectKind::kPolicy ||
         kind == ObjectKind::kRule || kind == ObjectKind::kColumn ||
         kind == ObjectKind::kConstraint ||
         kind == ObjectKind::kDomainConstraint;
}

void LowerDropStmt(Lowering& low, const ::DropStmt* stmt) {
  ObjectKind kind = KindOf(stmt->removeType);
  bool cascade = stmt->behavior == DROP_CASCADE;
  if (kind == ObjectKind::kTable || kind == ObjectKind::kForeignTable) {
    auto& op = low.Add<DropTable>();
    op.foreign = kind == ObjectKind::kForeignTable;
    op.tables = ObjectsOf(low, kind, stmt->objects, nullptr);
    op.if_exists = stmt->missing_ok;
    op.cascade = cascade;
  } else if (kind == ObjectKind::kIndex) {
    auto& op = low.Add<DropIndex>();
    op.indexes = ObjectsOf(low, kind, stmt->objects, nullptr);
    op.keyword = low.FindWord(low.statement(), "index");
    op.concurrently = stmt->concurrent;
    op.if_exists = stmt->missing_ok;
    op.cascade = cascade;
  } else {
    auto& op = low.Add<DropObject>();
    op.object = kind;
    op.if_exists = stmt->missing_ok;
    op.cascade = cascade;
    if (HasHolder(kind)) {
      NamedObject named =
          ObjectOf(low, kind, static_cast<::Node*>(linitial(stmt->objects)),
                   low.TokenAt(low.statement().begin).end);
      op.part = named.part;
      op.names = low.arena().CopyAll(std::vector<Name>{named.name});
    } else {
      op.names = ObjectsOf(low, kind, stmt->objects, &op.identities);
    }
  }
}

// After the words RENAME TO, or RENAME x TO: the last token, unless CASCADE or
// RESTRICT follows.
Ident NewName(Lowering& low, const char* name,
              ::DropBehavior behavior = DROP_RESTRICT) {
  Span all = low.statement();
  Tokens tokens = low.TokensFrom(all.begin);
  Token last = tokens.Next();
  Token before = last;
  for (Token t = last; t.kind != TokenKind::kEnd; t = tokens.Next()) {
    before = last;
    last = t;
  }
  bool named = name != nullptr && IsIdentifier(low.text(), last, name);
  if (!named &&
      (behavior == DROP_CASCADE || WordIs(low.text(), last, "restrict"))) {
    last = before;
  }
  return {low.Keep(name, last.span.begin), last.span};
}

// What the statement calls the object: the words after ALTER.
ObjectKind KindWritten(Lowering& low, ObjectKind otherwise) {
  Tokens tokens = low.TokensFrom(low.statement().begin);
  tokens.Next();
  Token word = tokens.Next();
  std::string_view text = low.text();
  if (WordIs(text, word, "table")) return ObjectKind::kTable;
  if (WordIs(text, word, "index")) return ObjectKind::kIndex;
  if (WordIs(text, word, "view")) return ObjectKind::kView;
  if (WordIs(text, word, "sequence")) return ObjectKind::kSequence;
  if (WordIs(text, word, "materialized")) return ObjectKind::kMaterializedView;
  if (WordIs(text, word, "foreign") && WordIs(text, tokens.Next(), "table")) {
    return ObjectKind::kForeignTable;
  }
  if (WordIs(text, word, "type")) return ObjectKind::kType;
  if (WordIs(text, word, "domain")) return ObjectKind::kDomain;
  return otherwise;
}

// Long: one branch for each kind of op.
void LowerRename(Lowering& low, const ::RenameStmt* stmt) {
  uint32_t begin = low.TokenAt(low.statement().begin).end;
  Name relation = low.NameOf(stmt->relation);
  Span rest = {std::max(relation.span.end, begin), low.statement().end};
  ObjectKind kind = KindOf(stmt->renameType);
  if (kind == ObjectKind::kTable) {
    auto& op = low.Add<RenameTable>();
    op.table = relation;
    op.relation_if_exists = stmt->missing_ok;
    op.to = NewName(low, stmt->newname);
    op.if_exists = stmt->missing_ok;
    return;
  }
  if (kind == ObjectKind::kColumn) {
    auto& op = low.Add<RenameColumn>();
    op.table = relation;
    op.written_as = KindWritten(low, ObjectKind::kTable);
    op.relation_if_exists = stmt->missing_ok;
    op.only = stmt->relation != nullptr && !stmt->relation->inh;
    Span verb = low.FindWord(rest, "rename");
    op.column = low.FindIdent(stmt->subname, {verb.end, rest.end});
    op.to = NewName(low, stmt->newname);
    op.if_exists = stmt->missing_ok;
    return;
  }
  auto& op = low.Add<RenameObject>();
  op.object = kind;
  op.if_exists = stmt->missing_ok;
  op.cascade = stmt->behavior == DROP_CASCADE;
  op.written_as = KindWritten(low, kind);
  op.to = NewName(low, stmt->newname, stmt->behavior);
  if (stmt->relation != nullptr) {
    op.name = relation;
    // A trigger or policy is written before its table, a constraint after.
    op.part = low.FindIdent(stmt->subname, {begin, low.statement().end});
  } else if (stmt->object != nullptr) {
    // A constraint of a domain comes apart from the domain.
    bool whole = kind != ObjectKind::kDomainConstraint;
    NamedObject named =
        ObjectOf(low, whole ? kind : ObjectKind::kDomain, stmt->object, begin);
    op.name = named.name;
    op.identity = named.identity;
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
  op.if_exists = stmt->missing_ok;
  op.written_as = KindWritten(low, op.object);
  if (stmt->relation != nullptr) {
    op.name = low.NameOf(stmt->relation);
  } else {
    NamedObject named = ObjectOf(low, op.object, stmt->object,
                                 low.TokenAt(low.statement().begin).end);
    op.name = named.name;
    op.identity = named.identity;
  }
  op.to = NewName(low, stmt->newschema);
}

void LowerOwner(Lowering& low, const ::AlterOwnerStmt* stmt) {
  auto& op = low.Add<AlterObject>();
  op.object = KindOf(stmt->objectType);
  op.change = ObjectChange::kOwner;
  NamedObject named = ObjectOf(low, op.object, stmt->object,
                               low.TokenAt(low.statement().begin).end);
  op.name = named.name;
  op.identity = named.identity;
  op.argument = low.Role(stmt->newowner);
}

void LowerComment(Lowering& low, const ::CommentStmt* stmt) {
  auto& op = low.Add<CommentOn>();
  op.object = KindOf(stmt->objtype);
  op.removes = stmt->comment == nullptr;
  op.text = low.Copied(stmt->comment);
  Span on = low.FindWord(low.statement(), "on");
  NamedObject named = ObjectOf(low, op.object, stmt->object, on.end);
  op.name = named.name;
  op.part = named.part;
  op.identity = named.identity;
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
  } else {
    return false;
  }
  return true;
}

}  // namespace interlock::sql
