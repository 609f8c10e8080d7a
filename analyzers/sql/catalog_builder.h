// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/sql/catalog.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {

// Whether a history describes everything there is, or begins on a database
// that already holds something. kClosed: even what it names and never made is
// not there, but missing.
enum class Beginning : uint8_t { kEmpty, kPopulated, kClosed };

// What becomes of a transaction that a file leaves open.
enum class OpenEnd : uint8_t {
  kRolledBack,  // the runner's session ends, as that of `psql -f` does
  kUnknown,     // what else the runner sends on that connection decides
};

// The fold: applies ops in their order to one catalog, as the server would.
// A statement that contradicts the catalog is believed, since histories ran:
// the catalog missed something. Only a DROP without CASCADE that certainly
// must be refused changes nothing.
//
// While an op is applied, what it did so far is visible to Now().
//   fold_tables.cc       CREATE TABLE
//   fold_columns.cc      ALTER TABLE
//   fold_children.cc     INHERITS, partitions, what they take from parents
//   fold_constraints.cc  constraints and the indexes they make
//   fold_indexes.cc      indexes, sequences
//   fold_drop.cc         DROP of anything, along the dependencies
//   fold_rename.cc       RENAME, SET SCHEMA
//   fold_queries.cc      views, CREATE TABLE AS
//   fold_objects.cc      types
//   fold_code.cc         functions, triggers, policies, rules, GRANT, COMMENT
//   fold_access.cc       GRANT, statistics objects, publications
//   fold_session.cc      settings, code that runs, data
//   fold_order.cc        ROLLBACK, the passes of ALTER TABLE
class CatalogBuilder {
 public:
  CatalogBuilder(Catalog& catalog, Beginning beginning, int pg_version = 15);

  // Session state ends with each file.
  void BeginFile(const SqlFile& file, Time time);
  // `time` rises with every call.
  void Apply(const Op& op, Time time);
  // The statement after a BEGIN of the file that nothing ends; none:
  // UINT32_MAX.
  uint32_t open_from() const { return open_from_; }
  // After the file's last op: what it left open is rolled back, or may be.
  void LoseOpen(OpenEnd end, Time last);
  // A later op of the history makes the schema: it is not there before.
  void Foretell(std::string_view schema) { coming_.push_back(schema); }
  // Something that is no SQL ran here: from now on nothing is certain.
  void ApplyUnseen(Time time);
  void Finish(Time end) { catalog_.end_ = end; }

 private:
  template <class T>
  const T& To(const Op& op) {
    return static_cast<const T&>(op);
  }
  // Sees what the op under way did already.
  View Now() const { return catalog_.At(time_ + 1); }
  Arena& arena() { return catalog_.arena_; }
  std::string_view SchemaFor(const Name& name) const;
  // False when a hostile history asked for too much; nothing is certain then.
  bool Spend(size_t steps = 1);

  // --- Names ---
  // Whether the op names a relation that the history never made.
  void NoteAliens(const Op& op);
  // Finds the relation, or assumes that it is older than the history.
  Relation* Need(const Name& name, RelationKind kind = RelationKind::kTable);
  Relation* Find(const Name& name);
  Slot* NameSlot(std::string_view schema, std::string_view name);
  Slot* Listed(SlotTable& table, std::vector<const Slot*>& list,
               const void* scope, std::string_view schema,
               std::string_view name);
  void Set(Slot* slot, void* value);
  Relation* Create(std::string_view schema, std::string_view name,
                   RelationKind kind);
  Relation* Nameless(RelationKind kind);
  void Move(Relation& relation, std::string_view schema, std::string_view to);
  std::string_view ChooseRelationName(std::string_view schema,
                                      std::string_view first,
                                      std::string_view second,
                                      std::string_view label, bool constraint);
  std::string_view ChooseConstraintName(std::string_view schema,
                                        std::string_view first,
                                        std::string_view second,
                                        std::string_view label);
  void CountName(std::string_view schema, std::string_view name, int by);
  bool NameCounted(std::string_view schema, std::string_view name) const;
  void CountUsualNames(Relation& relation);
  void CountNotNulls(Relation& relation, std::string_view schema, int by);
  void Say(Object& object, Trait trait, std::string_view value,
           std::string_view key = {});
  void Depend(Object& on, Dependent link);
  RelationParts& PartsOf(Relation& relation);

  // --- Tables and columns ---
  void Apply(const CreateTable& op);
  void AddParts(Relation& relation, const CreateTable& op);
  void FillTable(Relation& relation, const CreateTable& op);
  void MergeColumn(Relation& relation, const ColumnDef& def);
  void TakeType(Relation& relation, const Name& type);
  void CopyAllLikeKeys(Relation& relation, const CreateTable& op);
  void AddColumnTo(Relation& relation, const ColumnDef& def);
  void AddColumn(Relation& relation, const ColumnDef& def, int depth,
                 std::string_view not_null_name);
  void SetColumn(Relation& relation, std::string_view name,
                 const Column* column);
  void PutNew(Relation& relation, Column column);
  void LinkColumn(Relation& relation, const Column& column);
  void LinkKeptTypes(Relation& relation, std::string_view column,
                     const Expr& value);
  void LinkCopiedDefault(Relation& relation, std::string_view column,
                         const Expr& value);
  void LinkDefault(Relation& relation, std::string_view column,
                   const Expr& value);
  Relation* MakeSequence(Relation& relation, std::string_view column,
                         std::string_view name, bool identity);
  void MakeColumnSequence(Relation& relation, const ColumnDef& def);
  void ServeDefault(Relation& sequence, Relation& relation,
                    std::string_view column, int depth);
  // The sequence whose nextval() is the default of a serial column, or of a
  // copy of one.
  Relation* SequenceBehind(Relation& relation, const Column& column);
  void CopySerial(Relation& from, const Column& column, Relation& to,
                  Column& copy);
  // Changes one column, here and in the children; assumes one not known.
  template <class F>
  void Change(const Op& op, const Name& table, std::string_view column,
              F change);
  template <class F>
  void ChangeIn(Relation& relation, std::string_view column, F change,
                int depth);
  void NameNotNull(Relation& relation, Column& column, std::string_view name);
  ColumnRare* RareOf(Column& column);
  void Apply(const interlock::sql::AddColumn& op);
  void KeepDefaultType(Relation& relation, const Column& column);
  void Apply(const AlterColumnType& op);
  void Apply(const AlterGenerated& op);
  void Apply(const AlterTable& op);
  void Enable(Relation& relation, const AlterTable& op, int depth);
  void SetNotNullIn(Relation& relation, std::string_view column,
                    const Constraint* named, int depth);
  void DropNotNullIn(Relation& relation, std::string_view column, int depth);
  void MergeNotNull(Relation& relation, Column& column, bool validates,
                    int depth);
  void ValidateNotNull(Relation& relation, std::string_view column, int depth);
  void InvalidateNotNull(Relation& relation, std::string_view column,
                         int depth);
  void LoseNotNull(Relation& child, std::string_view column, int depth);
  void RestateNotNull(Relation& relation, Column& column,
                      std::string_view name);
  void HandDownNotNull(Relation& child, Column& column, std::string_view name);
  void ApplyTableOp(const Op& op);
  void ApplyTableChange(const Op& op);

  // --- Children ---
  template <class F>  // f(Relation& child)
  void EachChildOf(Relation& relation, F f);
  void Link(Relation& parent, Relation& child, const PartitionBound* bound,
            bool is_partition, bool is_default);
  void Inherit(Relation& parent, Relation& child);
  void CopyLike(Relation& from, Relation& to, uint16_t options);
  void MergeLike(Relation& to, Column& there, const Column& copy);
  void CopyOptions(const Relation& from, Relation& to);
  void CopyComment(const Object& from, Object& to);
  void CopyLikeKeys(Relation& from, Relation& to, uint16_t options);
  Column CopyOf(Relation& from, const Column& column);
  void RemakeChecks(Relation& relation, std::string_view column, int depth);
  void CopyCheck(const ConstraintFact& from, Relation& to, bool inherited);
  void AdoptColumns(Relation& parent, Relation& child, bool partition);
  bool HandsDownNotNull(const Relation& parent, const Column& column);
  void AdoptColumn(Relation& parent, const Column& column, Relation& child,
                   Column* there, bool partition);
  void AdoptChecks(Relation& parent, Relation& child, bool partition);
  void DetachParts(Relation& parent, Relation& child);
  bool Cut(Object& object, const Object* who);
  void LeaveParent(Relation& parent, Relation& child, bool partition);
  void DropPartsPointingAt(Relation& child);
  std::vector<Relation*> PartitionsInOrder(Relation& relation);
  void GiveIndexes(Relation& parent, Relation& child);
  Relation* CloneIndex(Relation& index, Relation& to);
  void GiveIndex(Relation& index, Relation& child, int depth);
  void GiveForeignKeys(Relation& parent, Relation& child);
  void GiveForeignKey(ConstraintFact& fact, Relation& child, int depth);
  void GiveTriggers(Relation& parent, Relation& child);
  void GiveTrigger(TriggerFact& trigger, Relation& child, int depth);
  void Apply(const AttachPartition& op);
  void Apply(const DetachPartition& op);
  void AttachIndex(Relation& parent, Relation& child);
  void CheckIndexValid(Relation& parent);

  // --- Constraints ---
  ConstraintFact* NewConstraint(Relation& relation, const Constraint& def,
                                std::string_view name);
  void AddConstraintTo(Relation& relation, const Constraint& constraint);
  void AddCheck(Relation& relation, const Constraint& constraint,
                std::string_view name, int depth);
  std::string_view KeyName(Relation& relation, const Constraint& constraint);
  void AddKey(Relation& relation, const Constraint& constraint);
  void AddForeignKey(Relation& relation, const Constraint& constraint);
  void PointAt(ConstraintFact& fact);
  std::string_view CheckName(Relation& relation, const Constraint& def);
  void HideHalves(ConstraintFact& fact, Relation& to, int depth);
  void LinkFunctions(const Expr& expr, Object& who, Bond bond,
                     std::string_view part, const void* proof);
  void Validate(Relation& relation, std::string_view name, int depth);
  void DropConstraintOf(Relation& relation, const DropConstraint& op,
                        int depth);
  void Apply(const AlterConstraint& op);
  ConstraintFact* Named(Relation& relation, std::string_view constraint);
  void KeepNotNull(const ConstraintFact& key);
  void NameKeyNotNulls(Relation& relation, std::span<const Ident> columns);
  std::optional<Column> NotNullNamed(Relation& relation, std::string_view name);

  // --- Indexes and sequences ---
  void Apply(const CreateIndex& op);
  Relation* NewIndex(Relation& table, std::string_view name,
                     const CreateIndex* def, ConstraintFact* made_by);
  void Remake(Relation& relation, std::string_view column);
  void BuryPartsOf(Relation& index, int depth);
  void Apply(const CreateSequence& op);
  void Apply(const AlterSequence& op);
  void Own(Relation& sequence, Relation& table, std::string_view column);
  void SayOfSequence(Relation& sequence, const SequenceOptions& options);
  void KeepServing(Relation& sequence);
  void Disown(Relation& sequence);

  // --- Drops ---
  using Doomed = std::vector<Needer>;
  // Adds all that goes along; false when the server refuses.
  bool Gather(Doomed& doomed, bool cascade);
  std::vector<Needer> NeedersOfPart(const Needer& one);
  void Doubt(Object& object);
  void Drop(Doomed doomed, bool cascade);
  void Bury(const Needer& one);
  void BuryColumn(Relation& relation, const Column& column, bool recurses);
  void BuryRelation(Relation& relation);
  void BuryConstraint(ConstraintFact& fact);
  void BuryFunction(FunctionFact& function);
  void BuryType(TypeFact& type);
  void Apply(const DropTable& op);
  void Apply(const DropIndex& op);
  void Apply(const DropColumn& op);
  void Apply(const DropObject& op);
  void DropPart(const DropObject& op);
  void DropSchema(const Name& name, bool cascade);

  // --- Renames ---
  void RenameColumnIn(Relation& relation, std::string_view from,
                      std::string_view to, int depth);
  void RenameConstraint(Relation& relation, std::string_view from,
                        std::string_view to, int depth);
  void RenameRelation(const Name& name, std::string_view to);
  void RenameSchema(std::string_view from, std::string_view to);
  void MoveToSchema(Relation& relation, std::string_view to);
  void MoveType(const Name& name, std::string_view schema, std::string_view to);
  void MoveFunction(FunctionFact& function, std::string_view schema,
                    std::string_view to);
  void Unlist(FunctionFact& function, std::string_view schema,
              std::string_view name);
  void List(FunctionFact& function, std::string_view schema,
            std::string_view name);
  void Apply(const RenameObject& op);
  void RenamePart(const RenameObject& op);
  void Apply(const SetSchema& op);

  // --- Queries ---
  void Apply(const CreateView& op);
  // The columns that the query gives; false when some are not known.
  bool AddOutputs(Relation& relation, const Query& query,
                  std::span<const Ident> names);
  void LinkReads(Object& who, const Query& query, std::span<const Name> reads,
                 const void* proof);

  // --- Types, code, the rest ---
  TypeFact* CreateType(const Name& name, TypeKind kind);
  template <class F>  // f(Relation& table), of a composite type
  void EachTyped(TypeFact& type, F f);
  TypeFact* TypeNamed(const Name& name, TypeKind otherwise);
  void LinkType(const TypeName& type, Object& who, Bond bond,
                std::string_view part, const void* proof);
  void Apply(const CreateEnum& op);
  double OrderFor(const TypeFact& type, const AddEnumValue& op);
  void Apply(const AddEnumValue& op);
  void Apply(const RenameEnumValue& op);
  void Apply(const CreateDomain& op);
  void Apply(const AlterDomain& op);
  void AddDomainCheck(TypeFact& type, const Constraint& constraint);
  void Apply(const interlock::sql::CreateType& op);
  void Apply(const AlterAttribute& op);
  void Apply(const CreateFunction& op);
  void Apply(const AlterFunction& op);
  void Apply(const CreateTrigger& op);
  void Apply(const CreatePolicy& op);
  void Apply(const AlterPolicy& op);
  void Apply(const CreateRule& op);
  void Apply(const CommentOn& op);
  void Apply(const Grant& op);
  void GrantOn(Object& object, const Grant& op);
  void GrantColumns(Object& object, const Grant& op);
  void GrantAll(const Grant& op);
  void Apply(const CreateStatistics& op);
  void MakeStatistics(Relation& table, const CreateStatistics& op,
                      std::span<const Ident> columns, Name name);
  void CopyStatistics(Relation& from, Relation& to);
  void SayOfPublication(PublicationFact& publication, PublicationStep step);
  void Apply(const CreatePublication& op);
  void Apply(const AlterPublication& op);
  StatisticsFact* StatisticsNamed(const Name& name);
  PublicationFact* PublicationNamed(std::string_view name);
  void Apply(const AlterObject& op);
  Object* Named(ObjectKind kind, const Name& name, const Identity& identity,
                std::string_view part);
  Object* MakeListed(std::vector<const Slot*>& list, Thing thing,
                     std::string_view name);
  void ApplyTypeOp(const Op& op);
  void ApplyOtherOp(const Op& op);

  // --- Session, code, data ---
  void Apply(const SetVariable& op);
  void Apply(const Transaction& op);
  void FindUndone(const Op& begin);
  bool IsUndone(const Op& op) const;
  void RestoreColumns(Relation& relation, Time then);
  void ApplySessionOp(const Op& op);
  void ApplyData(const Op& op);
  void Fill(const Name& name);
  bool ChangesSchema(std::string_view code) const;
  bool IsType(const Name& name);
  void RunFunctions(std::span<const Name> called);
  // A body of code ran: whatever it names may have changed.
  void Taint(std::string_view code);
  void TaintAll();
  void TaintTargets(const Op& op);
  // Whether a guarded op of a code block finds its work done.
  bool IsDone(const Op& op);

  Catalog& catalog_;
  bool closed_ = false;  // Beginning::kClosed
  const SqlFile* file_ = nullptr;
  Time time_ = kBeforeAll;
  size_t scanned_ = 0;  // bytes of code read so far
  size_t spent_ = 0;
  bool skipped_ = false;  // the guarded op before this one
  bool counts_not_null_ = false;
  size_t local_path_ = SIZE_MAX;  // paths_ before SET LOCAL
  // Statements of this file that a ROLLBACK undoes, in order: [first, last].
  struct Undone {
    uint32_t first;
    uint32_t last;
  };
  std::vector<Undone> undone_;
  uint32_t open_from_ = UINT32_MAX;
  size_t open_made_ = 0;  // relations at that BEGIN
  std::vector<std::string_view> coming_;
  std::vector<Object*> kept_types_;  // some default is a converted value of it
  uint32_t looked_to_ = 0;  // statements searched for the end of a BEGIN
  std::vector<Relation*> temporary_;
  // How many constraints of a schema have a name, by the hash of both.
  NameCounts constraint_names_;
};

}  // namespace interlock::sql
