// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "analyzers/config/schema.h"
#include "core/json_writer.h"
#include "core/text.h"

namespace interlock::config {
namespace {

class SchemaWriter {
 public:
  SchemaWriter(Sort sort, Writer& out)
      : keys_(KeysOf(sort)), json_(out, JsonLayout::kIndented) {}

  void Write(Sort sort) {
    json_.BeginObject();
    json_.Field("$schema", "https://json-schema.org/draft/2020-12/schema");
    json_.Field("title", fmt::format(".ci/config/{}", NameOf(sort)));
    WriteMapping("");
    json_.EndObject();
    json_.Flush();
  }

 private:
  static std::string_view Last(std::string_view path) {
    return path.substr(path.rfind('.') + 1);
  }
  static std::string_view Parent(std::string_view path) {
    size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? "" : path.substr(0, dot);
  }

  // The keywords of a mapping, into an object that is open.
  void WriteMapping(std::string_view parent) {
    json_.Field("type", "object");
    const Key* any = nullptr;
    json_.Key("properties").BeginObject();
    for (const Key& key : keys_) {
      if (Parent(key.path) != parent) continue;
      if (Last(key.path) == "*") {
        any = &key;
        continue;
      }
      json_.Key(Last(key.path));
      WriteKey(key);
    }
    json_.EndObject().Key("additionalProperties");
    if (any != nullptr) {
      WriteKey(*any);
    } else {
      json_.Bool(false);
    }
    json_.Key("required").BeginArray();
    for (const Key& key : keys_) {
      bool here = Parent(key.path) == parent && key.need == Need::kRequired;
      if (here) json_.String(Last(key.path));
    }
    json_.EndArray();
  }

  // Tables are a few levels deep, and so is this.
  void WriteKey(const Key& key) {
    json_.BeginObject().Field("description", key.summary);
    switch (key.type) {
      case Type::kText:
        json_.Field("type", "string");
        break;
      case Type::kChoice:
        json_.Key("enum").BeginArray();
        for (std::string_view one : Split(key.choices, '|')) json_.String(one);
        json_.EndArray();
        break;
      case Type::kBool:
        json_.Field("type", "boolean");
        break;
      case Type::kInteger:
        json_.Field("type", "integer");
        break;
      case Type::kNumber:
        json_.Field("type", "number");
        break;
      case Type::kDuration:
        json_.Field("type", "string").Field("pattern", "^[0-9]+[smhdw]$");
        break;
      case Type::kTexts:
      case Type::kIntegers:
        json_.Field("type", "array").Key("items").BeginObject();
        json_.Field("type", key.type == Type::kTexts ? "string" : "integer");
        json_.EndObject();
        break;
      case Type::kMapping:
        WriteMapping(key.path);
        break;
      case Type::kList:
        json_.Field("type", "array").Key("items").BeginObject();
        WriteMapping(std::string(key.path) + "[]");
        json_.EndObject();
        break;
    }
    json_.EndObject();
  }

  std::span<const config::Key> keys_;
  JsonWriter json_;
};

}  // namespace

std::string JsonSchema(Sort sort) {
  StringWriter out;
  SchemaWriter(sort, out).Write(sort);
  return out.text() + "\n";
}

}  // namespace interlock::config
