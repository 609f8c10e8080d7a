// SPDX-License-Identifier: Apache-2.0
#include "core/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace interlock {
namespace {

std::string Quoted(std::string_view text) {
  StringWriter out;
  JsonWriter(out, JsonLayout::kCompact).String(text);
  return out.text();
}

std::string Printed(double value) {
  StringWriter out;
  JsonWriter(out, JsonLayout::kCompact).Double(value);
  return out.text();
}

void WriteSample(JsonWriter& json) {
  json.BeginObject().Field("a", "b").IntField("n", -7).BoolField("t", true);
  json.Key("empty").BeginArray().EndArray();
  json.Key("o").BeginObject().EndObject();
  json.Key("list").BeginArray().Int(1).Null().Bool(false);
  json.BeginObject().Key("d").Double(0.5).EndObject().EndArray();
  json.EndObject();
}

TEST(JsonWriter, Compact) {
  StringWriter out;
  JsonWriter json(out, JsonLayout::kCompact);
  WriteSample(json);
  json.Flush();
  EXPECT_EQ(out.text(), R"({"a":"b","n":-7,"t":true,"empty":[],"o":{},)"
                        R"("list":[1,null,false,{"d":0.5}]})");
}

TEST(JsonWriter, Indented) {
  StringWriter out;
  JsonWriter json(out, JsonLayout::kIndented);
  WriteSample(json);
  json.Flush();
  EXPECT_EQ(out.text(), R"({
  "a": "b",
  "n": -7,
  "t": true,
  "empty": [],
  "o": {},
  "list": [
    1,
    null,
    false,
    {
      "d": 0.5
    }
  ]
})");
}

TEST(JsonWriter, EscapesStrings) {
  EXPECT_EQ(Quoted("a\"b\\c/"), R"("a\"b\\c/")");
  EXPECT_EQ(Quoted("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(Quoted(std::string_view("\0\x1F", 2)), R"("\u0000\u001f")");
  EXPECT_EQ(Quoted("\xE2\x80\xA8\xE2\x80\xA9"), R"("\u2028\u2029")");
  EXPECT_EQ(Quoted("\xC3\xA9\xF0\x9F\x98\x80"), "\"\xC3\xA9\xF0\x9F\x98\x80\"");
  EXPECT_EQ(Quoted("\xED\xA0\x80x\xC3"),
            "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx\xEF\xBF\xBD\"");
}

TEST(JsonWriter, Numbers) {
  EXPECT_EQ(Printed(0.1), "0.1");
  EXPECT_EQ(Printed(100), "100");
  EXPECT_EQ(Printed(-2.5), "-2.5");
  EXPECT_EQ(Printed(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(Printed(1e300), "1e+300");
  EXPECT_EQ(Printed(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(Printed(std::nan("")), "null");
  StringWriter out;
  {
    JsonWriter json(out, JsonLayout::kCompact);
    json.BeginArray().Int(INT64_MIN).Int(INT64_MAX).EndArray();
  }
  EXPECT_EQ(out.text(), "[-9223372036854775808,9223372036854775807]");
}

class CountingWriter final : public Writer {
 public:
  void Write(std::string_view bytes) override {
    ++writes;
    largest = std::max(largest, bytes.size());
    total += bytes.size();
  }
  size_t writes = 0;
  size_t largest = 0;
  size_t total = 0;
};

TEST(JsonWriter, FlushesInLargePieces) {
  CountingWriter out;
  {
    JsonWriter json(out, JsonLayout::kCompact);
    json.BeginArray();
    for (int i = 0; i < 100000; ++i) json.String("0123456789");
    json.EndArray();
    EXPECT_GT(out.writes, 10u);
  }
  EXPECT_EQ(out.total, 100000u * 13 + 1);
  EXPECT_LE(out.writes, 21u);
  EXPECT_LT(out.largest, size_t{66} << 10);
}

TEST(JsonWriter, DeepNestingIsNoProblem) {
  StringWriter out;
  JsonWriter json(out, JsonLayout::kCompact);
  for (int i = 0; i < 100000; ++i) json.BeginArray();
  for (int i = 0; i < 100000; ++i) json.EndArray();
  json.Flush();
  EXPECT_EQ(out.text(), std::string(100000, '[') + std::string(100000, ']'));
}

}  // namespace
}  // namespace interlock
