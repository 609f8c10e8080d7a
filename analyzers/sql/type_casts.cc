// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/type_casts.h"

#include <algorithm>

namespace interlock::sql {
namespace {

// What the server stores one type as without being asked to, but for strings,
// which everything becomes. Types that stand for numbers of objects are one
// group here: "reg".
struct Casts {
  std::string_view from;
  std::string_view implicit;    // words in blanks
  std::string_view assignment;  // those that only storing makes
};
constexpr Casts kCasts[] = {
    {"bit", " varbit ", ""},
    {"bool", "", ""},
    {"box", "", " polygon "},
    {"bpchar", "", " char "},
    {"bytea", "", ""},
    {"char", "", ""},
    {"cidr", " inet ", ""},
    {"circle", "", ""},
    {"date", " timestamp timestamptz ", ""},
    {"float4", " float8 ", " int2 int4 int8 numeric "},
    {"float8", "", " float4 int2 int4 int8 numeric "},
    {"inet", "", " cidr "},
    {"int2", " float4 float8 int4 int8 numeric oid reg ", ""},
    {"int4", " float4 float8 int8 numeric oid reg ", " int2 money "},
    {"int8", " float4 float8 numeric oid reg ", " int2 int4 money "},
    {"interval", "", " time "},
    {"json", "", " jsonb "},
    {"jsonb", "", " json "},
    {"jsonpath", "", ""},
    {"line", "", ""},
    {"lseg", "", ""},
    {"macaddr", " macaddr8 ", ""},
    {"macaddr8", " macaddr ", ""},
    {"money", "", " numeric "},
    {"name", "", ""},
    {"numeric", " float4 float8 ", " int2 int4 int8 money "},
    {"oid", " reg ", " int4 int8 "},
    {"path", "", " polygon "},
    {"pg_lsn", "", ""},
    {"point", "", " box "},
    {"polygon", "", " path "},
    {"reg", " oid ", " int4 int8 "},
    {"text", " regclass ", " char "},
    {"time", " interval timetz ", ""},
    {"timestamp", " timestamptz ", " date time "},
    {"timestamptz", "", " date time timestamp timetz "},
    {"timetz", "", " time "},
    {"tsquery", "", ""},
    {"tsvector", "", ""},
    {"uuid", "", ""},
    {"varbit", " bit ", ""},
    {"varchar", " regclass ", " char "},
    {"xid", "", ""},
    {"xid8", "", ""},
    {"xml", "", ""},
};

constexpr std::string_view kStrings[] = {"bpchar", "name", "text", "varchar"};

// The server's, arrays and those that begin with pg_ left out.
constexpr std::string_view kServers[] = {
    "aclitem",
    "any",
    "bigserial",
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "cstring",
    "date",
    "datemultirange",
    "daterange",
    "event_trigger",
    "fdw_handler",
    "float4",
    "float8",
    "gtsvector",
    "index_am_handler",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "internal",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "language_handler",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "point",
    "polygon",
    "record",
    "refcursor",
    "serial",
    "serial2",
    "serial4",
    "serial8",
    "smallserial",
    "table_am_handler",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "trigger",
    "tsm_handler",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "unknown",
    "uuid",
    "varbit",
    "varchar",
    "void",
    "xid",
    "xid8",
    "xml",
};
constexpr std::string_view kExtensions[] = {
    "box2d",     "box3d",    "citext",    "cube",   "earth",     "ean13",
    "geography", "geometry", "halfvec",   "hstore", "isbn",      "ispell",
    "issn",      "lo",       "lquery",    "ltree",  "ltxtquery", "raster",
    "seg",       "semver",   "sparsevec", "upc",    "vector",
};
// Of other databases: whoever writes them does not mean this server.
constexpr std::string_view kForeign[] = {
    "binary",
    "blob",
    "clob",
    "datetime",
    "datetime2",
    "double",
    "image",
    "long",
    "longblob",
    "longtext",
    "mediumblob",
    "mediumint",
    "mediumtext",
    "number",
    "nvarchar",
    "nvarchar2",
    "rowversion",
    "smalldatetime",
    "string",
    "tinyblob",
    "tinyint",
    "tinytext",
    "uniqueidentifier",
    "unsigned",
    "varbinary",
    "varchar2",
    "year",
};

std::string_view GroupOf(std::string_view type) {
  bool object = type.starts_with("reg") && type != "refcursor";
  return object ? "reg" : type;
}

const Casts* CastsOf(std::string_view type) {
  for (const Casts& one : kCasts) {
    if (one.from == type) return &one;
  }
  return nullptr;
}

bool Lists(std::string_view words, std::string_view word) {
  for (size_t at = words.find(word); at != words.npos;
       at = words.find(word, at + 1)) {
    if (words[at - 1] == ' ' && words[at + word.size()] == ' ') return true;
  }
  return false;
}

std::string_view Stored(std::string_view type) {
  if (type == "serial" || type == "serial4") return "int4";
  if (type == "bigserial" || type == "serial8") return "int8";
  if (type == "smallserial" || type == "serial2") return "int2";
  return type;
}

// A type as casts see it: domains are their base.
struct Seen {
  std::string_view built_in;       // "" for a user's
  const TypeFact* user = nullptr;  // enum, ...
  bool array = false;
  bool known = false;
};

constexpr int kMaxDomains = 16;  // over one another

const TypeName* BaseOf(const Object* object) {
  if (object == nullptr || object->thing != Thing::kType) return nullptr;
  const auto* fact = static_cast<const TypeFact*>(object);
  bool domain = fact->kind == TypeKind::kDomain && fact->domain != nullptr;
  return domain ? &fact->domain->base : nullptr;
}

Seen Look(const View& view, TypeAt at) {
  Seen seen;
  for (int depth = 0; depth < kMaxDomains; ++depth) {
    if (at.type == nullptr || at.type->empty()) return seen;
    const Object* object = view.TypeOf(*at.type, at.written);
    bool array = at.type->array_dims() != 0;
    if (const TypeName* base = array ? nullptr : BaseOf(object)) {
      at = {base, object->born};
      continue;
    }
    seen.array = array;
    if (object == nullptr) {
      bool plain =
          at.type->schema().empty() || at.type->schema() == "pg_catalog";
      std::string_view name = GroupOf(Stored(at.type->name()));
      seen.known = plain && CastsOf(name) != nullptr;
      seen.built_in = seen.known ? Stored(at.type->name()) : "";
    } else if (object->thing == Thing::kType) {
      seen.user = static_cast<const TypeFact*>(object);
      seen.known = seen.user->kind == TypeKind::kEnum;
    }
    return seen;
  }
  return seen;
}

bool Reaches(CastWhen when, const Seen& from, const Seen& to) {
  if (from.user != nullptr || to.user != nullptr) return from.user == to.user;
  if (from.built_in == to.built_in) return true;
  const Casts* casts = CastsOf(GroupOf(from.built_in));
  std::string_view target = GroupOf(to.built_in);
  bool pair = target == "reg" && GroupOf(from.built_in) == "reg";
  if (pair) return true;  // some are, some are not
  if (Lists(casts->implicit, target) || Lists(casts->implicit, to.built_in)) {
    return true;
  }
  return when == CastWhen::kAssignment && Lists(casts->assignment, target);
}

}  // namespace

bool IsWellKnownType(std::string_view type) {
  auto in = [&](auto& list) {
    return std::ranges::find(list, type) != std::end(list);
  };
  return type.starts_with("reg") || type.starts_with("any") ||
         type.starts_with("_") || in(kServers) || in(kExtensions) ||
         in(kForeign);
}

bool IsStringType(std::string_view type) {
  return std::ranges::find(kStrings, type) != std::end(kStrings);
}

bool IsIntegerType(std::string_view type) {
  return type == "int2" || type == "int4" || type == "int8";
}

Answer IsCastBy(CastWhen when, const View& view, TypeAt from, TypeAt to) {
  if (view.MakesCasts()) return Answer::kUnknown;
  Seen old = Look(view, from);
  Seen now = Look(view, to);
  if (!now.known) return Answer::kUnknown;
  bool string = now.user == nullptr && IsStringType(now.built_in);
  if (string && (!now.array || old.array)) {
    bool strings = old.user == nullptr && IsStringType(old.built_in);
    bool stores = when == CastWhen::kAssignment || strings;
    if (!old.known) return Answer::kUnknown;
    return stores ? Answer::kYes : Answer::kUnknown;
  }
  if (!old.known) return Answer::kUnknown;
  if (old.array != now.array) return Answer::kNo;
  return Reaches(when, old, now) ? Answer::kYes : Answer::kNo;
}

LiteralOrder OrderOf(const TypeShape& type) {
  constexpr std::string_view kMoments[] = {"date", "timestamp", "timestamptz"};
  if (type.array_dims != 0) return LiteralOrder::kSame;
  std::string_view name = Stored(type.name);
  if (IsIntegerType(name)) return LiteralOrder::kInteger;
  if (name == "numeric") return LiteralOrder::kNumber;
  if (name == "text" || name == "varchar") return LiteralOrder::kText;
  bool moment = std::ranges::find(kMoments, name) != std::end(kMoments);
  return moment ? LiteralOrder::kMoment : LiteralOrder::kSame;
}

const TypeShape& PlainType(const View& view, TypeAt type) {
  for (int depth = 0; depth < kMaxDomains; ++depth) {
    if (type.type == nullptr) return kNoType;
    const Object* object = view.TypeOf(*type.type, type.written);
    const TypeName* base =
        type.type->array_dims() != 0 ? nullptr : BaseOf(object);
    if (base == nullptr) return *type.type->shape;
    type = {base, object->born};
  }
  return kNoType;
}

}  // namespace interlock::sql
