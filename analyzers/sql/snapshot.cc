// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/snapshot.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzers/sql/snapshot_reader.h"
#include "core/text.h"
#include "parsers/json/json.h"
#include "parsers/sql/sql_file.h"

namespace interlock::sql {
namespace {

using Keys = std::initializer_list<std::string_view>;

// Writes the catalog's SQL as it reads, parts of one kind at a time, in the
// order in which they can be created.
class Composer {
 public:
  Composer(SnapshotReader& reader, Snapshot& out)
      : reader_(reader), out_(out) {}

  void Read(const Node& root) {
    reader_.Check(root, {"format", "taken", "server", "database", "settings",
                         "schemas", "extensions", "types", "sequences",
                         "functions", "tables", "views"});
    if (reader_.Text(root, "format") != "interlock-snapshot-1") {
      reader_.Fail(root, "'format' is not \"interlock-snapshot-1\"",
                   "write it with `interlock-exec snapshot`");
      return;
    }
    ReadServer(root);
    reader_.EachString(root, "schemas", [&](const Node& at) {
      Write(at, "CREATE SCHEMA IF NOT EXISTS {}", Quoted(at.text));
    });
    reader_.Each(root, "extensions", [&](const Node& at) {
      reader_.Check(at, {"name", "schema", "version"});
      Write(at, "CREATE EXTENSION IF NOT EXISTS {}",
            Quoted(reader_.Need(at, "name")));
    });
    reader_.Each(root, "types", [&](const Node& at) { ReadType(at); });
    reader_.Each(root, "sequences", [&](const Node& at) { ReadSequence(at); });
    reader_.Each(root, "tables", [&](const Node& at) { ReadTable(at); });
    // Functions come behind tables, whose row types they may name.
    reader_.Each(root, "functions", [&](const Node& at) {
      reader_.Check(at, {"definition"});
      Write(at, "{}", reader_.Need(at, "definition"));
    });
    reader_.Each(root, "tables", [&](const Node& at) { ReadParts(at, false); });
    reader_.Each(root, "tables", [&](const Node& at) { ReadParts(at, true); });
    reader_.Each(root, "views", [&](const Node& at) { ReadView(at); });
    reader_.Each(root, "tables", [&](const Node& at) { ReadTriggers(at); });
    std::ranges::sort(out_.sizes, {}, &NamedSize::name);
  }

  // The JSON that a byte of the SQL comes from.
  const Node* OriginOf(uint32_t offset) const {
    auto at = std::ranges::upper_bound(
        origins_, offset, {}, [](const auto& one) { return one.first; });
    return at == origins_.begin() ? nullptr : (at - 1)->second;
  }

 private:
  template <class... Args>
  void Write(const Node& from, fmt::format_string<Args...> format,
             Args&&... args) {
    origins_.emplace_back(static_cast<uint32_t>(out_.sql.size()), &from);
    out_.sql += fmt::format(format, std::forward<Args>(args)...);
    out_.sql += ";\n";
  }

  static std::string Quoted(std::string_view name) {
    std::string text = "\"";
    for (char c : name) {
      if (c == '"') text += '"';
      text += c;
    }
    return text += '"';
  }
  static std::string Literal(std::string_view value) {
    std::string text = "E'";
    for (char c : value) {
      if (c == '\'' || c == '\\') text += '\\';
      text += c;
    }
    return text += '\'';
  }
  // "public"."orders" of an object's schema and name.
  std::string NameIn(const Node& at) {
    return Quoted(reader_.Need(at, "schema")) + "." +
           Quoted(reader_.Need(at, "name"));
  }

  void ReadServer(const Node& root) {
    if (const Node* server = reader_.Object(root, "server")) {
      reader_.Check(*server, {"version_num", "version"});
      auto number = reader_.Number(*server, "version_num");
      if (number && (*number < 120000 || *number >= 1000000)) {
        reader_.Fail(*server, "'version_num' is no version that is supported",
                     "expected server_version_num, such as 150004");
      } else if (number) {
        out_.pg_version = static_cast<int>(*number / 10000);
      }
    }
    const Node* settings = reader_.Object(root, "settings");
    if (settings == nullptr) return;
    for (const Member& member : settings->members) {
      if (!member.value->IsScalar() || member.value->plain()) {
        reader_.Fail(*member.value, "a setting's value is no string",
                     "write it as SHOW prints it, in quotes");
        continue;
      }
      out_.settings.push_back(
          fmt::format("{}={}", member.key->text, member.value->text));
    }
  }

  void ReadType(const Node& at) {
    reader_.Check(at, {"schema", "name", "kind", "labels", "base", "not_null",
                       "default", "constraints", "attributes"});
    std::string name = NameIn(at);
    std::string_view kind = reader_.Need(at, "kind");
    if (kind == "enum") {
      std::string labels;
      reader_.EachString(at, "labels", [&](const Node& label) {
        labels += (labels.empty() ? "" : ", ") + Literal(label.text);
      });
      Write(at, "CREATE TYPE {} AS ENUM ({})", name, labels);
    } else if (kind == "composite") {
      std::string attributes;
      reader_.Each(at, "attributes", [&](const Node& one) {
        reader_.Check(one, {"name", "type"});
        attributes += fmt::format("{}{} {}", attributes.empty() ? "" : ", ",
                                  Quoted(reader_.Need(one, "name")),
                                  reader_.Need(one, "type"));
      });
      Write(at, "CREATE TYPE {} AS ({})", name, attributes);
    } else if (kind == "domain") {
      ReadDomain(at, name);
    } else {
      reader_.Fail(at,
                   fmt::format("found '{}' as a type's kind",
                               Printable(kind.substr(0, 60))),
                   "expected enum, domain or composite");
    }
  }

  void ReadDomain(const Node& at, const std::string& name) {
    std::string rest;
    if (auto value = reader_.Text(at, "default"); !value.empty()) {
      rest += fmt::format(" DEFAULT {}", value);
    }
    if (reader_.Bool(at, "not_null")) rest += " NOT NULL";
    Write(at, "CREATE DOMAIN {} AS {}{}", name, reader_.Need(at, "base"), rest);
    reader_.Each(at, "constraints", [&](const Node& one) {
      reader_.Check(one, {"name", "definition"});
      Write(one, "ALTER DOMAIN {} ADD CONSTRAINT {} {}", name,
            Quoted(reader_.Need(one, "name")), reader_.Need(one, "definition"));
    });
  }

  void ReadSequence(const Node& at) {
    reader_.Check(at, {"schema", "name", "type", "owned_by"});
    std::string type(reader_.Text(at, "type"));
    Write(at, "CREATE SEQUENCE {}{}", NameIn(at),
          type.empty() ? "" : " AS " + type);
  }

  std::string ColumnOf(const Node& at) {
    reader_.Check(at, {"name", "type", "not_null", "default", "identity",
                       "generated", "collation"});
    std::string text = Quoted(reader_.Need(at, "name")) + " ";
    text += reader_.Need(at, "type");
    std::string_view value = reader_.Text(at, "default");
    std::string_view identity = reader_.Text(at, "identity");
    std::string_view generated = reader_.Text(at, "generated");
    if (auto collation = reader_.Text(at, "collation"); !collation.empty()) {
      text += " COLLATE " + Quoted(collation);
    }
    if (!identity.empty()) {
      text += identity == "always" ? " GENERATED ALWAYS AS IDENTITY"
                                   : " GENERATED BY DEFAULT AS IDENTITY";
    } else if (!generated.empty()) {
      text += fmt::format(" GENERATED ALWAYS AS ({}) {}", value,
                          generated == "virtual" ? "VIRTUAL" : "STORED");
    } else if (!value.empty()) {
      text += fmt::format(" DEFAULT {}", value);
    }
    if (reader_.Bool(at, "not_null")) text += " NOT NULL";
    return text;
  }

  void ReadTable(const Node& at) {
    reader_.Check(
        at, {"schema", "name", "kind", "persistence", "rows", "pages", "bytes",
             "index_bytes", "partition_key", "partition_of", "partition_bound",
             "columns", "constraints", "indexes", "triggers"});
    std::string name = NameIn(at);
    std::string columns;
    reader_.Each(at, "columns", [&](const Node& one) {
      columns += (columns.empty() ? "" : ", ") + ColumnOf(one);
    });
    std::string_view key = reader_.Text(at, "partition_key");
    std::string_view unlogged =
        reader_.Text(at, "persistence") == "unlogged" ? "UNLOGGED " : "";
    Write(at, "CREATE {}TABLE {} ({}){}", unlogged, name, columns,
          key.empty() ? "" : fmt::format(" PARTITION BY {}", key));
    if (const Node* parent = reader_.Object(at, "partition_of")) {
      reader_.Check(*parent, {"schema", "name"});
      std::string_view bound = reader_.Need(at, "partition_bound");
      Write(at, "ALTER TABLE ONLY {} ATTACH PARTITION {} {}", NameIn(*parent),
            name, bound);
    }
    ReadSize(at);
  }

  void ReadSize(const Node& at) {
    NamedSize size;
    size.name = fmt::format("{}.{}", reader_.Need(at, "schema"),
                            reader_.Need(at, "name"));
    // A server that never analysed the table says -1.
    size.size.rows = reader_.Number(at, "rows").value_or(-1);
    size.size.bytes = reader_.Number(at, "bytes").value_or(-1);
    size.size.index_bytes = reader_.Number(at, "index_bytes").value_or(-1);
    auto pages = reader_.Number(at, "pages");
    if (size.size.bytes < 0 && pages && *pages >= 0 && *pages < 1LL << 40) {
      size.size.bytes = *pages * 8192;
    }
    bool partitioned = !reader_.Text(at, "partition_key").empty();
    if (size.size.known() && !partitioned) {
      out_.sizes.push_back(std::move(size));
    }
  }

  // Foreign keys come last: they need the other table's key.
  void ReadParts(const Node& at, bool foreign_keys) {
    std::string name = NameIn(at);
    reader_.Each(at, "constraints", [&](const Node& one) {
      reader_.Check(one, {"name", "definition"});
      std::string_view definition = reader_.Need(one, "definition");
      if (definition.starts_with("FOREIGN KEY") != foreign_keys) return;
      Write(one, "ALTER TABLE {} ADD CONSTRAINT {} {}", name,
            Quoted(reader_.Need(one, "name")), definition);
    });
    if (foreign_keys) return;
    reader_.Each(at, "indexes", [&](const Node& one) {
      reader_.Check(one, {"name", "definition", "valid", "bytes"});
      Write(one, "{}", reader_.Need(one, "definition"));
    });
  }

  void ReadView(const Node& at) {
    reader_.Check(at, {"schema", "name", "materialized", "definition"});
    std::string_view definition = reader_.Need(at, "definition");
    while (definition.ends_with(';') || definition.ends_with('\n')) {
      definition.remove_suffix(1);
    }
    Write(at, "CREATE {}VIEW {} AS {}",
          reader_.Bool(at, "materialized") ? "MATERIALIZED " : "", NameIn(at),
          definition);
  }

  void ReadTriggers(const Node& at) {
    reader_.Each(at, "triggers", [&](const Node& one) {
      reader_.Check(one, {"name", "definition"});
      Write(one, "{}", reader_.Need(one, "definition"));
    });
  }

  SnapshotReader& reader_;
  Snapshot& out_;
  std::vector<std::pair<uint32_t, const Node*>> origins_;
};

// What the composed SQL gets wrong, said of the JSON it was made from.
void CheckSql(const Composer& composer, const Snapshot& snapshot,
              SnapshotReader& reader) {
  Source composed("snapshot", snapshot.sql);
  SqlFile file = ParseSql(composed, Framework::kPlain);
  for (const SyntaxError& error : file.errors) {
    const Node* at = composer.OriginOf(error.span.begin);
    if (at == nullptr) continue;
    reader.Fail(*at, "this is not SQL: " + error.message,
                "write it as the server's pg_get_*def functions print it");
  }
}

}  // namespace

std::vector<Error> ReadSnapshot(const Source& source, Snapshot& snapshot) {
  std::vector<Error> errors;
  Document tree = ParseJson(source, JsonDialect::kStrict);
  SnapshotReader reader(source, errors);
  for (const SyntaxError& error : tree.errors) {
    Node at;
    at.span = error.span;
    reader.Fail(at, error.message, error.help);
  }
  if (!errors.empty()) return errors;
  if (tree.root() == nullptr || !tree.root()->IsMapping()) {
    errors.push_back({"a snapshot is a JSON object", source.path(), 1,
                      "write it with `interlock-exec snapshot`"});
    return errors;
  }
  Composer composer(reader, snapshot);
  composer.Read(*tree.root());
  if (errors.empty()) CheckSql(composer, snapshot, reader);
  return errors;
}

}  // namespace interlock::sql
