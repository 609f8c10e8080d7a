// SPDX-License-Identifier: Apache-2.0
// Rows, maintenance and the server.
#include <algorithm>

#include "analyzers/sql/meter.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql {

// The other tables of foreign keys: those it points to, or those that point
// here.
void Meter::LookUp(const Relation* table, bool incoming) {
  if (!full() || table == nullptr) return;
  auto look = [&](const ConstraintFact& fact, const Relation* other) {
    if (fact.hidden || other == nullptr || other == table) return;
    if (fact.def->kind != ConstraintKind::kForeignKey) return;
    AddRelation(*other, Fact::kLookedUp, fact.def->span);
  };
  if (incoming) {
    view_.EachForeignKeyTo(
        *table, [&](const ConstraintFact& fact) { look(fact, fact.relation); });
  } else {
    view_.EachConstraint(*table, [&](const ConstraintFact& fact) {
      look(fact, fact.references);
    });
  }
}

void Meter::Measure(const Insert& op) {
  const Relation* table = view_.Find(op.table);
  AddTo(op.table, table, Fact::kInsert);
  if (!full()) return;
  Read(op.reads, Work::kQuery);
  if (table == nullptr) return;
  LookUp(table, false);
  if (op.columns.empty() && !op.default_values) return;
  for (const Column& column : view_.Columns(*table)) {
    const Relation* sequence = view_.SequenceOf(*table, column.name);
    bool given = std::ranges::any_of(
        op.columns, [&](const Ident& one) { return one.text == column.name; });
    if (sequence == nullptr || given) continue;
    AddRelation(*sequence, Fact::kUseSequence, op.table.span);
  }
}

namespace {

// A name as text has it: 'app."Orders_id_seq"'.
Name NameIn(std::string_view text) {
  auto plain = [](std::string_view part) {
    bool quoted = part.size() > 1 && part[0] == '"' && part.back() == '"';
    return quoted ? part.substr(1, part.size() - 2) : part;
  };
  size_t dot = text.find('.');
  if (dot == text.npos) return {{}, plain(text), {}};
  return {plain(text.substr(0, dot)), plain(text.substr(dot + 1)), {}};
}

// The first argument of a call when it is a plain string, else "".
std::string_view FirstString(std::string_view text, Tokens& tokens) {
  Token open = tokens.Next();
  Token token = tokens.Next();
  bool string = open.symbol == '(' && token.kind == TokenKind::kString;
  std::string_view raw = string ? token.span.In(text) : std::string_view();
  bool plain = raw.size() > 2 && raw.front() == '\'' &&
               raw.find('\'', 1) == raw.size() - 1;
  return plain ? raw.substr(1, raw.size() - 2) : std::string_view();
}

}  // namespace

// 's', or pg_get_serial_sequence('t', 'a').
const Relation* Meter::SequenceIn(std::string_view text, Span call) const {
  auto end = static_cast<uint32_t>(text.size());
  Tokens tokens(text, {call.end, end});
  if (std::string_view name = FirstString(text, tokens); !name.empty()) {
    return view_.Find(NameIn(name));
  }
  Tokens inner(text, {call.end, end});
  inner.Next();
  if (!WordIs(text, inner.Next(), "pg_get_serial_sequence")) return nullptr;
  const Relation* table = view_.Find(NameIn(FirstString(text, inner)));
  Token comma = inner.Next();
  Token column = inner.Next();
  std::string_view raw = column.span.In(text);
  bool named = table != nullptr && comma.symbol == ',' &&
               column.kind == TokenKind::kString && raw.size() > 2;
  return named ? view_.SequenceOf(*table, raw.substr(1, raw.size() - 2))
               : nullptr;
}

// A sequence is written in passing, whatever becomes of the transaction.
void Meter::UseSequences(const Select& op) {
  for (const Name& function : op.functions) {
    bool uses = function.name == "nextval" || function.name == "setval" ||
                function.name == "currval";
    if (!uses || op.from_string) continue;
    const Relation* sequence =
        SequenceIn(view_.TextAt(view_.time()), function.span);
    if (sequence == nullptr) {
      effects_.known = false;
    } else {
      AddRelation(*sequence, Fact::kUseSequence, function.span);
    }
  }
}

void Meter::Measure(const Truncate& op) {
  effects_.loss = Loss::kData;
  std::vector<const Relation*> emptied;
  auto empty = [&](const Name& name, const Relation* relation) {
    AddTo(name, relation, Fact::kTruncate);
    if (relation == nullptr || !full()) return;
    emptied.push_back(relation);
    if (op.only) return;
    for (const Relation* child : Below(*relation)) {
      AddRelation(*child, Fact::kTruncate, name.span);
      emptied.push_back(child);
    }
  };
  for (const Name& name : op.tables) empty(name, view_.Find(name));
  if (!full()) return;
  for (size_t at = 0; op.cascade && at < emptied.size(); ++at) {
    if (emptied.size() > static_cast<size_t>(kMaxParts)) break;
    view_.EachForeignKeyTo(*emptied[at], [&](const ConstraintFact& fact) {
      const Relation* other = fact.relation;
      bool again = other == nullptr ||
                   std::ranges::find(emptied, other) != emptied.end();
      if (again) return;
      QualifiedName name = view_.NameOf(*other);
      empty({name.schema, name.name, op.span}, other);
    });
  }
  for (const Relation* table : emptied) {
    AddIndexes(*table, Lock::kAccessExclusive, true);
    if (!op.restart_identity) continue;
    view_.EachDependent(*table, [&](const Dependent& link) {
      if (link.bond != Bond::kOwned) return;
      AddRelation(static_cast<const Relation&>(*link.who), Fact::kTruncate,
                  op.span);
    });
  }
}

void Meter::Measure(const LockTable& op) {
  for (const Name& name : op.tables) {
    RelationEffect& item = Add(name, Fact::kLocked);
    item.lock = LockNamed(op.mode);
    if (item.relation == nullptr || !full()) continue;
    RelationEffect copy = item;
    if (copy.relation->kind == RelationKind::kView) {
      size_t first = effects_.list.all().size();
      Read({&name, 1}, Work::kInstant);
      const ViewVersion* version = copy.relation->parts == nullptr
                                       ? nullptr
                                       : copy.relation->parts->views;
      if (version != nullptr) Read(version->def->reads, Work::kInstant);
      for (RelationEffect& read : effects_.list.all().subspan(first)) {
        read.lock = copy.lock;
        read.fact = Fact::kLocked;
      }
    } else if (!op.only) {
      Spread(copy);
    }
  }
}

void Meter::Measure(const Vacuum& op) {
  if (!op.analyze_only) effects_.in_transaction = InTransaction::kRefused;
  for (const Name& name : op.tables) {
    RelationEffect item = Add(name, op.full           ? Fact::kVacuumFull
                                    : op.analyze_only ? Fact::kAnalyze
                                                      : Fact::kVacuum);
    Spread(item);
  }
}

void Meter::Measure(const Cluster& op) {
  if (op.table.empty()) {
    effects_.in_transaction = InTransaction::kRefused;
    effects_.known = !full();
  }
  RelationEffect item = Add(op.table, Fact::kCluster);
  if (item.relation == nullptr || !item.relation->partitioned) return;
  effects_.in_transaction = InTransaction::kRefused;
  Spread(item);
}

void Meter::Measure(const ServerCommand& op) {
  constexpr std::string_view kAlone[] = {"ALTER SYSTEM", "CREATE DATABASE",
                                         "DROP DATABASE", "CREATE TABLESPACE",
                                         "DROP TABLESPACE"};
  for (std::string_view what : kAlone) {
    if (op.what.starts_with(what)) {
      effects_.in_transaction = InTransaction::kRefused;
    }
  }
  if (op.what.starts_with("DROP")) effects_.loss = Loss::kData;
  effects_.known = !op.what.starts_with("DROP OWNED");
}

// Long: one case for each kind of op.
bool Meter::MeasureData(const Op& op) {
  switch (op.kind) {
    case OpKind::kInsert:
      Measure(To<Insert>(op));
      return true;
    case OpKind::kUpdate:
      effects_.loss = Loss::kData;
      Add(To<Update>(op).table, Fact::kUpdate);
      if (full()) Read(To<Update>(op).reads, Work::kQuery);
      return true;
    case OpKind::kDelete:
      effects_.loss = Loss::kData;
      Add(To<Delete>(op).table, Fact::kDelete);
      LookUp(view_.Find(To<Delete>(op).table), true);
      if (full()) Read(To<Delete>(op).reads, Work::kQuery);
      return true;
    case OpKind::kTruncate:
      Measure(To<Truncate>(op));
      return true;
    case OpKind::kCopyData:
      if (To<CopyData>(op).from) Add(To<CopyData>(op).table, Fact::kInsert);
      return true;
    case OpKind::kSelect:
      if (full()) {
        Read(To<Select>(op).reads, Work::kQuery);
        UseSequences(To<Select>(op));
      }
      return true;
    case OpKind::kLockTable:
      Measure(To<LockTable>(op));
      return true;
    case OpKind::kVacuum:
      Measure(To<Vacuum>(op));
      return true;
    case OpKind::kCluster:
      Measure(To<Cluster>(op));
      return true;
    case OpKind::kServerCommand:
      Measure(To<ServerCommand>(op));
      return true;
    case OpKind::kAddEnumValue:
      if (version() < 12) effects_.in_transaction = InTransaction::kRefused;
      return true;
    case OpKind::kCommentOn: {
      const auto& comment = To<CommentOn>(op);
      if (!full() || comment.name.empty()) return true;
      const Relation* relation = view_.Find(comment.name);
      switch (comment.object) {
        case ObjectKind::kIndex:
          if (relation != nullptr) {
            AddIndex(*relation, Lock::kShareUpdateExclusive, false);
          }
          break;
        case ObjectKind::kTable:
        case ObjectKind::kColumn:
        case ObjectKind::kView:
        case ObjectKind::kMaterializedView:
        case ObjectKind::kSequence:
        case ObjectKind::kForeignTable:
          AddTo(comment.name, relation, Fact::kComment);
          break;
        case ObjectKind::kConstraint:
        case ObjectKind::kTrigger:
        case ObjectKind::kPolicy:
        case ObjectKind::kRule:
          AddTo(comment.name, relation, Fact::kReadDefinition);
          break;
        default:
          break;
      }
      return true;
    }
    case OpKind::kGrant: {
      const auto& grant = To<Grant>(op);
      bool locks = full() && version() >= 17 &&
                   grant.object == ObjectKind::kTable &&
                   grant.scope == GrantScope::kNamed;
      if (!locks) return true;
      for (const Name& name : grant.names) Add(name, Fact::kReadDefinition);
      return true;
    }
    case OpKind::kDoBlock: {
      // What can be read of it follows as ops of its own.
      const Body& body = *To<DoBlock>(op).body_facts;
      effects_.known = full() && body.readable && body.dynamic.empty();
      return true;
    }
    case OpKind::kCallProcedure:
      effects_.known = false;
      return true;
    default:
      return false;
  }
}

}  // namespace interlock::sql
