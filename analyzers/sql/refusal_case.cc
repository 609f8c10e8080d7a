// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/refusal_case.h"

#include "analyzers/sql/type_casts.h"
#include "core/text.h"

namespace interlock::sql::refusal {

// Histories of more types are not searched for one of another schema.
constexpr size_t kMaxTypes = 256;

std::string WithArticle(std::string_view noun) {
  bool vowel = std::string_view("aeiou").find(noun.front()) != noun.npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

namespace {

// Those that most columns have.
bool IsOrdinaryType(std::string_view name) {
  auto is = [&](auto... names) { return (Same(name, names) || ...); };
  switch (name.size()) {
    case 4:
      return is("int4", "int8", "text", "bool", "uuid", "date", "json", "inet",
                "int2", "time");
    case 5:
      return is("jsonb", "bytea");
    case 6:
      return is("serial", "float8", "bpchar", "float4", "timetz");
    case 7:
      return is("varchar", "numeric");
    case 8:
      return is("interval");
    case 9:
      return is("timestamp", "bigserial");
    case 11:
      return is("timestamptz");
    default:
      return false;
  }
}

}  // namespace

const Sight& Case::Look(const Name& name) const {
  for (const Seen& seen : seen_) {
    bool same = Same(seen.name, name.name) && Same(seen.schema, name.schema);
    if (same && !name.name.empty()) return seen.sight;
  }
  Seen& oldest = seen_[next_seen_++ % std::size(seen_)];
  oldest = {name.schema, name.name, LookUp(name)};
  return oldest.sight;
}

Sight Case::LookUp(const Name& name) const {
  Sight sight;
  bool unreadable = name.empty() || IsSystemSchema(name.schema) ||
                    HoldsPlaceholder(name.schema) ||
                    HoldsPlaceholder(name.name);
  if (unreadable) return sight;
  sight.relation = view_.Find(name);
  if (sight.relation != nullptr && view_.IsAssumedNow(*sight.relation)) {
    sight.relation = nullptr;
  }
  if (sight.relation != nullptr) {
    const Relation& found = *sight.relation;
    bool sure = !found.assumed && view_.Trusts(found);
    // An older table of that name may stand in its place.
    bool maybe_older = found.def != nullptr && found.def->if_not_exists &&
                       view_.Just(found.born).Absent() != Answer::kNo;
    if (sure && !maybe_older) sight.there = Answer::kYes;
    return sight;
  }
  if (name.schema.empty() &&
      (IsSystemName(name.name) || view_.IsNamedElsewhere(name.name))) {
    return sight;
  }
  sight.gone = view_.GoneSince(name);
  if (sight.gone != kBeforeAll) {
    if (view_.SeesSince(sight.gone)) sight.there = Answer::kNo;
    return sight;
  }
  // Schemas that the history did not make may hold what nobody shows.
  bool plain = name.schema.empty() || name.schema == "public" ||
               LookAtSchema(name.schema).there == Answer::kYes;
  if (!plain || !view_.SeesEverything()) return sight;
  sight.there = Answer::kNo;
  sight.evidence = Evidence::kMissing;
  return sight;
}

Sight Case::LookAtType(std::string_view schema, std::string_view name) const {
  Sight sight;
  if (IsSystemSchema(schema)) return sight;
  // The server's own come before all that the search path names.
  if (schema.empty() && IsOrdinaryType(name)) return sight;
  if (view_.FindType(schema, name) != nullptr) {
    sight.there = Answer::kYes;
    return sight;
  }
  sight.gone = view_.TypeGoneSince(schema, name);
  if (sight.gone != kBeforeAll) {
    if (view_.SeesSince(sight.gone)) sight.there = Answer::kNo;
    return sight;
  }
  // Every table is a type, too; extensions bring others.
  bool maybe = name.empty() || IsWellKnownType(name) || IsSystemName(name) ||
               HoldsPlaceholder(name) || view_.IsNamedElsewhere(name) ||
               (!schema.empty() && schema != "public") ||
               view_.Find(schema, name) != nullptr;
  if (maybe || !view_.SeesEverything() || !view_.HasNoExtensions()) {
    return sight;
  }
  std::span<const Slot* const> types = view_.catalog().types();
  bool elsewhere = types.size() > kMaxTypes ||
                   std::ranges::any_of(types, [&](const Slot* slot) {
                     return slot->name == name;
                   });
  if (elsewhere) return sight;
  sight.there = Answer::kNo;
  sight.evidence = Evidence::kMissing;
  return sight;
}

Sight Case::LookAtSchema(std::string_view name) const {
  Sight sight;
  if (IsSystemSchema(name) || name == "public") return sight;
  const Object* schema = view_.FindSchema(name);
  if (schema != nullptr) {
    bool sure = !schema->assumed && schema->born != kBeforeAll &&
                view_.SeesSince(schema->born);
    if (sure) sight.there = Answer::kYes;
    return sight;
  }
  sight.gone = view_.SchemaGoneSince(name);
  if (sight.gone != kBeforeAll) {
    if (view_.SeesSince(sight.gone)) sight.there = Answer::kNo;
    return sight;
  }
  // A history that makes schemas makes all that it uses.
  bool makes = !view_.catalog().schemas().empty() && view_.SeesEverything() &&
               view_.HasNoExtensions() && !HoldsPlaceholder(name);
  if (!makes) return sight;
  sight.there = Answer::kNo;
  sight.evidence = Evidence::kMissing;
  return sight;
}

const Relation* Case::Sure(const Name& name) const {
  const Sight& sight = Look(name);
  return sight.there == Answer::kYes ? sight.relation : nullptr;
}

Answer Case::HasColumn(const Relation& table, std::string_view column) const {
  if (HoldsPlaceholder(column)) return Answer::kUnknown;
  Answer now = view_.HasColumn(table, column);
  if (index_ == 0 && IsAlone()) return now;
  return before().HasColumn(table, column) == now ? now : Answer::kUnknown;
}

std::optional<Column> Case::FindColumn(const Relation& table,
                                       std::string_view column) const {
  if (HasColumn(table, column) != Answer::kYes) return std::nullopt;
  return view_.FindColumn(table, column);
}

bool Case::IsWhole(const Relation& table) const {
  return table.complete && !table.assumed && view_.Trusts(table);
}

Answer Case::HasConstraint(const Relation& table, std::string_view name) const {
  auto ask = [&](const View& view) {
    bool found = false;
    bool whole = view.EachConstraint(table, [&](const ConstraintFact& fact) {
      found |= view.NameOf(fact) == name;
    });
    if (found) return Answer::kYes;
    return whole && IsWhole(table) ? Answer::kNo : Answer::kUnknown;
  };
  Answer now = ask(view_);
  if (index_ == 0 && IsAlone()) return now;
  return ask(before()) == now ? now : Answer::kUnknown;
}

Refusal Case::Missing(std::string_view what, std::string_view sqlstate,
                      const Name& name, const Sight& sight) const {
  Refusal out = Refuse(Cause::kMissingObject, sqlstate, name.span,
                       "{} {} does not exist", what, name.name);
  out.evidence = sight.evidence;
  if (sight.evidence == Evidence::kMissing) {
    out.missing = name.name;
    out.message += ": no migration creates it";
  } else if (sight.gone != kBeforeAll) {
    out.related = sight.gone;
    out.related_note = "dropped or renamed here";
  }
  return out;
}

Refusal Case::Duplicate(std::string_view what, std::string_view sqlstate,
                        std::string_view name, Span span, Time born) const {
  Refusal out = Refuse(Cause::kDuplicateObject, sqlstate, span,
                       "{} {} exists already", what, name);
  if (born != kBeforeAll && born != kNever) {
    out.related = born;
    out.related_note = "created here";
  }
  return out;
}

Refusal Case::NoColumn(const Name& table, const Ident& column) const {
  return Refuse(Cause::kMissingObject, "42703", column.span,
                "{} has no column {}", table.name, column.text);
}

}  // namespace interlock::sql::refusal
