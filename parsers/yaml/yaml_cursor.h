// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/tree.h"

namespace interlock {

// Walks the bytes of a YAML text in step with yaml-cpp's events, which say
// what comes next but not where it ends, and drop comments. The events remove
// every ambiguity, so the cursor needs no grammar: it skips what stands
// between tokens and measures a scalar whose value is known.
class YamlCursor {
 public:
  YamlCursor(std::string_view text, uint32_t start,
             std::vector<TreeComment>& comments)
      : text_(text), start_(start), at_(start), comments_(comments) {}

  uint32_t at() const { return at_; }
  bool AtEnd() const { return at_ >= text_.size(); }
  char Peek() const { return At(at_); }
  bool Sees(std::string_view word) const {
    return text_.substr(at_).starts_with(word);
  }
  // Forward only.
  void MoveTo(uint32_t offset);

  // White space, line breaks and comments, which are recorded.
  void SkipBlanks();
  // Blanks, directives and "...": what stands between two documents. Tells
  // whether it saw "...".
  bool SkipBetweenDocuments(uint32_t limit);

  bool Take(char c);
  // The same, when a blank, a line break or the end follows.
  bool TakeIndicator(char c);
  bool TakeDocumentStart();
  // "&name" or "*name": gives the name.
  std::string_view TakeName();
  void TakeTag();

  // Scalars, from the cursor on; `value` is what the text decodes to.
  Span TakePlain(std::string_view value);
  // Nothing when the text ends first: yaml-cpp does not always notice.
  std::optional<Span> TakeSingleQuoted();
  std::optional<Span> TakeDoubleQuoted();
  Span TakeBlockScalar(std::string_view value);
  // ~, null, Null or NULL as a whole word at the cursor, or nothing. Brackets
  // and commas end a word in flow style alone.
  enum class Style : uint8_t { kBlock, kFlow };
  std::string_view NullWord(Style style) const;

 private:
  char At(size_t offset) const {
    return offset < text_.size() ? text_[offset] : '\n';
  }
  bool AtLineStart() const;
  void TakeComment();
  void SkipInk(size_t count);
  void SkipToLineEnd();
  void SkipLineBreak();

  std::string_view text_;
  uint32_t start_;
  uint32_t at_;
  std::vector<TreeComment>& comments_;
};

}  // namespace interlock
