// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "parsers/sql/fields.h"

// What writing and reading of stored files share.
namespace interlock::sql {

// What a pointer points at when there is nothing to say.
template <class T>
inline constexpr const T* kAbsent = nullptr;
template <>
inline constexpr const Expr* kAbsent<Expr> = &kNoExpr;
template <>
inline constexpr const Reference* kAbsent<Reference> = &kNoReference;
template <>
inline constexpr const IndexColumnExtras* kAbsent<IndexColumnExtras> =
    &kNoIndexColumnExtras;
template <>
inline constexpr const IndexParts* kAbsent<IndexParts> = &kNoIndexParts;
template <>
inline constexpr const SequenceOptions* kAbsent<SequenceOptions> =
    &kNoSequenceOptions;
template <>
inline constexpr const ColumnExtras* kAbsent<ColumnExtras> = &kNoExtras;
template <>
inline constexpr const Identity* kAbsent<Identity> = &kNoIdentity;
template <>
inline constexpr const RoutineOptions* kAbsent<RoutineOptions> =
    &kNoRoutineOptions;
template <>
inline constexpr const Body* kAbsent<Body> = &kNoBody;
template <>
inline constexpr const Query* kAbsent<Query> = &kNoQuery;
template <>
inline constexpr const PartitionBound* kAbsent<PartitionBound> = &kNoBound;
template <>
inline constexpr const TableOrigin* kAbsent<TableOrigin> = &kNoOrigin;

// The last value of an enum: others are not read back.
template <class E>
inline constexpr E kLast;
template <>
inline constexpr auto kLast<ArgumentMode> = ArgumentMode::kTable;
template <>
inline constexpr auto kLast<AttributeChange> = AttributeChange::kAlterType;
template <>
inline constexpr auto kLast<Condition> = Condition::kConditional;
template <>
inline constexpr auto kLast<ConstraintKind> = ConstraintKind::kExclude;
template <>
inline constexpr auto kLast<DomainChange> = DomainChange::kValidateConstraint;
template <>
inline constexpr auto kLast<ExprShape> = ExprShape::kOther;
template <>
inline constexpr auto kLast<ExtensionChange> = ExtensionChange::kDrop;
template <>
inline constexpr auto kLast<Foreign::Kind> = Foreign::Kind::kPlaceholder;
template <>
inline constexpr auto kLast<Generated> = Generated::kVirtual;
template <>
inline constexpr auto kLast<GeneratedChange> = GeneratedChange::kDropExpression;
template <>
inline constexpr auto kLast<GrantScope> = GrantScope::kDefault;
template <>
inline constexpr auto kLast<NullsOrder> = NullsOrder::kLast;
template <>
inline constexpr auto kLast<ObjectChange> = ObjectChange::kOther;
template <>
inline constexpr auto kLast<ObjectKind> = ObjectKind::kOther;
template <>
inline constexpr auto kLast<OnCommit> = OnCommit::kDrop;
template <>
inline constexpr auto kLast<OnConflict> = OnConflict::kUpdate;
template <>
inline constexpr auto kLast<OpKind> = OpKind::kUnknown;
template <>
inline constexpr auto kLast<Parallel> = Parallel::kSafe;
template <>
inline constexpr auto kLast<PartitionStrategy> = PartitionStrategy::kHash;
template <>
inline constexpr auto kLast<Persistence> = Persistence::kTemporary;
template <>
inline constexpr auto kLast<PolicyCommand> = PolicyCommand::kDelete;
template <>
inline constexpr auto kLast<PublicationChange> = PublicationChange::kOptions;
template <>
inline constexpr auto kLast<Section> = Section::kDown;
template <>
inline constexpr auto kLast<SetScope> = SetScope::kLocal;
template <>
inline constexpr auto kLast<SourceKind> = SourceKind::kTarget;
template <>
inline constexpr auto kLast<TableChange> = TableChange::kNotOf;
template <>
inline constexpr auto kLast<TransactionMode> = TransactionMode::kNone;
template <>
inline constexpr auto kLast<TransactionWord> = TransactionWord::kOther;
template <>
inline constexpr auto kLast<TriggerTiming> = TriggerTiming::kInsteadOf;
template <>
inline constexpr auto kLast<TypeForm> = TypeForm::kShell;
template <>
inline constexpr auto kLast<Volatility> = Volatility::kImmutable;

// Numbers, bool and char among them.
template <class T>
concept Integer = std::integral<T>;
template <class T>
concept Enum = std::is_enum_v<T>;

// A forgotten member does not compile.
template <class T, class... Members>
constexpr void CheckMembers() {
  constexpr size_t kBase = std::derived_from<T, Op> ? 1 : 0;
  static_assert(sizeof...(Members) + kBase == MemberCount<T>(),
                "list every member of the type in fields.h");
}
// These, and the file itself, are written out in store.cc and restore.cc.
static_assert(MemberCount<Op>() == 9);
static_assert(MemberCount<Expr>() == 8);
static_assert(MemberCount<ColumnDef>() == 9);
static_assert(MemberCount<TypeName>() == 2);
static_assert(MemberCount<Body>() == 4);
static_assert(sizeof(SqlFile) == 344, "keep the new member, too");

// f(type) with the type of the kind's ops.
template <class F>
void WithOpType(OpKind kind, F f) {
  switch (kind) {
#define INTERLOCK_OP(name) \
  case OpKind::k##name:    \
    return f(std::type_identity<name>());
#include "parsers/sql/ops.def"
#undef INTERLOCK_OP
  }
}

}  // namespace interlock::sql
