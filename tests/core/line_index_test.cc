// SPDX-License-Identifier: Apache-2.0
#include "core/line_index.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "core/utf8.h"

namespace interlock {
namespace {

constexpr ColumnUnit kUnits[] = {ColumnUnit::kCodePoints, ColumnUnit::kUtf16,
                                 ColumnUnit::kUtf8};

TEST(LineIndex, EachLineEndEndsALine) {
  LineIndex index("a\nb\r\nc\rd\n\r\n\r\re");
  ASSERT_EQ(index.line_count(), 8u);
  const Span lines[] = {{0, 1}, {2, 3},   {5, 6},   {7, 8},
                        {9, 9}, {11, 11}, {12, 12}, {13, 14}};
  for (uint32_t i = 0; i < 8; ++i) EXPECT_EQ(index.Line(i + 1), lines[i]) << i;
}

TEST(LineIndex, EmptyTextHasOneLine) {
  LineIndex index("");
  EXPECT_EQ(index.line_count(), 1u);
  EXPECT_EQ(index.Locate(0, ColumnUnit::kUtf16), (Position{1, 1}));
  EXPECT_EQ(index.Locate(9, ColumnUnit::kUtf16), (Position{1, 1}));
  EXPECT_EQ(index.Offset({7, 7}, ColumnUnit::kUtf16), 0u);
  EXPECT_EQ(index.Line(1), (Span{0, 0}));
}

TEST(LineIndex, FinalLineEndBeginsAnEmptyLine) {
  LineIndex index("a\r\n");
  EXPECT_EQ(index.line_count(), 2u);
  EXPECT_EQ(index.Locate(3, ColumnUnit::kUtf8), (Position{2, 1}));
  EXPECT_EQ(index.Locate(2, ColumnUnit::kUtf8), (Position{1, 2}));
  EXPECT_EQ(index.Locate(1, ColumnUnit::kUtf8), (Position{1, 2}));
}

TEST(LineIndex, ByteOrderMarkHasNoColumn) {
  LineIndex index(
      "\xEF\xBB\xBF"
      "ab\n\xEF\xBB\xBF"
      "c");
  for (ColumnUnit unit : kUnits) {
    EXPECT_EQ(index.Locate(0, unit), (Position{1, 1}));
    EXPECT_EQ(index.Locate(2, unit), (Position{1, 1}));
    EXPECT_EQ(index.Locate(3, unit), (Position{1, 1}));
    EXPECT_EQ(index.Locate(4, unit), (Position{1, 2}));
    EXPECT_EQ(index.Offset({1, 1}, unit), 3u);
  }
  EXPECT_EQ(index.Line(1), (Span{3, 5}));
  // In the middle of a text it is a character like others.
  EXPECT_EQ(index.Locate(9, ColumnUnit::kCodePoints), (Position{2, 2}));
  LineIndex alone("\xEF\xBB\xBF");
  EXPECT_EQ(alone.line_count(), 1u);
  EXPECT_EQ(alone.Line(1), (Span{3, 3}));
  EXPECT_EQ(alone.Locate(3, ColumnUnit::kUtf8), (Position{1, 1}));
}

TEST(LineIndex, CountsInEachUnit) {
  LineIndex index("\xC3\xA9\xF0\x9F\x98\x80z");
  EXPECT_EQ(index.Locate(6, ColumnUnit::kCodePoints), (Position{1, 3}));
  EXPECT_EQ(index.Locate(6, ColumnUnit::kUtf16), (Position{1, 4}));
  EXPECT_EQ(index.Locate(6, ColumnUnit::kUtf8), (Position{1, 7}));
  // In the middle of the second character.
  EXPECT_EQ(index.Locate(4, ColumnUnit::kUtf16), (Position{1, 2}));
  // Between the two units of the pair.
  EXPECT_EQ(index.Offset({1, 3}, ColumnUnit::kUtf16), 2u);
  EXPECT_EQ(index.Offset({1, 4}, ColumnUnit::kUtf16), 6u);
}

TEST(LineIndex, IllFormedPartsCountOnce) {
  LineIndex index(
      "\xF0\x9F\x98"
      "a\xC0\xAF"
      "b");
  EXPECT_EQ(index.Locate(3, ColumnUnit::kUtf16), (Position{1, 2}));
  EXPECT_EQ(index.Locate(6, ColumnUnit::kUtf16), (Position{1, 5}));
}

TEST(LineIndex, ClampsWhatIsOutside) {
  LineIndex index("ab\r\ncd");
  for (ColumnUnit unit : kUnits) {
    EXPECT_EQ(index.Locate(999, unit), (Position{2, 3}));
    EXPECT_EQ(index.Offset({0, 0}, unit), 0u);
    EXPECT_EQ(index.Offset({1, 999}, unit), 2u);
    EXPECT_EQ(index.Offset({1, UINT32_MAX}, unit), 2u);
    EXPECT_EQ(index.Offset({3, 1}, unit), 6u);
    EXPECT_EQ(index.Offset({UINT32_MAX, 1}, unit), 6u);
  }
}

// Walks from the text's start.
Position Slow(std::string_view text, uint32_t offset, ColumnUnit unit) {
  Position position;
  size_t at = text.starts_with(kByteOrderMark) ? 3 : 0;
  while (at < offset) {
    Decoded c = DecodeUtf8(text, at);
    bool crlf = text.substr(at, 2) == "\r\n";
    if (crlf && at + 1 == offset) break;
    if (crlf || text[at] == '\n' || text[at] == '\r') {
      position = {position.line + 1, 1};
      at += crlf ? 2 : 1;
      continue;
    }
    if (unit == ColumnUnit::kUtf8) {
      ++position.column;
      ++at;
      continue;
    }
    at += c.length;
    if (at > offset) break;
    position.column +=
        unit == ColumnUnit::kUtf16 ? Utf16Units(c.code_point) : 1;
  }
  return position;
}

std::string RandomText(std::mt19937& random) {
  static constexpr std::string_view kPieces[] = {
      "\n",   "\r\n",     "\r",           "\xC3\xA9",     "\xF0\x9F\x98\x80",
      "\xFF", "\xF0\x9F", "\xEF\xBB\xBF", "\xE2\x82\xAC", "select"};
  // Few line ends in some texts, so that lines pass several marks.
  size_t breaks = random() % 3 == 0 ? 3 : random() % 2;
  bool unix_lines = random() % 3 == 0;
  std::string text = random() % 3 == 0 ? "\xEF\xBB\xBF" : "";
  size_t pieces = random() % 2 == 0 ? 20 : 3000;
  for (size_t i = 0; i < pieces; ++i) {
    size_t piece = random() % std::size(kPieces);
    if (piece < 3 && random() % 4 >= breaks) piece = 9;
    if (piece < 3 && unix_lines) piece = 0;
    text += kPieces[piece];
  }
  return text;
}

TEST(LineIndex, AgreesWithWalkingAndRoundTrips) {
  std::mt19937 random(11);
  for (int round = 0; round < 120; ++round) {
    std::string text = RandomText(random);
    LineIndex index(text);
    for (int i = 0; i < 60; ++i) {
      auto offset = static_cast<uint32_t>(random() % (text.size() + 1));
      for (ColumnUnit unit : kUnits) {
        Position position = index.Locate(offset, unit);
        ASSERT_EQ(position, Slow(text, offset, unit))
            << round << " at " << offset;
        uint32_t back = index.Offset(position, unit);
        ASSERT_LE(back, std::max(offset, 3u));
        ASSERT_EQ(index.Locate(back, unit), position);
        Span line = index.Line(position.line);
        ASSERT_LE(line.begin, back);
        ASSERT_LE(back, line.end);
      }
    }
  }
}

TEST(LineIndex, LinesTileTheText) {
  std::mt19937 random(13);
  for (int round = 0; round < 60; ++round) {
    std::string text = RandomText(random);
    LineIndex index(text);
    uint32_t at = text.starts_with(kByteOrderMark) ? 3 : 0;
    for (uint32_t line = 1; line <= index.line_count(); ++line) {
      Span span = index.Line(line);
      ASSERT_EQ(span.begin, at) << "line " << line << " of round " << round;
      ASSERT_EQ(span.In(text).find_first_of("\r\n"), std::string::npos);
      at = span.end;
      if (line == index.line_count()) break;
      at += text.compare(at, 2, "\r\n") == 0 ? 2 : 1;
    }
    ASSERT_EQ(at, text.size());
  }
}

TEST(LineIndex, HugeLinesAndManyLinesStayFast) {
  auto start = std::chrono::steady_clock::now();
  for (std::string_view piece : {"abcdefg\xC3\xA9", "\n", "\r", "\r\n"}) {
    std::string text;
    while (text.size() < (size_t{8} << 20)) text += piece;
    LineIndex index(text);
    for (uint32_t i = 0; i < 5000; ++i) {
      uint32_t offset = static_cast<uint32_t>(text.size()) - i * 7;
      Position position = index.Locate(offset, ColumnUnit::kUtf16);
      index.Offset(position, ColumnUnit::kUtf16);
      index.Line(position.line);
    }
  }
  std::chrono::duration<double> taken =
      std::chrono::steady_clock::now() - start;
  EXPECT_LT(taken.count(), 20.0);
}

}  // namespace
}  // namespace interlock
