// SPDX-License-Identifier: Apache-2.0
// The fold's part that copies tables: LIKE.
#include <algorithm>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/catalog_sequence.h"
#include "analyzers/sql/catalog_text.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {
namespace {

// The sequence of an identity column; a partition has that of the whole.
const Relation* IdentityOf(const View& now, const Relation& table,
                           std::string_view column) {
  const Relation* at = &table;
  for (int left = kMaxParts; at != nullptr && --left > 0; at = at->parent) {
    if (const Relation* own = now.SequenceOf(*at, column)) return own;
    if (at->detached != kNever) break;
  }
  return nullptr;
}

}  // namespace

// LIKE names a column that a parent has, too.
void CatalogBuilder::MergeLike(Relation& to, Column& there,
                               const Column& copy) {
  there.local = true;
  if (copy.default_value != nullptr || copy.serial) {
    there.default_value = copy.default_value;
    there.defaulted = copy.defaulted;
    there.keeps_null = copy.keeps_null;
    there.serial = copy.serial;
    if (copy.serial && copy.rare != nullptr) {
      RareOf(there)->sequence = copy.rare->sequence;
    }
  }
  if (copy.generated != Generated::kNo) {
    there.generated = copy.generated;
    const ColumnRare* old = there.rare;
    there.rare = copy.rare;
    ColumnRare* rare = RareOf(there);
    if (old != nullptr) {
      rare->not_null_name = old->not_null_name;
      rare->not_null_parents = old->not_null_parents;
      rare->not_null_local = old->not_null_local;
    }
  }
  std::string_view name =
      copy.rare == nullptr ? std::string_view() : copy.rare->not_null_name;
  if (copy.not_null == Answer::kYes && there.not_null == Answer::kYes) {
    RestateNotNull(to, there, name);
  } else if (copy.not_null == Answer::kYes) {
    there.not_null = Answer::kYes;
    NameNotNull(to, there, name);
  }
  SetColumn(to, there.name, arena().New<Column>(there));
}

// All but the type, which is the widest there is.
void CatalogBuilder::CopyOptions(const Relation& from, Relation& to) {
  SequenceState state = StateOf(Now(), from);
  auto* options = arena().New<SequenceOptions>();
  auto* widest = arena().New<TypeShape>();
  widest->name = "int8";
  options->type = {widest, {}};
  options->start = state.start;
  options->increment = state.increment;
  options->minimum = state.minimum;
  options->maximum = state.maximum;
  options->cache = state.cache;
  options->cycle = state.cycle;
  SayOfSequence(to, *options);
}

// Long: what each of its options takes.
void CatalogBuilder::CopyLike(Relation& from, Relation& to, uint16_t options) {
  if (!from.complete) to.complete = false;
  View now = Now();
  for (const Column& column : now.Columns(from)) {
    if (!Spend()) return;
    Column copy = CopyOf(from, column);
    if (now.IsNotNull(from, column.name) == Answer::kYes) {
      copy.not_null = Answer::kYes;
    }
    if (!(options & kLikeDefaults)) {
      copy.default_value = nullptr;
      copy.serial = false;
    }
    bool made = now.GeneratedAs(column) != nullptr;
    if (made && !(options & kLikeGenerated)) copy.generated = Generated::kNo;
    bool identity = !made && column.generated != Generated::kNo;
    if (identity && !(options & kLikeIdentity)) copy.generated = Generated::kNo;
    CopySerial(from, column, to, copy);
    if (auto there = Now().FindColumn(to, column.name)) {
      MergeLike(to, *there, copy);
      continue;
    }
    if (copy.rare != nullptr && !copy.rare->not_null_name.empty()) {
      CountName(now.NameOf(to).schema, copy.rare->not_null_name, 1);
    }
    PutNew(to, copy);
    std::string_view comment = ColumnComment(now, from, column);
    if (!comment.empty() && (options & kLikeComments)) {
      Say(to, Trait::kComment, comment, column.name);
    }
    if (identity && (options & kLikeIdentity)) {
      Relation* sequence = MakeSequence(to, column.name, {}, true);
      const Relation* source = IdentityOf(now, from, column.name);
      if (source != nullptr) CopyOptions(*source, *sequence);
    }
  }
  if (!(options & kLikeConstraints)) return;
  for (ConstraintFact* fact :
       OldestFirst(from.constraints, &ConstraintFact::next, time_ + 1)) {
    if (fact->def->kind != ConstraintKind::kCheck) continue;
    CopyCheck(*fact, to, false);
    if (options & kLikeComments) CopyComment(*fact, *to.constraints);
  }
}

void CatalogBuilder::CopyComment(const Object& from, Object& to) {
  const Note* said = Now().Said(from, Trait::kComment);
  if (said != nullptr && !said->value.empty()) {
    Say(to, Trait::kComment, said->value);
  }
}

void CatalogBuilder::CopyLikeKeys(Relation& from, Relation& to,
                                  uint16_t options) {
  if (!(options & kLikeIndexes)) return;
  auto all = OldestFirst(from.indexes, &Relation::next_index, time_ + 1);
  // The primary key is made first.
  std::ranges::stable_sort(all, std::less<>(), [](const Relation* index) {
    bool primary = index->made_by != nullptr &&
                   index->made_by->def->kind == ConstraintKind::kPrimaryKey;
    return primary ? 0 : 1;
  });
  for (Relation* index : all) {
    if (!Spend()) return;
    Relation* copy = CloneIndex(*index, to);
    if (options & kLikeComments) CopyComment(*index, *copy);
  }
}

}  // namespace interlock::sql
