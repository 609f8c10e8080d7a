// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/sql/sql_file.h"

// A schema as text that can go back in time: what proves that a down undoes
// its up. Every change is journaled, so that a migration may be applied, undone
// by its down, compared, and then taken back, each for the cost of what it
// touches. Unlike the Catalog, it holds one moment, and it holds everything
// that a definition says, as normalised text.
namespace interlock::sql {

enum class NodeKind : uint8_t {
  kSchema,
  kTable,
  kView,
  kMaterializedView,
  kSequence,
  kIndex,
  kColumn,
  kConstraint,
  kTrigger,
  kPolicy,
  kRule,
  kEnum,
  kDomain,
  kType,
  kFunction,
  kExtension,
  kStatistics,
  kOther,
};
std::string_view NameOf(NodeKind kind);

using NodeId = uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

// One object. Names of other objects are kept as their nodes, so that they
// follow renames.
struct SchemaNode {
  NodeKind kind = NodeKind::kOther;
  bool alive = true;
  bool opaque = false;  // made by something that does not say all of it
  NodeId parent = kNoNode;
  NodeId type = kNoNode;  // a user's type of a column
  uint32_t position = 0;  // of a column among those of its table
  std::string schema;
  std::string name;
  std::map<std::string, std::string> props;
  // As written, and read only when it is compared: most never are.
  std::string_view text;      // of a view's query, of a function's statement
  std::string_view body;      // of a function
  std::vector<NodeId> keys;   // columns, shown in order
  std::vector<NodeId> refs;   // it goes when one of these goes
  std::vector<NodeId> needs;  // it goes when one of these goes by CASCADE
};

// A node as it can be compared: what it is called, and what it says.
struct SchemaFact {
  NodeId node = kNoNode;
  NodeKind kind = NodeKind::kOther;
  bool opaque = false;
  uint32_t position = 0;
  std::string parent;  // key of what holds it, or empty
  std::vector<NodeId> refs;
  std::map<std::string, std::string> props;
};
using SchemaFacts = std::map<std::string, SchemaFact>;  // by "index orders_i"

class SchemaState {
 public:
  // Nodes beyond this make everything unknown.
  static constexpr size_t kMaxNodes = 300'000;
  // A place in the journal.
  using Mark = size_t;
  enum class Journal : uint8_t { kKept, kNone };

  void BeginFile() { path_.clear(); }
  void Apply(const Op& op, const SqlFile& file);

  Mark mark() const { return journal_.size(); }
  void Revert(Mark mark);
  // Forgets how to go back: nothing before now can be reverted.
  void Commit() { journal_.clear(); }
  // Without a journal all is cheaper, and nothing can be reverted.
  void Record(Journal journal) { recording_ = journal == Journal::kKept; }
  // Nodes that changed since.
  std::vector<NodeId> TouchedSince(Mark mark) const;
  // Those of them that are alive.
  SchemaFacts FactsOf(const std::vector<NodeId>& nodes) const;
  const SchemaNode& node(NodeId id) const { return nodes_[id]; }

  // Why what follows is not certain; "" when it is. Cleared by the caller.
  const std::string& doubt() const { return doubt_; }
  void ClearDoubt() { doubt_.clear(); }

 private:
  struct Entry {
    NodeId node = kNoNode;
    std::string key;  // of a change of names_; else of the node
    NodeId old_name = kNoNode;
    SchemaNode old;
    bool created = false;
  };

  // --- schema_state.cc ---
  SchemaNode& Edit(NodeId id);
  NodeId Add(NodeKind kind, std::string schema, std::string name,
             NodeId parent);
  void Bind(const std::string& key, NodeId id);
  NodeId Lookup(std::string_view key) const;
  // Names within one space, such as that of relations, are unique.
  static std::string SpaceKey(std::string_view space, std::string_view schema,
                              std::string_view name);
  static std::string PartKey(NodeId parent, NodeKind kind,
                             std::string_view name);
  std::string KeyOf(const SchemaNode& node) const;
  NodeId Relation(const Name& name) const;
  NodeId Type(std::string_view schema, std::string_view name) const;
  NodeId Part(NodeId parent, NodeKind kind, std::string_view name) const;
  std::string SchemaFor(const Name& name) const;
  std::string Shown(const SchemaNode& node) const;
  void Kill(NodeId id, bool cascade);
  void Rename(NodeId id, std::string_view schema, std::string_view name);
  void Need(NodeId id, NodeId other);
  void Ref(NodeId id, NodeId other);
  void Doubt(std::string why);
  // The relation, or a doubt when nothing is known of it.
  NodeId NeedRelation(const Name& name);
  NodeId NeedColumn(const Name& table, std::string_view column);
  std::string FreeName(NodeId table, std::string_view base,
                       bool relation) const;

  // --- schema_tables.cc ---
  bool ApplyTable(const Op& op);
  void Create(const CreateTable& op);
  NodeId AddColumnTo(NodeId table, const ColumnDef& def);
  void SetType(NodeId column, const TypeName& type);
  NodeId AddConstraintTo(NodeId table, const Constraint& constraint,
                         NodeId column);
  void DropPart(const Name& table, NodeKind kind, std::string_view name,
                bool if_exists, bool cascade);
  bool ApplyColumn(const Op& op);
  void Apply(const AlterGenerated& op);
  void Apply(const AlterTable& op);
  void Apply(const RenameObject& op);
  void Apply(const SetSchema& op);
  void Apply(const CreateIndex& op);
  std::string Text(Span span) const;
  // Of an expression over a table: follows renames of its columns.
  std::string ExprText(const Expr& expr, NodeId table) const;
  std::string Unmarked(const std::string& text) const;
  // What the node's text says.
  static void Read(const SchemaNode& node,
                   std::map<std::string, std::string>& props);

  // --- schema_objects.cc ---
  bool ApplyObject(const Op& op);
  bool ApplyType(const Op& op);
  bool ApplyRoutine(const Op& op);
  void Apply(const AlterDomain& op);
  void Apply(const CreateView& op);
  void Apply(const DropObject& op);
  void Apply(const CommentOn& op);
  void Apply(const Grant& op);
  void Apply(const Select& op);
  NodeId ObjectNamed(ObjectKind kind, const Name& name, const Ident& part,
                     const Identity* identity) const;
  NodeId Function(const Name& name, const Identity* identity) const;

  std::vector<SchemaNode> nodes_;
  std::vector<std::vector<NodeId>> children_;    // by node; only ever grow
  std::vector<std::vector<NodeId>> dependents_;  // likewise
  struct HashOfKey {
    using is_transparent = void;
    size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>()(key);
    }
  };
  std::unordered_map<std::string, NodeId, HashOfKey, std::equal_to<>> names_;
  std::vector<Entry> journal_;
  bool recording_ = true;
  std::vector<std::string> path_;  // search_path; empty: public
  const SqlFile* file_ = nullptr;
  std::string doubt_;
};

std::string_view GeneratedTextOf(Generated generated);

// Text without what does not count: white space, case outside of quotes, casts
// and brackets around the whole.
// Columns in `marks` become marks, which SchemaState turns into names again.
using ColumnMarks = std::map<std::string, NodeId>;
std::string Normalised(std::string_view sql,
                       const ColumnMarks* marks = nullptr);

}  // namespace interlock::sql
