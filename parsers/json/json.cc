// SPDX-License-Identifier: Apache-2.0
#include "parsers/json/json.h"

#include <fmt/format.h>

#include <exception>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "core/utf8.h"
#include "parsers/encoding.h"
#include "parsers/json/json_clean.h"
#include "parsers/node_builder.h"

namespace interlock {
namespace {

using nlohmann::json;

// Makes nodes of nlohmann's events. They come without positions, but in the
// order of the text, so a cursor that skips separators finds each token.
class JsonBuilder : public nlohmann::json_sax<json> {
 public:
  // `text` is what nlohmann reads, from `base` on.
  JsonBuilder(Document& doc, std::string_view text, uint32_t base)
      : doc_(doc), text_(text), base_(base), at_(base) {}

  bool null() override { return AddWord(); }
  bool boolean(bool) override { return AddWord(); }
  bool number_integer(number_integer_t) override { return AddWord(); }
  bool number_unsigned(number_unsigned_t) override { return AddWord(); }
  bool number_float(number_float_t, const string_t&) override {
    return AddWord();
  }
  bool string(string_t& value) override { return AddString(value); }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return Open(NodeKind::kMapping); }
  bool key(string_t& value) override { return AddString(value); }
  bool end_object() override { return Close(); }
  bool start_array(size_t) override { return Open(NodeKind::kSequence); }
  bool end_array() override { return Close(); }
  bool parse_error(size_t position, const std::string& last_token,
                   const json::exception& error) override;

  const Node* root() const { return frames_.empty() ? root_ : nullptr; }
  bool overflowed() const { return overflowed_; }

 private:
  struct Frame {
    Node* node;
    size_t first;  // of its children
  };

  void SkipSeparators() {
    while (at_ < text_.size() && (IsAsciiSpace(text_[at_]) ||
                                  text_[at_] == ',' || text_[at_] == ':')) {
      ++at_;
    }
  }

  bool AddWord() {
    SkipSeparators();
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->span.begin = at_;
    at_ = static_cast<uint32_t>(JsonWordEnd(text_, at_));
    node->span.end = at_;
    node->text = node->span.In(doc_.source->text());
    return Add(node);
  }

  bool AddString(const std::string& value) {
    SkipSeparators();
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->style = ScalarStyle::kDouble;
    node->span.begin = at_;
    at_ = static_cast<uint32_t>(JsonStringEnd(text_, at_));
    node->span.end = at_;
    node->text = KeepText(doc_, node->span, value);
    return Add(node);
  }

  bool Add(const Node* node) {
    if (frames_.empty()) {
      root_ = node;
    } else {
      children_.Add(node);
    }
    return true;
  }

  bool Open(NodeKind kind) {
    SkipSeparators();
    if (frames_.size() >= kMaxTreeDepth) {
      AddError(
          doc_, {at_, at_ + 1},
          fmt::format("found more than {} levels of nesting", kMaxTreeDepth),
          "flatten the file");
      return false;
    }
    Node* node = NewNode(doc_, kind);
    node->span = {at_, at_ + 1};
    ++at_;
    frames_.push_back({node, children_.size()});
    return true;
  }

  bool Close() {
    SkipSeparators();
    Frame frame = frames_.back();
    frames_.pop_back();
    frame.node->span.end = ++at_;
    children_.CloseInto(*frame.node, frame.first, doc_);
    return Add(frame.node);
  }

  Document& doc_;
  std::string_view text_;
  uint32_t base_;
  uint32_t at_;
  std::vector<Frame> frames_;
  OpenChildren children_;
  const Node* root_ = nullptr;
  bool overflowed_ = false;
};

// What nlohmann says, without its prefix.
std::string_view Detail(std::string_view what) {
  size_t dash = what.find(" - ");
  return dash == std::string_view::npos ? what : what.substr(dash + 3);
}

// Where the refused token begins. `end` is behind the last byte read and
// `from` behind the last token taken; a string's or a number's text is known.
uint32_t TokenBegin(std::string_view text, std::string_view detail, size_t end,
                    size_t from, size_t token_size) {
  if (detail.find("unexpected end of input") != std::string_view::npos) {
    return static_cast<uint32_t>(text.size());
  }
  size_t last = std::max<size_t>(std::min(end, text.size()), 1) - 1;
  if (detail.starts_with("unexpected '")) return static_cast<uint32_t>(last);
  if (detail.find("string") < detail.find(';')) {
    return static_cast<uint32_t>(std::min(text.find('"', from), text.size()));
  }
  if (detail.find("number") < detail.find(';')) {
    return static_cast<uint32_t>(end > token_size ? end - token_size : from);
  }
  while (last > from && JsonWordEnd(text, last - 1) > last - 1) --last;
  return static_cast<uint32_t>(last);
}

Span TokenAt(std::string_view text, uint32_t begin) {
  Span word = WordAt(text, begin);
  constexpr std::string_view kMarks = "[]{},:";
  uint32_t end = begin;
  while (end < word.end && kMarks.find(text[end]) == std::string_view::npos) {
    ++end;
  }
  if (end == begin && begin < word.end) ++end;
  return {begin, end};
}

std::string Expectation(std::string_view detail) {
  size_t at = detail.rfind("; expected ");
  std::string_view said =
      at == std::string_view::npos ? detail : detail.substr(at + 2);
  said = said.substr(0, said.find("; last read: "));
  if (said.starts_with("expected '[', '{'")) return "expected a value";
  if (said == "expected string literal") {
    return "expected a key in double quotes";
  }
  if (said == "expected end of input") return "expected the end of the file";
  if (said == "expected ']'") return "expected ',' or ']'";
  if (said == "expected '}'") return "expected ',' or '}'";
  return Printable(said);
}

struct Hint {
  std::string_view start;
  std::string_view help;
};

constexpr Hint kHints[] = {
    {"'", "use double quotes"},
    {"/", "remove the comment: JSON has none"},
    {"#", "remove the comment: JSON has none"},
    {"]", "remove the comma before it, or add what is missing"},
    {"}", "remove the comma before it, or add what is missing"},
    {",", "remove the extra comma"},
    {"NaN", "JSON has no such value; use null"},
    {"Infinity", "JSON has no such value; use null"},
    {"-Infinity", "JSON has no such value; use null"},
    {"undefined", "JSON has no such value; use null"},
    {"True", "write true, false or null"},
    {"False", "write true, false or null"},
    {"None", "write true, false or null"},
    {"\"", "check the comma or ':' before it, and its escapes"},
};

std::string_view HelpAt(std::string_view text, uint32_t at) {
  std::string_view rest = text.substr(at);
  if (rest.empty()) return "close every bracket and quote";
  for (const Hint& hint : kHints) {
    if (rest.starts_with(hint.start)) return hint.help;
  }
  return "correct the JSON at this place";
}

bool JsonBuilder::parse_error(size_t position, const std::string& last_token,
                              const json::exception& error) {
  if (error.id == 406) {
    overflowed_ = true;
    return false;
  }
  std::string_view detail = Detail(error.what());
  std::string_view text = doc_.source->text();
  uint32_t begin =
      TokenBegin(text, detail, base_ + position, at_, last_token.size());
  Span token = TokenAt(text, std::min(begin, doc_.source->size()));
  AddError(
      doc_, token,
      fmt::format("found {}, {}", FoundIn(text, token), Expectation(detail)),
      std::string(HelpAt(text, token.begin)));
  return false;
}

// False when a number was too large for a double.
bool Read(Document& doc, std::string_view text, uint32_t base) {
  JsonBuilder builder(doc, text, base);
  std::string_view body = text.substr(base);
  try {
    bool ok = json::sax_parse(body.begin(), body.end(), &builder);
    if (ok && builder.root() != nullptr) doc.roots.push_back(builder.root());
  } catch (const std::exception& error) {
    AddError(doc, {base, base},
             fmt::format("cannot read this JSON: {}", error.what()),
             "simplify the file");
  }
  return !builder.overflowed();
}

// Reads again with short numbers. The spans and texts of numbers then come
// from the source, where they are as long as written.
void ReadAgain(Document& doc, std::string_view text, uint32_t base) {
  doc.node_count = 0;
  doc.duplicates.clear();
  std::string shortened = WithShortNumbers(text);
  JsonBuilder builder(doc, text, base);
  std::string_view body = std::string_view(shortened).substr(base);
  if (json::sax_parse(body.begin(), body.end(), &builder)) {
    doc.roots.push_back(builder.root());
  }
}

}  // namespace

Document ParseJson(const Source& source, JsonDialect dialect) {
  Document doc;
  doc.source = &source;
  if (!CheckEncoding(doc)) return doc;
  std::string_view text = source.text();
  std::string cleaned;
  if (dialect == JsonDialect::kWithComments) {
    cleaned = CleanJson(text, doc);
    if (!doc.ok()) return doc;
    text = cleaned;
  }
  uint32_t base = TextStart(text);
  // nlohmann would skip another, and count all positions from behind it.
  if (text.substr(base).starts_with(kByteOrderMark)) {
    AddError(doc, {base, base}, "found a second byte order mark",
             "delete it: a file begins with one at most");
    return doc;
  }
  if (!Read(doc, text, base)) ReadAgain(doc, text, base);
  return doc;
}

}  // namespace interlock
