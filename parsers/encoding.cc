// SPDX-License-Identifier: Apache-2.0
#include "parsers/encoding.h"

#include <fmt/format.h>

#include "core/text.h"
#include "core/utf8.h"

namespace interlock {
namespace {

constexpr uint32_t kMaxWord = 40;

bool IsForbidden(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' &&
         c != '\r';
}

// UTF-16 has a mark of its own, or a zero byte in one of its first two.
bool LooksLikeUtf16(std::string_view text) {
  if (text.size() < 2) return false;
  std::string_view start = text.substr(0, 2);
  if (start == "\xFF\xFE" || start == "\xFE\xFF") return true;
  return (text[0] == '\0') != (text[1] == '\0');
}

size_t FindControl(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsForbidden(text[i])) return i;
  }
  return std::string_view::npos;
}

Span ByteAt(size_t offset) {
  auto at = static_cast<uint32_t>(offset);
  return {at, at + 1};
}

bool IsWordEnd(char c) { return IsAsciiSpace(c); }

}  // namespace

void AddError(Document& doc, Span span, std::string message, std::string help) {
  size_t count = doc.errors.size();
  if (count >= kMaxSyntaxErrors) return;
  if (count + 1 == kMaxSyntaxErrors) {
    message = "there are more syntax errors in this file";
    help = "correct the ones above first";
  }
  doc.errors.push_back({span, std::move(message), std::move(help)});
}

bool CheckEncoding(Document& doc) {
  std::string_view text = doc.source->text();
  if (LooksLikeUtf16(text)) {
    AddError(doc, {0, 2}, "found UTF-16 text, expected UTF-8",
             "save the file as UTF-8");
    return false;
  }
  size_t control = FindControl(text);
  size_t invalid = FindInvalidUtf8(text);
  if (control == invalid) return true;  // neither exists
  if (invalid < control) {
    AddError(doc, ByteAt(invalid),
             fmt::format("found byte 0x{:02X}, which is not valid UTF-8",
                         static_cast<unsigned char>(text[invalid])),
             "save the file as UTF-8");
    return false;
  }
  AddError(doc, ByteAt(control),
           fmt::format("found control character U+{:04X}, expected text",
                       static_cast<unsigned char>(text[control])),
           "remove the character");
  return false;
}

uint32_t TextStart(std::string_view text) {
  bool marked = text.starts_with(kByteOrderMark);
  return marked ? static_cast<uint32_t>(kByteOrderMark.size()) : 0;
}

Span WordAt(std::string_view text, uint32_t offset) {
  auto size = static_cast<uint32_t>(text.size());
  offset = std::min(offset, size);
  uint32_t end = offset;
  while (end < size && end - offset < kMaxWord && !IsWordEnd(text[end])) ++end;
  // Never in the middle of a character.
  while (end < size && end > offset &&
         (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return {offset, end};
}

std::string FoundAt(std::string_view text, uint32_t offset) {
  return FoundIn(text, WordAt(text, offset));
}

std::string FoundIn(std::string_view text, Span span) {
  if (span.begin >= text.size()) return "the end of the file";
  if (!span.empty()) return "'" + Printable(span.In(text)) + "'";
  char c = text[span.begin];
  return c == '\n' || c == '\r' ? "the end of the line" : "white space";
}

}  // namespace interlock
