// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_quick_scalar.h"

#include <algorithm>
#include <array>

#include "parsers/node_builder.h"

namespace interlock {
namespace {

constexpr uint32_t kGiveUp = UINT32_MAX;
// yaml-cpp takes no longer scalar for a key.
constexpr uint32_t kMaxLine = 1000;

// The bytes that a plain scalar may begin with, whatever follows.
constexpr std::array<bool, 256> MakePlainStarts() {
  std::array<bool, 256> starts = {};
  for (size_t c = '0'; c <= '9'; ++c) starts[c] = true;
  for (size_t c = 'a'; c <= 'z'; ++c) starts[c] = starts[c - 32] = true;
  for (size_t c = 0x80; c < 0x100; ++c) starts[c] = true;
  for (char c :
       {'_', '.', '/', '$', '(', ')', '+', '=', ';', '^', '~', '<', '\\'}) {
    starts[static_cast<size_t>(c)] = true;
  }
  return starts;
}
constexpr std::array<bool, 256> kPlainStarts = MakePlainStarts();

bool IsFlowIndicator(char c) {
  return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

// Where a plain scalar that begins at `begin` stops on its line.
uint32_t PlainEnd(const YamlLines& at, uint32_t begin) {
  for (uint32_t i = begin;; ++i) {
    char c = at.At(i);
    if (c == '\n') return i;
    if (c == '\t') return kGiveUp;
    if (c != ':' && c != ' ') continue;
    char next = at.At(i + 1);
    bool ends = c == ' ' ? next == '#' : next == ' ' || next == '\n';
    if (ends) return i;
  }
}

uint32_t FlowPlainEnd(const YamlLines& at, uint32_t begin) {
  for (uint32_t i = begin;; ++i) {
    char c = at.At(i);
    if (c == '\n' || IsFlowIndicator(c)) return i;
    if (c == '\t' || c == '?') return kGiveUp;
    char next = at.At(i + 1);
    if (c == ' ' && next == '#') return kGiveUp;
    if (c != ':') continue;
    if (IsFlowIndicator(next)) return kGiveUp;
    if (next == ' ' || next == '\n') return i;
  }
}

uint32_t WithoutSpaces(std::string_view text, uint32_t begin, uint32_t end) {
  while (end > begin && text[end - 1] == ' ') --end;
  return end;
}

}  // namespace

Node* QuickScalars::OnOneLine() {
  char c = at_.Peek();
  if (c == '"' || c == '\'') return Quoted();
  char next = at_.Peek(1);
  bool starts = kPlainStarts[static_cast<unsigned char>(c)] ||
                (c == '-' && next != ' ' && next != '\n');
  if (!starts || at_.AtMarker()) return nullptr;
  return Plain(PlainEnd(at_, at_.at()));
}

Node* QuickScalars::InFlow() {
  char c = at_.Peek();
  if (c == '"' || c == '\'') return Quoted();
  char next = at_.Peek(1);
  bool starts =
      kPlainStarts[static_cast<unsigned char>(c)] ||
      (c == '-' && next != ' ' && next != '\n' && !IsFlowIndicator(next));
  if (!starts || at_.AtMarker()) return nullptr;
  return Plain(FlowPlainEnd(at_, at_.at()));
}

Node* QuickScalars::Plain(uint32_t end) {
  uint32_t begin = at_.at();
  if (end == kGiveUp || end - begin > kMaxLine) return nullptr;
  end = WithoutSpaces(at_.text(), begin, end);
  Node* node = NewNode(doc_, NodeKind::kScalar);
  node->span = {begin, end};
  node->text = node->span.In(at_.text());
  at_.MoveTo(end);
  return node;
}

Node* QuickScalars::Quoted() {
  std::string_view text = at_.text();
  uint32_t begin = at_.at();
  char quote = at_.Peek();
  bool escaped = false;
  uint32_t i = begin + 1;
  while (true) {
    char c = at_.At(i);
    if (c == '\n' || c == '\t' || i - begin > kMaxLine) return nullptr;
    bool pair = (c == '\\' && quote == '"') ||
                (c == quote && quote == '\'' && at_.At(i + 1) == quote);
    if (!pair && c == quote) break;
    escaped = escaped || pair;
    i += pair ? 2 : 1;
  }
  Node* node = NewNode(doc_, NodeKind::kScalar);
  node->style = quote == '"' ? ScalarStyle::kDouble : ScalarStyle::kSingle;
  node->span = {begin, i + 1};
  node->text = text.substr(begin + 1, i - begin - 1);
  if (escaped) {
    if (!Unescape(node->text)) return nullptr;
    node->text = doc_.arena.Copy(value_);
  }
  at_.MoveTo(i + 1);
  return node;
}

// Into value_. Each backslash, or quote in single quotes, begins a pair.
bool QuickScalars::Unescape(std::string_view inside) {
  value_.clear();
  for (size_t i = 0; i < inside.size(); ++i) {
    char c = inside[i];
    if (c == '\'' && at_.Peek() == '\'') {
      ++i;
    } else if (c == '\\' && at_.Peek() == '"') {
      constexpr std::string_view kNames = "\"\\/ntr";
      constexpr std::string_view kMeant = "\"\\/\n\t\r";
      size_t which = kNames.find(inside[++i]);
      if (which == std::string_view::npos) return false;
      c = kMeant[which];
    }
    value_ += c;
  }
  return true;
}

bool QuickScalars::Finish(Node* scalar, int parent) {
  if (scalar->plain() && !JoinLines(scalar, parent)) return false;
  return at_.NextLine();
}

// The line that goes on with a plain scalar, after empty ones, which are
// counted. Nothing when the scalar ends here.
bool QuickScalars::FindMore(uint32_t from, int parent, More& more) const {
  std::string_view text = at_.text();
  more.empty_lines = 0;
  for (uint32_t end = at_.LineEnd(from);
       end < text.size() && WithoutSpaces(text, from, end) == from;
       end = from) {
    more.line = at_.LineAfter(end);
    size_t begin = text.find_first_not_of(' ', more.line);
    if (begin == std::string_view::npos) return false;
    from = static_cast<uint32_t>(begin);
    if (at_.At(begin) == '\n') {
      ++more.empty_lines;
      continue;
    }
    more.begin = from;
    int64_t column = more.begin - more.line;
    return column > parent && text[begin] != '#';
  }
  return false;
}

bool QuickScalars::JoinLines(Node* scalar, int parent) {
  std::string_view text = at_.text();
  More more = {};
  if (!FindMore(at_.at(), parent, more)) return true;
  value_ = scalar->text;
  do {
    uint32_t stop = PlainEnd(at_, more.begin);
    if (stop == kGiveUp) return false;
    uint32_t end = WithoutSpaces(text, more.begin, stop);
    value_.append(std::max<size_t>(more.empty_lines, 1),
                  more.empty_lines > 0 ? '\n' : ' ');
    value_ += text.substr(more.begin, end - more.begin);
    at_.BeginLine(more.line);
    at_.MoveTo(end);
  } while (FindMore(at_.at(), parent, more));
  scalar->span.end = at_.at();
  scalar->text = doc_.arena.Copy(value_);
  return true;
}

Node* QuickScalars::Block(int parent) {
  uint32_t begin = at_.at();
  BlockHead head = {};
  uint32_t indent = 0;
  if (!ReadHead(head) || !FindIndent(parent, indent)) return nullptr;
  Node* node = NewNode(doc_, NodeKind::kScalar);
  node->style = head.folded ? ScalarStyle::kFolded : ScalarStyle::kLiteral;
  node->span = {begin, begin};
  if (!ReadLines(head, indent, *node) || !at_.SkipToContent()) return nullptr;
  return node;
}

// Leaves the place at the first line below the head.
bool QuickScalars::ReadHead(BlockHead& head) {
  head.folded = at_.Peek() == '>';
  head.strip = at_.Peek(1) == '-';
  at_.MoveTo(at_.at() + (head.strip ? 2 : 1));
  return at_.NextBreak();
}

// The first line with text sets the indentation. yaml-cpp has its own ways
// where a line of spaces above it is longer.
bool QuickScalars::FindIndent(int parent, uint32_t& indent) {
  std::string_view text = at_.text();
  size_t longest = 0;
  size_t line = at_.at();
  while (true) {
    size_t begin = text.find_first_not_of(' ', line);
    if (begin == std::string_view::npos) return false;
    indent = static_cast<uint32_t>(begin - line);
    if (at_.At(begin) != '\n') break;
    longest = std::max<size_t>(longest, indent);
    line = at_.LineAfter(static_cast<uint32_t>(begin));
  }
  return static_cast<int64_t>(indent) > parent && longest <= indent &&
         text[line + indent] != '\t';
}

// Leaves the place at the first line that does not belong to it.
bool QuickScalars::ReadLines(BlockHead head, uint32_t indent, Node& node) {
  std::string_view text = at_.text();
  value_.clear();
  empty_lines_ = 0;
  size_t kept = 0;  // of the value, up to the end of its last text
  while (!at_.AtEnd()) {
    uint32_t line = at_.at();
    at_.SkipSpaces();
    bool ends = at_.AtEnd() || at_.Peek() == '\n';
    uint32_t spaces = at_.at() - line;
    if (spaces < indent && !ends) {
      if (at_.Peek() == '\t') return false;
      at_.BeginLine(line);
      break;
    }
    uint32_t end = at_.LineEnd(at_.at());
    uint32_t begin = std::min(line + indent, end);
    std::string_view inside = text.substr(begin, end - begin);
    if (head.folded) {
      // yaml-cpp folds the last text into spaces without a break.
      bool loose = inside.empty() && end == text.size();
      if (loose || !AddFolded(inside)) return false;
    }
    if (!head.folded) value_ += inside;
    if (!inside.empty()) {
      kept = value_.size();
      node.span.end = end;
    }
    at_.BeginLine(at_.LineAfter(end));
    if (!head.folded && end < text.size()) value_ += '\n';
  }
  bool broken = node.span.end < text.size();
  value_.resize(kept);
  if (!head.strip && broken) value_ += '\n';
  node.text = doc_.arena.Copy(value_);
  return true;
}

// Lines that are indented more keep their breaks; they are left to yaml-cpp.
bool QuickScalars::AddFolded(std::string_view line) {
  if (line.empty()) {
    ++empty_lines_;
    return !value_.empty();
  }
  if (line.front() == ' ' || line.front() == '\t') return false;
  if (!value_.empty()) {
    value_.append(std::max<size_t>(empty_lines_, 1),
                  empty_lines_ > 0 ? '\n' : ' ');
  }
  empty_lines_ = 0;
  value_ += line;
  return true;
}

}  // namespace interlock
