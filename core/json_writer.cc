// SPDX-License-Identifier: Apache-2.0
#include "core/json_writer.h"

#include <charconv>
#include <cmath>

#include "core/utf8.h"

namespace interlock {

namespace {

constexpr size_t kFlushAt = size_t{64} << 10;
constexpr std::string_view kHexDigits = "0123456789abcdef";

constexpr bool IsPlain(uint8_t byte) {
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

void AppendUnicodeEscape(uint32_t unit, std::string& out) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    out += kHexDigits[(unit >> shift) & 15];
  }
}

void AppendEscaped(uint32_t code_point, std::string& out) {
  switch (code_point) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  // JavaScript takes U+2028 and U+2029 as line ends.
  bool line_end = code_point == 0x2028 || code_point == 0x2029;
  if (code_point < 0x20 || line_end) {
    AppendUnicodeEscape(code_point, out);
  } else {
    AppendUtf8(code_point, out);
  }
}

}  // namespace

JsonWriter& JsonWriter::Key(std::string_view key) {
  BeforeValue();
  AppendQuoted(key);
  buffer_ += layout_ == JsonLayout::kIndented ? ": " : ":";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view value) {
  BeforeValue();
  AppendQuoted(value);
  return *this;
}

JsonWriter& JsonWriter::Int(int64_t value) {
  BeforeValue();
  buffer_ += std::to_string(value);
  return *this;
}

JsonWriter& JsonWriter::Double(double value) {
  if (!std::isfinite(value)) return Null();
  BeforeValue();
  char digits[32];
  auto [end, error] = std::to_chars(digits, digits + sizeof(digits), value);
  buffer_.append(digits, end);
  return *this;
}

JsonWriter& JsonWriter::Bool(bool value) {
  BeforeValue();
  buffer_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::Null() {
  BeforeValue();
  buffer_ += "null";
  return *this;
}

void JsonWriter::Flush() {
  if (buffer_.empty()) return;
  out_.Write(buffer_);
  buffer_.clear();
}

JsonWriter& JsonWriter::Open(char bracket) {
  BeforeValue();
  buffer_ += bracket;
  has_items_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::Close(char bracket) {
  INTERLOCK_CHECK(!has_items_.empty() && !after_key_);
  bool had_items = has_items_.back();
  has_items_.pop_back();
  if (had_items) NewLine();
  buffer_ += bracket;
  return *this;
}

void JsonWriter::BeforeValue() {
  if (buffer_.size() >= kFlushAt) Flush();
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_items_.empty()) return;
  if (has_items_.back()) buffer_ += ',';
  has_items_.back() = true;
  NewLine();
}

void JsonWriter::NewLine() {
  if (layout_ == JsonLayout::kCompact) return;
  buffer_ += '\n';
  buffer_.append(has_items_.size() * 2, ' ');
}

void JsonWriter::AppendQuoted(std::string_view text) {
  buffer_ += '"';
  for (size_t at = 0; at < text.size();) {
    size_t plain = at;
    while (plain < text.size() && IsPlain(static_cast<uint8_t>(text[plain]))) {
      ++plain;
    }
    buffer_ += text.substr(at, plain - at);
    at = plain;
    if (at == text.size()) break;
    Decoded decoded = DecodeUtf8(text, at);
    AppendEscaped(decoded.code_point, buffer_);
    at += decoded.length;
    if (buffer_.size() >= kFlushAt) Flush();
  }
  buffer_ += '"';
}

}  // namespace interlock
