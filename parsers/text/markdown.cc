// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/markdown.h"

#include <algorithm>

#include "parsers/encoding.h"
#include "parsers/text/markdown_lines.h"

namespace interlock {
namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr uint32_t kCodeIndent = 4;

class MarkdownReader {
 public:
  explicit MarkdownReader(std::string_view text) : text_(text) {}

  std::vector<MarkdownBlock> Run() {
    at_ = TextStart(text_);
    TakeFrontMatter();
    while (at_ < text_.size()) {
      MarkdownLine line = ReadMarkdownLine(text_, at_);
      at_ = NextLine(text_, line);
      TakeLine(line);
    }
    return std::move(blocks_);
  }

 private:
  std::string_view Words(const MarkdownLine& line) const {
    return line.words.In(text_);
  }

  void TakeLine(const MarkdownLine& line) {
    if (line.blank()) {
      open_text_ = kNone;
      in_table_ = false;
      return;
    }
    if (TakeUnderline(line) || TakeTable(line)) return;
    LeaveLists(line);
    uint32_t indent = line.indent - std::min(line.indent, Indent());
    if (indent >= kCodeIndent && open_text_ == kNone) {
      TakeIndentedCode(line);
      return;
    }
    TakeContent(line);
  }

  // Columns that belong to the list items the line stands in.
  uint32_t Indent() const { return lists_.empty() ? 0 : lists_.back(); }

  // A line further left than an item's words ends the item, unless it goes
  // on with the item's paragraph.
  void LeaveLists(const MarkdownLine& line) {
    bool starts_block = IsBlockStart(line);
    if (open_text_ != kNone && !starts_block) return;
    while (!lists_.empty() && line.indent < lists_.back()) lists_.pop_back();
  }

  bool IsBlockStart(const MarkdownLine& line) const {
    std::string_view words = Words(line);
    return HeadingLevel(words) > 0 || FindListMark(words) ||
           FindFence(text_, line.words) || IsThematicBreak(words) ||
           words.starts_with("<!--");
  }

  void TakeContent(const MarkdownLine& line) {
    std::string_view words = Words(line);
    if (words.starts_with("<!--")) return TakeComment(line);
    if (uint32_t level = HeadingLevel(words)) return TakeHeading(line, level);
    if (std::optional<Fence> fence = FindFence(text_, line.words)) {
      return TakeFence(line, *fence);
    }
    if (IsThematicBreak(words)) {
      open_text_ = kNone;
      return;
    }
    if (std::optional<ListMark> mark = FindListMark(words)) {
      return TakeItem(line, *mark);
    }
    TakeText(line);
  }

  MarkdownBlock& Add(BlockKind kind, Span span, Span words) {
    MarkdownBlock& block = blocks_.emplace_back();
    block.kind = kind;
    block.span = span;
    block.text = words;
    open_text_ = kNone;
    return block;
  }

  void TakeHeading(const MarkdownLine& line, uint32_t level) {
    Span words = HeadingText(text_, line.words);
    Add(BlockKind::kHeading, line.words, words).level =
        static_cast<uint8_t>(level);
  }

  // A paragraph underlined with === or --- is a heading after all.
  bool TakeUnderline(const MarkdownLine& line) {
    if (open_text_ == kNone) return false;
    MarkdownBlock& open = blocks_[open_text_];
    uint32_t level = UnderlineLevel(Words(line));
    if (level == 0 || open.kind != BlockKind::kText) return false;
    open.kind = BlockKind::kHeading;
    open.level = static_cast<uint8_t>(level);
    open.span.end = line.words.end;
    open_text_ = kNone;
    return true;
  }

  // A line of dashes and bars makes the line above it a table's first row.
  bool TakeTable(const MarkdownLine& line) {
    std::string_view words = Words(line);
    if (in_table_ && words.find('|') != kNone) {
      AddRow(line.words);
      return true;
    }
    in_table_ = false;
    if (open_text_ == kNone || !IsTableDelimiter(words)) return false;
    MarkdownBlock& open = blocks_[open_text_];
    std::string_view header = open.span.In(text_);
    bool one_line = header.find_first_of("\r\n") == kNone;
    if (open.kind != BlockKind::kText || !one_line ||
        header.find('|') == kNone) {
      return false;
    }
    Span row = open.span;
    blocks_.pop_back();
    AddRow(row);
    in_table_ = true;
    return true;
  }

  void AddRow(Span span) {
    Span words = span;
    if (words.begin < words.end && text_[words.begin] == '|') ++words.begin;
    if (words.begin < words.end && text_[words.end - 1] == '|') --words.end;
    Add(BlockKind::kTableRow, span, TrimSpan(text_, words));
  }

  void TakeItem(const MarkdownLine& line, ListMark mark) {
    MarkdownLine rest = RestOfLine(text_, line, line.words.begin + mark.size);
    uint32_t column = rest.blank() ? line.indent + mark.size + 1 : rest.indent;
    if (rest.indent >= line.indent + mark.size + 1 + kCodeIndent) {
      column = line.indent + mark.size + 1;
    }
    lists_.push_back(column);
    MarkdownBlock& item = Add(BlockKind::kListItem, line.words, rest.words);
    item.level = static_cast<uint8_t>(std::min<size_t>(lists_.size(), 255));
    TakeBox(item);
    bool nested =
        FindListMark(Words(rest)).has_value() && !IsThematicBreak(Words(rest));
    if (nested || FindFence(text_, rest.words)) {
      item.text.end = item.text.begin;
      pending_ = rest;
      return TakeNested();
    }
    open_text_ = blocks_.size() - 1;
  }

  // "- - x" and "- ```" hold blocks of their own; one after the other, so
  // that a line of a million marks does not recurse.
  void TakeNested() {
    if (nesting_) return;
    nesting_ = true;
    while (!pending_.blank()) {
      MarkdownLine line = pending_;
      pending_ = {};
      TakeContent(line);
    }
    nesting_ = false;
  }

  void TakeBox(MarkdownBlock& item) {
    std::string_view words = item.text.In(text_);
    if (words.size() < 3 || words[0] != '[' || words[2] != ']') return;
    if (words.size() > 3 && words[3] != ' ' && words[3] != '\t') return;
    if (words[1] != ' ' && words[1] != 'x' && words[1] != 'X') return;
    item.checkbox = true;
    item.checked = words[1] != ' ';
    item.text = TrimSpan(text_, {item.text.begin + 3, item.text.end});
  }

  void TakeText(const MarkdownLine& line) {
    if (open_text_ != kNone) {
      MarkdownBlock& open = blocks_[open_text_];
      if (open.text.empty()) open.text = line.words;
      open.text.end = line.words.end;
      open.span.end = line.words.end;
      return;
    }
    Add(BlockKind::kText, line.words, line.words);
    open_text_ = blocks_.size() - 1;
  }

  void TakeComment(const MarkdownLine& line) {
    size_t close = text_.find("-->", line.words.begin + 4);
    size_t end = close == kNone ? text_.size() : close + 3;
    Span span{line.words.begin, static_cast<uint32_t>(end)};
    Add(BlockKind::kText, span, {span.begin, span.begin});
    MarkdownLine last = ReadMarkdownLine(text_, span.end);
    if (last.blank()) {
      at_ = std::max(at_, NextLine(text_, last));
      return;
    }
    // Words behind the comment are a text of their own.
    at_ = NextLine(text_, last);
    TakeText(last);
  }

  void TakeFence(const MarkdownLine& line, const Fence& fence) {
    uint32_t begin = at_;
    uint32_t body_end = at_;
    uint32_t end = line.words.end;
    while (at_ < text_.size()) {
      MarkdownLine next = ReadMarkdownLine(text_, at_);
      at_ = NextLine(text_, next);
      end = next.span.end;
      if (ClosesFence(fence, Words(next))) break;
      body_end = at_;
    }
    body_end = std::max(begin, body_end);
    MarkdownBlock& code =
        Add(BlockKind::kCode, {line.words.begin, std::max(end, body_end)},
            {begin, body_end});
    code.info = fence.info.In(text_);
  }

  void TakeIndentedCode(const MarkdownLine& line) {
    Span span = line.span;
    uint32_t limit = Indent() + kCodeIndent;
    while (at_ < text_.size()) {
      MarkdownLine next = ReadMarkdownLine(text_, at_);
      if (!next.blank() && next.indent < limit) break;
      at_ = NextLine(text_, next);
      if (!next.blank()) span.end = next.words.end;
    }
    Add(BlockKind::kCode, span, span);
  }

  void TakeFrontMatter() {
    MarkdownLine first = ReadMarkdownLine(text_, at_);
    if (first.span.In(text_) != "---") return;
    uint32_t begin = NextLine(text_, first);
    for (uint32_t at = begin; at < text_.size();) {
      MarkdownLine line = ReadMarkdownLine(text_, at);
      if (Words(line) == "---" && line.indent == 0) {
        Add(BlockKind::kCode, {first.span.begin, line.words.end}, {begin, at})
            .info = "yaml";
        at_ = NextLine(text_, line);
        return;
      }
      at = NextLine(text_, line);
    }
  }

  std::string_view text_;
  uint32_t at_ = 0;  // the next line
  std::vector<MarkdownBlock> blocks_;
  std::vector<uint32_t> lists_;  // the column of each open item's words
  size_t open_text_ = kNone;     // the block that the next line may extend
  bool in_table_ = false;
  bool nesting_ = false;
  MarkdownLine pending_{};
};

}  // namespace

std::vector<MarkdownBlock> ParseMarkdown(const Source& source) {
  return MarkdownReader(source.text()).Run();
}

}  // namespace interlock
