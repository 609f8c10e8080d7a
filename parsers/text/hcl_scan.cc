// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/hcl_scan.h"

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "core/utf8.h"

namespace interlock {
namespace {

bool IsBreak(char c) { return c == '\n' || c == '\r'; }

uint32_t SizeOf(std::string_view text) {
  return static_cast<uint32_t>(text.size());
}

bool At(std::string_view text, uint32_t at, std::string_view what) {
  return text.substr(std::min<size_t>(at, text.size())).starts_with(what);
}

// `${` and `%{` open a template unless their sign is doubled.
bool OpensTemplate(std::string_view text, uint32_t at) {
  bool sign = At(text, at, "${") || At(text, at, "%{");
  return sign && (at == 0 || text[at - 1] != text[at]);
}

uint32_t NextLine(std::string_view text, uint32_t at) {
  at = static_cast<uint32_t>(LineEnd(text, at));
  if (At(text, at, "\r\n")) return at + 2;
  return std::min(at + 1, SizeOf(text));
}

size_t MarginOf(std::string_view line) {
  size_t margin = 0;
  while (margin < line.size() && IsHclBlank(line[margin])) ++margin;
  return margin;
}

// Appends the character of \uNNNN or \UNNNNNNNN; false when it is none.
bool AppendEscaped(std::string_view body, size_t& at, std::string& out) {
  size_t digits = body[at] == 'u' ? 4 : 8;
  if (at + digits >= body.size()) return false;
  uint32_t code = 0;
  for (size_t i = 1; i <= digits; ++i) {
    char c = static_cast<char>(body[at + i] | 0x20);
    bool hex = IsDigit(body[at + i]) || (c >= 'a' && c <= 'f');
    if (!hex) return false;
    uint32_t digit = IsDigit(body[at + i])
                         ? static_cast<uint32_t>(body[at + i] - '0')
                         : static_cast<uint32_t>(c - 'a' + 10);
    code = code * 16 + digit;
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
  AppendUtf8(code, out);
  at += digits;
  return true;
}

}  // namespace

bool IsHclNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool IsHclName(char c) { return IsHclNameStart(c) || IsDigit(c) || c == '-'; }

HclString ScanHclString(std::string_view text, uint32_t at) {
  HclString out;
  // What is open: '"' a text, '{' a brace inside a template.
  std::vector<char> open{'"'};
  uint32_t i = at + 1;
  for (; i < text.size() && !IsBreak(text[i]); ++i) {
    bool in_text = open.back() == '"';
    char c = text[i];
    if (in_text && c == '\\') {
      ++i;
    } else if (in_text && OpensTemplate(text, i)) {
      out.plain = false;
      open.push_back('{');
      ++i;
    } else if (c == '"') {
      if (in_text) {
        open.pop_back();
      } else {
        open.push_back('"');
      }
    } else if (!in_text && c == '{') {
      open.push_back('{');
    } else if (!in_text && c == '}') {
      open.pop_back();
    }
    if (open.empty()) {
      out.closed = true;
      ++i;
      break;
    }
  }
  out.end = std::min(i, SizeOf(text));
  return out;
}

HclHeredoc ScanHclHeredoc(std::string_view text, uint32_t at) {
  HclHeredoc out;
  if (!At(text, at, "<<")) return out;
  at += 2;
  out.indented = At(text, at, "-");
  if (out.indented) ++at;
  uint32_t begin = at;
  while (at < text.size() && IsHclName(text[at])) ++at;
  std::string_view word = text.substr(begin, at - begin);
  if (word.empty() || !IsHclNameStart(word.front())) return out;
  if (LineEnd(text, at) != at) return out;
  out.found = true;
  at = NextLine(text, at);
  out.body = {at, at};
  while (at < text.size()) {
    auto end = static_cast<uint32_t>(LineEnd(text, at));
    out.body.end = at;
    if (Trim(text.substr(at, end - at)) == word) {
      out.closed = true;
      out.end = end;
      break;
    }
    at = NextLine(text, at);
  }
  if (!out.closed) out.end = out.body.end = SizeOf(text);
  for (uint32_t i = out.body.begin; i < out.body.end; ++i) {
    if (OpensTemplate(text, i)) out.plain = false;
  }
  return out;
}

uint32_t SkipHclComment(std::string_view text, uint32_t at) {
  if (At(text, at, "#") || At(text, at, "//")) {
    return static_cast<uint32_t>(LineEnd(text, at));
  }
  if (!At(text, at, "/*")) return at;
  size_t close = text.find("*/", at + 2);
  return close == text.npos ? SizeOf(text) : static_cast<uint32_t>(close + 2);
}

uint32_t SkipHclExpression(std::string_view text, uint32_t at, HclLines lines) {
  size_t depth = 0;
  while (at < text.size()) {
    char c = text[at];
    bool ends_line = IsBreak(c) && lines == HclLines::kEnd;
    if (depth == 0 && (c == ',' || ends_line)) break;
    uint32_t after = SkipHclComment(text, at);
    if (after != at) {
      if (depth == 0 && lines == HclLines::kEnd) break;
      at = after;
      continue;
    }
    if (c == '"') {
      at = ScanHclString(text, at).end;
      continue;
    }
    if (c == '<') {
      HclHeredoc heredoc = ScanHclHeredoc(text, at);
      if (heredoc.found) {
        at = heredoc.end;
        continue;
      }
    }
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') {
      if (depth == 0) break;
      --depth;
    }
    ++at;
  }
  return std::min(at, SizeOf(text));
}

std::string DecodeHclString(std::string_view body) {
  std::string out;
  for (size_t i = 0; i < body.size(); ++i) {
    char c = body[i];
    bool doubled = (c == '$' || c == '%') && i + 2 < body.size() &&
                   body[i + 1] == c && body[i + 2] == '{';
    if (doubled) {
      out += c;
      ++i;
      continue;
    }
    if (c != '\\' || i + 1 == body.size()) {
      out += c;
      continue;
    }
    c = body[++i];
    if (c == 'n') {
      out += '\n';
    } else if (c == 'r') {
      out += '\r';
    } else if (c == 't') {
      out += '\t';
    } else if ((c != 'u' && c != 'U') || !AppendEscaped(body, i, out)) {
      out += c;
    }
  }
  return out;
}

std::string DecodeHclHeredoc(std::string_view text, const HclHeredoc& heredoc) {
  std::string_view body = heredoc.body.In(text);
  if (!heredoc.indented) return std::string(body);
  size_t margin = body.size();
  for (std::string_view line : Split(body, '\n')) {
    if (!Trim(line).empty()) margin = std::min(margin, MarginOf(line));
  }
  std::string out;
  auto all = Split(body, '\n');
  for (size_t i = 0; i < all.size(); ++i) {
    if (i > 0) out += '\n';
    out += all[i].substr(std::min(margin, MarginOf(all[i])));
  }
  return out;
}

}  // namespace interlock
