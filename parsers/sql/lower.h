// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/arena.h"
#include "core/small_list.h"
#include "parsers/sql/lexer.h"
#include "parsers/sql/ops.h"
#include "parsers/sql/query_scratch.h"
#include "parsers/sql/sql_file.h"
//
#include "parsers/sql/pg.h"

// From PostgreSQL's raw nodes to ops, one statement at a time. Raw nodes hold
// few locations, so spans come from the nodes where they are and from the
// statement's own tokens where they are not.
namespace interlock::sql {

// A walk over the items of a PostgreSQL list, typed.
template <class T>
class Each {
 public:
  explicit Each(const ::List* list) : list_(list) {}
  class Iterator {
   public:
    explicit Iterator(const ::ListCell* cell) : cell_(cell) {}
    T* operator*() const { return static_cast<T*>(cell_->ptr_value); }
    Iterator& operator++() { return ++cell_, *this; }
    bool operator!=(const Iterator& o) const { return cell_ != o.cell_; }

   private:
    const ::ListCell* cell_;
  };
  Iterator begin() const {
    return Iterator(list_ != nullptr ? list_->elements : nullptr);
  }
  Iterator end() const {
    return Iterator(list_ != nullptr ? list_->elements + list_->length
                                     : nullptr);
  }

 private:
  const ::List* list_;
};

inline size_t SizeOf(const ::List* list) {
  return list == nullptr ? 0 : static_cast<size_t>(list->length);
}

// The node as T when its tag is T's, else null. Works on null.
#define INTERLOCK_AS(T, node) \
  ((node) != nullptr && IsA(node, T) ? castNode(T, node) : nullptr)

// What RETURNING lists.
template <class T>
const ::List* ReturnedBy(const T* stmt) {
#if PG_VERSION_NUM >= 180000
  return stmt->returningClause != nullptr ? stmt->returningClause->exprs
                                          : nullptr;
#else
  return stmt->returningList;
#endif
}

// The types that a file named last, so that naming one again costs nothing.
class TypeCache {
 public:
  // Where that type is if it is known: the caller compares, and replaces.
  const TypeShape*& PlaceOf(const TypeShape& shape) {
    size_t hash = std::hash<std::string_view>()(shape.name) +
                  size_t(shape.modifiers[0]) * 31 + shape.array_dims;
    return places_[hash % places_.size()];
  }

 private:
  std::array<const TypeShape*, 64> places_{};
};

// What the statements of one file share.
struct FileState {
  TypeCache types;
  // A copy of the text in which code inside of quotes is as the server sees
  // it, byte for byte in its place. Made when it is first needed.
  std::string code;
  QueryScratch query;
  // Of the expression under way.
  std::vector<Name> functions;
  std::vector<Ident> columns;
  int body_depth = 0;
};

// Of the parts of a list; most have few.
using Spans = SmallList<Span, 16>;

// What the lowering of one statement shares. Node locations count from
// `base`; all spans are offsets into the source.
class Lowering {
 public:
  // `shown` is what the grammar saw, byte for byte as long as the source:
  // tokens are read there, while names point into the source, so that a
  // placeholder's name is what was written.
  Lowering(SqlFile& file, FileState& state, std::string_view shown,
           uint32_t base)
      : text_(shown), file_(file), state_(state), base_(base) {}

  // The statement under way.
  void Begin(Span statement, uint32_t index);
  // To its trimmed text, or to a statement inside it, such as a part of CREATE
  // SCHEMA; and back.
  void Narrow(Span inner) { statement_ = inner; }
  Span statement() const { return statement_; }
  std::string_view text() const { return text_; }
  Arena& arena() { return file_.arena; }

  template <class T>
  T& Add(Span span) {
    T* op = file_.arena.New<T>();
    op->kind = T::kKind;
    op->statement = index_;
    op->span = span;
    file_.ops.push_back(op);
    return *op;
  }
  // With the statement's first words as its span, up to where `until` ends.
  template <class T>
  T& Add() {
    return Add<T>(statement_);
  }

  // --- Code inside of the statement ---
  // Lowers a statement of its code, with the ops as this one's.
  void Nested(std::string_view text, uint32_t base, Span span, ::Node* node);
  size_t op_count() const { return file_.ops.size(); }
  Op& OpAt(size_t i) { return *const_cast<Op*>(file_.ops[i]); }
  // The ops added since.
  std::span<const Op* const> OpsSince(size_t first);
  // FileState::code, with `range` as this statement's text has it.
  std::string& OwnText(Span range);
  int& body_depth() { return state_.body_depth; }

  // --- Positions ---
  uint32_t At(int location) const {
    return location < 0 ? statement_.begin
                        : base_ + static_cast<uint32_t>(location);
  }
  // The end of what lies in [begin, end), a part of the statement, without
  // trailing blanks or comments.
  uint32_t TrimEnd(uint32_t begin, uint32_t end) const;
  Tokens TokensFrom(uint32_t at) const {
    return Tokens(text_, {at, statement_.end});
  }
  Span TokenAt(uint32_t at) const { return TokensFrom(at).Next().span; }
  // The first token in `range` that is this keyword, or an empty span at the
  // range's begin.
  Span FindWord(Span range, std::string_view word) const;
  // The ranges between the commas on the top level of [begin, end), trimmed.
  // Inside the brackets that open at `begin` when it is at one.
  Spans SplitAtCommas(uint32_t begin, uint32_t end) const;

  // --- Names ---
  // The string as a view that lives as long as the file: into the source when
  // the bytes at `hint` are the same, else a copy.
  std::string_view Keep(const char* string, uint32_t hint);
  // Whether `name` stands at that offset just as the server knows it.
  bool IsPlainWord(std::string_view name, uint32_t at) const;
  bool BeforeDot(size_t at) const {
    at = SkipBlank(text_, at);
    return at < text_.size() && text_[at] == '.';
  }
  // The identifier `name`, looked for in `range`.
  Ident FindIdent(const char* name, Span range);
  Ident FindLabel(const char* text, Span range);  // in quotes
  Ident IdentAt(const char* name, int location);
  Name NameOf(const ::RangeVar* range);
  // A dotted name held as a list of strings, looked for from `at` on. Only the
  // first `count` parts of it.
  Name NameOf(const ::List* parts, uint32_t at, size_t count = 8);
  // The dotted name's span and views, its first part at a known offset.
  Name NameAt(std::string_view schema, std::string_view name, uint32_t at,
              int parts = 8);
  std::span<const Ident> Idents(const ::List* strings, Span range);
  std::span<const Name> Relations(const ::List* ranges);
  // ONLY stands before each of them.
  static bool AllOnly(const ::List* ranges);
  TypeName Type(const ::TypeName* type);

  // --- Expressions ---
  // `span` is the text of the expression as far as it is known.
  sql::Expr Expression(::Node* node, Span span);
  // Adds the columns that a condition, when true, proves NOT NULL.
  void AddProofs(::Node* node, std::vector<Ident>& out);
  // Relations that a query reads, CTE names left out, each once.
  std::span<const Name> Reads(::Node* query);
  std::span<const Name> Functions(::Node* query);
  // Names and scopes of a statement that reads; never null.
  const sql::Query* QueryOf(::Node* statement);

  // --- Shared parts ---
  sql::ColumnDef Column(const ::ColumnDef* def, Span element);
  sql::Constraint ConstraintOf(const ::Constraint* node, Span range);
  sql::IndexColumn IndexColumnOf(const ::IndexElem* elem, Span span);
  // DefElems as text, in order; lists give one option for each item.
  std::span<const Option> Options(const ::List* elems);
  // What SET a = b, c assigns, as text joined by ", ".
  Option SettingOf(const ::VariableSetStmt* set);
  // null gives the address of the options that say nothing.
  const SequenceOptions* Sequence(const ::List* elems);
  Ident Role(const ::RoleSpec* role);
  // PUBLIC left out.
  std::span<const Ident> Roles(const ::List* roles);
  std::span<const TypeName> Types(const ::List* types);
  // Arguments and scope of what a DROP, ALTER, COMMENT or GRANT names; the
  // address of the empty identity when the name is all there is.
  const Identity* IdentityOf(::Node* object);
  const sql::Expr* KeepExpr(const sql::Expr& expr) {
    return arena().New<sql::Expr>(expr);
  }
  std::string_view Copied(const char* text) {
    return text == nullptr ? std::string_view() : arena().Copy(text);
  }
  // Notes syntax that servers before `version` refuse.
  void Needs(uint8_t version, Span span, std::string_view feature) {
    file_.since.push_back({version, index_, span, feature});
  }

 private:
  friend class Walk;
  std::string_view text_;
  SqlFile& file_;
  FileState& state_;
  uint32_t base_;
  Span statement_;
  std::span<const Comment> comments_;  // of the statement
  uint32_t index_ = 0;
  // What is left to spend on looking for names in this statement: a hostile
  // list of names that are never found would cost a square otherwise.
  int64_t budget_ = 0;
};

// Lowers one statement, dispatching on its node. Always adds an op.
void LowerStatement(Lowering& low, ::Node* node);

// One per family; false when the node is not theirs.
bool LowerTable(Lowering& low, ::Node* node);
bool LowerAlter(Lowering& low, ::Node* node);
bool LowerIndex(Lowering& low, ::Node* node);
bool LowerType(Lowering& low, ::Node* node);
bool LowerRoutine(Lowering& low, ::Node* node);
bool LowerObject(Lowering& low, ::Node* node);
bool LowerPlain(Lowering& low, ::Node* node);
bool LowerDrop(Lowering& low, ::Node* node);
bool LowerGrants(Lowering& low, ::Node* node);
bool LowerData(Lowering& low, ::Node* node);
bool LowerSession(Lowering& low, ::Node* node);

ObjectKind KindOf(::ObjectType type);
Name FunctionName(Lowering& low, const ::FuncCall* call);
// Reads plpgsql and sql, and adds the ops of that code; never null.
const Body* LowerBody(Lowering& low, Span body, std::string_view language);
// CREATE TABLE AS and SELECT INTO.
void LowerInto(Lowering& low, const ::IntoClause* into, ::Node* query,
               CreateTable& op);
PartitionBound BoundOf(Lowering& low, const ::PartitionBoundSpec* spec,
                       Span from);
// An object of any kind as DROP, ALTER, COMMENT and GRANT name it.
struct NamedObject {
  Name name;  // of a part: of what holds it
  Ident part;
  const Identity* identity = &kNoIdentity;
};
NamedObject ObjectOf(Lowering& low, ObjectKind kind, ::Node* object,
                     uint32_t at);
// The names of a list of objects of one kind. `identities` is left empty when
// names are all that there is.
std::span<const Name> ObjectsOf(Lowering& low, ObjectKind kind,
                                const ::List* objects,
                                std::span<const Identity>* identities);
// The text of a constant as SET and options mean it; false for none.
bool ConstantText(const ::Node* node, std::string& out);
// The statement's first words in upper case, as many as are keywords.
std::string_view FirstWords(Lowering& low);

}  // namespace interlock::sql
