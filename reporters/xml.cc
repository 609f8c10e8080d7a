// SPDX-License-Identifier: Apache-2.0
#include "reporters/xml.h"

#include "core/utf8.h"

namespace interlock::reporters {

namespace {

enum class Where : uint8_t { kAttribute, kContent };

constexpr bool IsXmlCharacter(uint32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  // C1 controls are legal but refused by some readers.
  if (c >= 0x7F && c <= 0x9F) return false;
  return (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
}

std::string_view Reference(uint32_t c, Where where) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    default:
      break;
  }
  if (where == Where::kContent) return {};
  switch (c) {
    case '"':
      return "&quot;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    default:
      return {};
  }
}

std::string Escape(std::string_view text, Where where) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (size_t at = 0; at < text.size();) {
    Decoded decoded = DecodeUtf8(text, at);
    std::string_view reference = Reference(decoded.code_point, where);
    if (!reference.empty()) {
      out += reference;
    } else if (IsXmlCharacter(decoded.code_point)) {
      AppendUtf8(decoded.code_point, out);
    }
    at += decoded.length;
  }
  return out;
}

}  // namespace

std::string XmlAttribute(std::string_view text) {
  return Escape(text, Where::kAttribute);
}

std::string XmlContent(std::string_view text) {
  return Escape(text, Where::kContent);
}

}  // namespace interlock::reporters
