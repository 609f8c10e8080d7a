// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_access.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/text.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kWords[] = {
    "select",     "insert",    "update", "delete",       "truncate",
    "references", "trigger",   "usage",  "create",       "execute",
    "connect",    "temporary", "set",    "alter system", "maintain"};

constexpr uint32_t BitOf(std::string_view word) {
  for (size_t i = 0; i < std::size(kWords); ++i) {
    if (kWords[i] == word) return uint32_t{1} << i;
  }
  return 0;
}

constexpr uint32_t kColumnBits =
    BitOf("select") | BitOf("insert") | BitOf("update") | BitOf("references");

uint32_t AllOf(ObjectKind kind, int version) {
  switch (kind) {
    case ObjectKind::kTable: {
      uint32_t all =
          kColumnBits | BitOf("delete") | BitOf("truncate") | BitOf("trigger");
      return version >= 17 ? all | BitOf("maintain") : all;
    }
    case ObjectKind::kSequence:
      return BitOf("usage") | BitOf("select") | BitOf("update");
    case ObjectKind::kFunction:
      return BitOf("execute");
    case ObjectKind::kType:
      return BitOf("usage");
    case ObjectKind::kSchema:
      return BitOf("usage") | BitOf("create");
    default:
      return 0;
  }
}

// The class of objects that share their privileges and their defaults.
ObjectKind ClassOf(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine:
    case ObjectKind::kAggregate:
      return ObjectKind::kFunction;
    case ObjectKind::kDomain:
      return ObjectKind::kType;
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kForeignTable:
      return ObjectKind::kTable;
    default:
      return kind;
  }
}

ObjectKind ClassOf(const Object& object) {
  switch (object.thing) {
    case Thing::kFunction:
      return ObjectKind::kFunction;
    case Thing::kType:
      return ObjectKind::kType;
    case Thing::kSchema:
      return ObjectKind::kSchema;
    default:
      break;
  }
  if (object.thing != Thing::kRelation) return ObjectKind::kOther;
  RelationKind kind = static_cast<const Relation&>(object).kind;
  if (kind == RelationKind::kIndex) return ObjectKind::kOther;
  return kind == RelationKind::kSequence ? ObjectKind::kSequence
                                         : ObjectKind::kTable;
}

struct Bits {
  uint32_t held = 0;
  uint32_t grantable = 0;
};
using Roles = std::map<std::string_view, Bits>;

// What PUBLIC has without a word.
Roles BuiltIn(ObjectKind kind) {
  Roles roles;
  if (kind == ObjectKind::kFunction) roles[""].held = BitOf("execute");
  if (kind == ObjectKind::kType) roles[""].held = BitOf("usage");
  return roles;
}

void Change(Roles& roles, std::string_view role, uint32_t bits, bool revoke,
            bool option) {
  Bits& one = roles[role];
  if (!revoke) {
    one.held |= bits;
    if (option) one.grantable |= bits;
    return;
  }
  one.grantable &= ~bits;
  if (!option) one.held &= ~bits;
}

// "select,insert*"
uint32_t BitsOf(std::string_view words, uint32_t all, bool& option) {
  option = words.ends_with('*');
  if (option) words.remove_suffix(1);
  uint32_t bits = 0;
  for (std::string_view word : Split(words, ',')) {
    bits |= word == "all" ? all : BitOf(word);
  }
  return bits;
}

std::vector<Access> Listed(const Roles& roles, std::string_view owner) {
  std::vector<Access> out;
  for (const auto& [role, bits] : roles) {
    if (bits.held == 0 || (!owner.empty() && role == owner)) continue;
    Access& one = out.emplace_back();
    one.role = role;
    for (size_t i = 0; i < std::size(kWords); ++i) {
      uint32_t bit = uint32_t{1} << i;
      if (bits.held & bit) one.privileges.push_back(kWords[i]);
      if (bits.grantable & bit) one.grantable.push_back(kWords[i]);
    }
  }
  return out;
}

void Apply(Roles& roles, const Grant& op, uint32_t all) {
  uint32_t bits = op.privileges.empty() ? all : 0;
  for (const Privilege& privilege : op.privileges) {
    bits |=
        privilege.name.empty() ? all : BitOf(AsciiLower(privilege.name.text));
  }
  for (const Ident& role : op.grantees) {
    Change(roles, role.text, bits, op.revoke, op.grant_option);
  }
  if (op.to_public) Change(roles, "", bits, op.revoke, op.grant_option);
}

// What the schema of that name is called now; empty when it is gone.
std::string_view SchemaToday(const View& view, std::string_view name,
                             Time when) {
  const Object* schema = view.Just(when).FindSchema(name);
  if (schema == nullptr) return name;
  return schema->AliveAt(view.time()) ? view.NameOf(*schema)
                                      : std::string_view();
}

// The role that an object belonged to when it was made; empty: the one whose
// session it was. The sequence of a column belongs to the table's.
std::string_view MakerOf(const View& view, const Object& object) {
  const Note* said = view.Just(object.born + 1).Said(object, Trait::kOwner);
  return said == nullptr ? std::string_view() : said->value;
}

// Whether ALTER DEFAULT PRIVILEGES speaks of what that role makes.
bool IsOf(const Grant& op, std::string_view maker) {
  if (op.for_roles.empty()) return maker.empty();
  return std::ranges::any_of(
      op.for_roles, [&](const Ident& role) { return role.text == maker; });
}

// What the object got when it was made.
Roles Initial(const View& view, const Object& object, ObjectKind kind,
              std::string_view schema) {
  Roles everywhere = BuiltIn(kind);
  Roles here;
  std::string_view maker = MakerOf(view, object);
  uint32_t all = AllOf(kind, view.catalog().pg_version());
  for (const DefaultGrant& grant : view.catalog().default_grants()) {
    if (grant.when >= object.born) break;
    const Grant& op = *grant.op;
    if (ClassOf(op.object) != kind || !IsOf(op, maker)) continue;
    bool named = std::ranges::any_of(op.names, [&](const Name& name) {
      return SchemaToday(view.Just(object.born), name.name, grant.when) ==
             schema;
    });
    if (op.names.empty()) Apply(everywhere, op, all);
    if (named) Apply(here, op, all);
  }
  for (const auto& [role, bits] : here) {
    everywhere[role].held |= bits.held;
    everywhere[role].grantable |= bits.grantable;
  }
  return everywhere;
}

std::string_view SchemaOf(const Object& object) {
  switch (object.thing) {
    case Thing::kRelation:
      return static_cast<const Relation&>(object).schema;
    case Thing::kType:
      return static_cast<const TypeFact&>(object).schema;
    case Thing::kFunction:
      return static_cast<const FunctionFact&>(object).schema;
    default:
      return {};
  }
}

std::vector<const Note*> NotesOf(const View& view, const Object& object,
                                 uint32_t traits) {
  std::vector<const Note*> notes;
  const Note* at = Note::Before(object.notes, view.time());
  for (; at != nullptr && (at->traits & traits) != 0; at = at->next) {
    if (Note::BitOf(at->trait) & traits) notes.push_back(at);
  }
  std::ranges::reverse(notes);
  return notes;
}

std::string_view OwnerOf(const View& view, const Object& object) {
  const Note* said = view.Said(object, Trait::kOwner);
  return said == nullptr ? std::string_view() : said->value;
}

}  // namespace

bool IsAccessKnown(const View& view, const Object& object) {
  ObjectKind kind = ClassOf(object);
  if (kind == ObjectKind::kOther || MakerOf(view, object).empty()) return true;
  return std::ranges::none_of(
      view.catalog().default_grants(), [&](const DefaultGrant& grant) {
        return grant.when < object.born && grant.op->for_roles.empty() &&
               ClassOf(grant.op->object) == kind;
      });
}

std::vector<Access> AccessTo(const View& view, const Object& object) {
  ObjectKind kind = ClassOf(object);
  uint32_t all = AllOf(kind, view.catalog().pg_version());
  if (all == 0) return {};
  Roles roles = Initial(view, object, kind, SchemaOf(object));
  uint32_t traits = Note::BitOf(Trait::kGranted) |
                    Note::BitOf(Trait::kRevoked) | Note::BitOf(Trait::kOwner);
  for (const Note* note : NotesOf(view, object, traits)) {
    if (note->trait == Trait::kOwner) {
      // What it was granted becomes what it owns, and goes with that.
      roles.erase(note->value);
      continue;
    }
    bool option = false;
    uint32_t bits = BitsOf(note->value, all, option);
    Change(roles, note->key, bits, note->trait == Trait::kRevoked, option);
  }
  return Listed(roles, OwnerOf(view, object));
}

std::vector<Access> AccessTo(const View& view, const Relation& relation,
                             const Column& column) {
  uint32_t traits =
      Note::BitOf(Trait::kColumnGranted) | Note::BitOf(Trait::kColumnRevoked);
  if (NotesOf(view, relation, traits).empty()) return {};
  Roles roles;
  traits |= Note::BitOf(Trait::kRevoked) | Note::BitOf(Trait::kOwner);
  for (const Note* note : NotesOf(view, relation, traits)) {
    if (note->when < column.added) continue;
    if (note->trait == Trait::kOwner) {
      roles.erase(note->value);
      continue;
    }
    std::string_view words = note->value;
    bool whole = note->trait == Trait::kRevoked;
    if (!whole) {
      size_t space = words.find(' ');
      std::string_view named = words.substr(space + 1);
      if (view.Renamed(relation, named, note->when) != column.name) continue;
      words = words.substr(0, space);
    }
    bool option = false;
    uint32_t bits = BitsOf(words, kColumnBits, option) & kColumnBits;
    Change(roles, note->key, bits, note->trait != Trait::kColumnGranted,
           option);
  }
  return Listed(roles, OwnerOf(view, relation));
}

std::vector<DefaultAccess> DefaultAccesses(const View& view) {
  using Key = std::tuple<std::string_view, std::string_view, ObjectKind>;
  std::map<Key, Roles> all;
  for (const DefaultGrant& grant : view.catalog().default_grants()) {
    if (grant.when >= view.time()) break;
    const Grant& op = *grant.op;
    ObjectKind kind = ClassOf(op.object);
    uint32_t bits = AllOf(kind, view.catalog().pg_version());
    std::vector<std::string_view> roles;
    for (const Ident& role : op.for_roles) roles.push_back(role.text);
    if (roles.empty()) roles.emplace_back();
    std::vector<std::string_view> schemas;
    for (const Name& schema : op.names) {
      std::string_view name = SchemaToday(view, schema.name, grant.when);
      if (!name.empty()) schemas.push_back(name);
    }
    if (op.names.empty()) schemas.emplace_back();
    for (std::string_view role : roles) {
      for (std::string_view schema : schemas) {
        auto [at, fresh] = all.try_emplace({role, schema, kind});
        if (fresh && schema.empty()) at->second = BuiltIn(kind);
        Apply(at->second, op, bits);
      }
    }
  }
  std::vector<DefaultAccess> out;
  for (const auto& [key, roles] : all) {
    const auto& [role, schema, kind] = key;
    out.push_back({role, schema, kind, Listed(roles, role)});
  }
  return out;
}

}  // namespace interlock::sql
