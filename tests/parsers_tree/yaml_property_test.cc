// SPDX-License-Identifier: Apache-2.0
// Trees written in random styles: every span gives back what was written.
#include <gtest/gtest.h>

#include <random>

#include "core/text.h"
#include "tests/parsers_tree/tree_text.h"
#include "tests/parsers_tree/yaml_both.h"

namespace interlock {
namespace {

using testing::FirstError;
using testing::Spans;
using testing::Values;

// Writes a random document, keeping each node's text in Spans() order.
class Writer {
 public:
  explicit Writer(uint32_t seed) : random_(seed) {}

  std::string Document() {
    text_ = Pick(3) == 0 ? "# top\n---\n" : "";
    Mapping(0, 0);
    return text_;
  }
  // Each node's written text, its own first.
  std::string Written() const {
    std::string out;
    for (const Extent& e : extents_) {
      out += text_.substr(e.begin, e.end - e.begin) + "\n";
    }
    return out;
  }

 private:
  struct Extent {
    size_t begin, end;
  };

  uint32_t Pick(uint32_t n) { return static_cast<uint32_t>(random_() % n); }

  size_t Open() {
    extents_.push_back({text_.size(), text_.size()});
    return extents_.size() - 1;
  }
  void Shut(size_t extent) { extents_[extent].end = text_.size(); }
  void Leaf(const std::string& text) {
    size_t extent = Open();
    text_ += text;
    Shut(extent);
  }

  void Mapping(int indent, int depth) {
    size_t extent = Open();
    uint32_t count = 1 + Pick(4);
    for (uint32_t i = 0; i < count; ++i) {
      if (i > 0) text_ += std::string(static_cast<size_t>(indent), ' ');
      Leaf(Key());
      text_ += Pick(4) == 0 ? " :" : ":";
      Value(indent, depth);
    }
    extents_[extent].end = last_end_;
  }

  void Sequence(int indent, int depth) {
    size_t extent = Open();
    uint32_t count = 1 + Pick(4);
    for (uint32_t i = 0; i < count; ++i) {
      if (i > 0) text_ += std::string(static_cast<size_t>(indent), ' ');
      text_ += "-";
      if (depth < 4 && Pick(4) == 0) {
        text_ += " ";
        Collection(indent + 2, depth + 1);
      } else {
        Value(indent, depth);
      }
    }
    extents_[extent].end = last_end_;
  }

  void Collection(int indent, int depth) {
    if (Pick(2) == 0) {
      Mapping(indent, depth);
    } else {
      Sequence(indent, depth);
    }
  }

  // After ':' or '-': a value and the end of its line.
  void Value(int indent, int depth) {
    uint32_t kind = Pick(10);
    if (depth < 4 && kind < 3) {
      EndLine();
      text_ += std::string(static_cast<size_t>(indent) + 2, ' ');
      Collection(indent + 2, depth + 1);
      return;
    }
    if (kind == 3) {
      Leaf("");
      last_end_ = text_.size();
      EndLine();
      return;
    }
    text_ += std::string(1 + Pick(3), ' ');
    if (Pick(6) == 0) text_ += Pick(2) == 0 ? "&anchor " : "!mine ";
    if (kind == 4) return Block(indent);
    if (kind == 5) {
      Flow(0);
    } else {
      Leaf(Scalar(indent));
    }
    last_end_ = text_.size();
    EndLine();
  }

  void Flow(int depth) {
    size_t extent = Open();
    bool map = Pick(2) == 0;
    text_ += map ? "{" : "[";
    uint32_t count = Pick(4);
    for (uint32_t i = 0; i < count; ++i) {
      text_ += i > 0 ? ", " : Pick(2) == 0 ? " " : "";
      if (map) {
        Leaf("k" + std::to_string(i));
        text_ += ": ";
      }
      if (depth < 3 && Pick(3) == 0) {
        Flow(depth + 1);
      } else {
        Leaf(Quoted());
      }
      text_ += Pick(3) == 0 ? " " : "";
    }
    if (count > 0 && Pick(3) == 0) text_ += ",";
    text_ += map ? "}" : "]";
    Shut(extent);
  }

  void Block(int indent) {
    std::string pad(static_cast<size_t>(indent) + 2, ' ');
    static constexpr const char* kHeads[] = {"|", ">", "|-", ">-"};
    std::string text = kHeads[Pick(4)];
    uint32_t lines = 1 + Pick(4);
    for (uint32_t i = 0; i < lines; ++i) {
      text += "\n" + pad + (i > 0 && Pick(3) == 0 ? "  " : "") + Words();
      if (i + 1 < lines && Pick(4) == 0) text += "\n";
    }
    Leaf(text);
    last_end_ = text_.size();
    text_ += "\n";
    if (Pick(3) == 0) text_ += "\n";
  }

  void EndLine() {
    if (Pick(4) == 0) text_ += "  # c \xC3\xA9 ' \" [";
    text_ += "\n";
    if (Pick(5) == 0) text_ += "\n";
    if (Pick(6) == 0) text_ += "      # own: line - {\n";
  }

  std::string Key() {
    std::string name = "k" + std::to_string(keys_++);
    if (Pick(5) == 0) return "\"" + name + "\\t\xC3\xA9\"";
    if (Pick(5) == 0) return "'" + name + " ''x'";
    return name + (Pick(3) == 0 ? " \xF0\x9F\x98\x80" : "");
  }

  std::string Scalar(int indent) {
    std::string fold = "\n" + std::string(static_cast<size_t>(indent) + 2, ' ');
    switch (Pick(5)) {
      case 0:
        return Words() + fold + Words();
      case 1:
        return "'" + Escape(Words(), '\'', "''") + fold + "it''s # no'";
      case 2:
        return "\"" + Escape(Words(), '"', "\\x22") + " \\\" \\\\" + fold +
               "\\\n  x: [\"";
      case 3:
        return Quoted();
      default:
        return Words();
    }
  }

  static std::string Escape(const std::string& text, char quote,
                            const char* escaped) {
    std::string out;
    for (char c : text) out += c == quote ? escaped : std::string(1, c);
    return out;
  }

  std::string Quoted() {
    static constexpr const char* kTexts[] = {
        "null",     "~",      "true", "12",  "a-b",      "\"\"",          "''",
        "\"a, ]\"", "'}: #'", "a#b",  "x:y", "\xC3\xA9", "\"\\u00e9\\n\""};
    return kTexts[Pick(13)];
  }

  std::string Words() {
    static constexpr const char* kWords[] = {
        "run", "make all", "${{ matrix.os }}",   "x=\"y\"", "it's",
        "a#b", "\xC3\xA9", "\xF0\x9F\x98\x80 z", "3.10",    "http://x/y"};
    return std::string(kWords[Pick(10)]) +
           (Pick(2) == 0 ? "" : std::string("  ") + kWords[Pick(10)]);
  }

  std::mt19937 random_;
  std::string text_;
  std::vector<Extent> extents_;
  size_t last_end_ = 0;  // of the last node written
  int keys_ = 0;
};

std::string WithCarriageReturns(const std::string& text) {
  std::string out;
  for (char c : text)
    out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// Every scalar's text alone, read again, has the same value.
void ExpectScalarsRead(const Document& doc, const Node& node) {
  for (const Node* item : node.items) ExpectScalarsRead(doc, *item);
  for (const Member& member : node.members) {
    ExpectScalarsRead(doc, *member.key);
    ExpectScalarsRead(doc, *member.value);
  }
  if (!node.IsScalar()) return;
  Source alone("b.yml", std::string(doc.source->Text(node.span)) + "\n");
  Document again = testing::ReadBoth(alone);
  ASSERT_TRUE(again.ok()) << alone.text() << FirstError(again);
  std::string_view text = again.root() ? again.root()->text : "";
  EXPECT_EQ(text, node.text) << alone.text();
}

TEST(YamlPropertyTest, SpansGiveBackWhatWasWritten) {
  for (uint32_t seed = 1; seed <= 1500; ++seed) {
    Writer writer(seed);
    std::string text = writer.Document();
    Source source("a.yml", text);
    Document doc = testing::ReadBoth(source);
    ASSERT_TRUE(doc.ok()) << seed << "\n" << text << FirstError(doc);
    ASSERT_EQ(Spans(doc), writer.Written()) << seed << "\n" << text;
    ExpectScalarsRead(doc, *doc.root());
  }
}

TEST(YamlPropertyTest, CarriageReturnsAndMarksChangeNothing) {
  for (uint32_t seed = 1; seed <= 500; ++seed) {
    Writer writer(seed);
    std::string text = writer.Document();
    Source source("a.yml", text);
    Source other("b.yml", "\xEF\xBB\xBF" + WithCarriageReturns(text));
    Document doc = testing::ReadBoth(source);
    Document again = testing::ReadBoth(other);
    ASSERT_EQ(Values(again), Values(doc)) << seed << "\n" << text;
    std::string spans = Spans(again);
    std::erase(spans, '\r');
    ASSERT_EQ(spans, Spans(doc)) << seed << "\n" << text;
    ASSERT_EQ(doc.comments.size(), again.comments.size());
    for (size_t i = 0; i < doc.comments.size(); ++i) {
      EXPECT_EQ(source.Text(doc.comments[i].span),
                other.Text(again.comments[i].span));
    }
  }
}

}  // namespace
}  // namespace interlock
