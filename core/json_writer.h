// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/check.h"
#include "core/seams.h"

namespace interlock {

enum class JsonLayout : uint8_t { kCompact, kIndented };

// Writes JSON as it goes, with no tree in memory. What is not UTF-8 in a string
// becomes U+FFFD. Call Key before each value inside an object. Bytes reach
// `out` when about 64 KiB wait, at Flush and at the end. No line break follows
// the last bracket.
class JsonWriter {
 public:
  JsonWriter(Writer& out, JsonLayout layout) : out_(out), layout_(layout) {}
  ~JsonWriter() { Flush(); }
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& BeginObject() { return Open('{'); }
  JsonWriter& EndObject() { return Close('}'); }
  JsonWriter& BeginArray() { return Open('['); }
  JsonWriter& EndArray() { return Close(']'); }
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view value);
  JsonWriter& Int(int64_t value);
  // The fewest digits that read back as `value`; null when it is not finite.
  JsonWriter& Double(double value);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();

  // Key and value in one.
  JsonWriter& Field(std::string_view key, std::string_view value) {
    return Key(key).String(value);
  }
  JsonWriter& Field(std::string_view key, const char* value) {
    return Key(key).String(value);
  }
  JsonWriter& IntField(std::string_view key, int64_t value) {
    return Key(key).Int(value);
  }
  JsonWriter& BoolField(std::string_view key, bool value) {
    return Key(key).Bool(value);
  }
  void Flush();

 private:
  JsonWriter& Open(char bracket);
  JsonWriter& Close(char bracket);
  void BeforeValue();
  void NewLine();
  void AppendQuoted(std::string_view text);

  Writer& out_;
  JsonLayout layout_;
  std::string buffer_;
  std::vector<bool> has_items_;  // one per open bracket
  bool after_key_ = false;
};

}  // namespace interlock
