// SPDX-License-Identifier: Apache-2.0
// What holds of every finding of every rule, checked on every case.
#include "core/text.h"
#include "core/utf8.h"
#include "tests/rules/rule_test.h"

namespace interlock::test {
namespace {

class Laws : public RuleTest {};
INTERLOCK_FOR_EACH_RULE(Laws);

// Inside the text, in order, and not in the middle of a character.
bool IsLegal(const Source& source, Span span) {
  if (span.begin > span.end || span.end > source.size()) return false;
  if (FindInvalidUtf8(source.text()) != std::string_view::npos) return true;
  for (uint32_t offset : {span.begin, span.end}) {
    if (offset == source.size()) continue;
    auto byte = static_cast<unsigned char>(source.text()[offset]);
    if (byte >= 0x80 && byte < 0xC0) return false;
  }
  return true;
}

TEST_P(Laws, SpansAreLegal) {
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    Report report = run.Run(run.inputs());
    for (const Finding* finding : run.Live(report)) {
      EXPECT_TRUE(IsLegal(*finding->source, finding->span))
          << one.on_disk << ": " << finding->message;
      for (const Related& related : finding->related) {
        EXPECT_TRUE(IsLegal(*related.source, related.span))
            << one.on_disk << ": " << related.message;
        EXPECT_FALSE(related.message.empty()) << one.on_disk;
      }
    }
  }
}

TEST_P(Laws, ThreadsChangeNothing) {
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    std::string alone = Serialised(run.Run(run.inputs(), 1));
    EXPECT_EQ(Serialised(run.Run(run.inputs(), 2)), alone) << one.on_disk;
    EXPECT_EQ(Serialised(run.Run(run.inputs(), 8)), alone) << one.on_disk;
  }
}

// Whether the report of these files alone would show it.
bool IsShown(const Finding& finding, const std::string& path) {
  return finding.source->path() == path ||
         std::ranges::any_of(finding.related, [&](const Related& related) {
           return related.source->path() == path;
         });
}

TEST_P(Laws, AFileAloneIsToldTheSame) {
  // Those judge all findings of all rules, whose age depends on what is asked.
  if (rule().subject == SubjectKind::kEngine) return;
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    Report all = run.Run(run.inputs());
    for (const InputText& file : run.inputs().files) {
      std::string expected;
      for (const Finding& finding : all.findings) {
        if (IsShown(finding, file.path)) expected += Serialised(finding);
      }
      EXPECT_EQ(Serialised(run.RunOver(run.inputs(), file.path)), expected)
          << one.on_disk << ": " << file.path;
    }
  }
}

std::string WithCrLf(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

TEST_P(Laws, LineBreaksChangeNothing) {
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    Inputs windows = run.inputs();
    for (InputText& file : windows.files) {
      if (file.bytes.find('\r') != std::string::npos) continue;
      file.bytes = WithCrLf(file.bytes);
    }
    Report before = run.Run(run.inputs());
    Report after = run.Run(std::move(windows));
    auto seen = run.See(before), seen_after = run.See(after);
    ASSERT_EQ(seen.size(), seen_after.size()) << one.on_disk;
    for (size_t i = 0; i < seen.size(); ++i) {
      EXPECT_EQ(seen[i].path, seen_after[i].path) << one.on_disk;
      EXPECT_EQ(seen[i].line, seen_after[i].line) << one.on_disk;
      EXPECT_EQ(seen[i].message, seen_after[i].message) << one.on_disk;
    }
  }
}

// Whether some quoted part of the message is part of the text.
bool QuotesSomethingIn(std::string_view message, std::string_view text) {
  auto parts = Split(message, '\'');
  for (size_t i = 1; i + 1 < parts.size(); i += 2) {
    if (!parts[i].empty() && text.find(parts[i]) != text.npos) return true;
  }
  return false;
}

// Whether some word of the message is one of the text's.
bool NamesSomethingIn(std::string_view message, std::string_view text) {
  if (QuotesSomethingIn(message, text)) return true;
  std::string haystack = AsciiLower(text);
  std::string words = AsciiLower(message);
  size_t begin = 0;
  for (size_t i = 0; i <= words.size(); ++i) {
    bool inside = i < words.size() && (IsDigit(words[i]) || words[i] == '_' ||
                                       (words[i] >= 'a' && words[i] <= 'z'));
    if (inside) continue;
    if (i - begin >= 2 &&
        haystack.find(words.substr(begin, i - begin)) != std::string::npos) {
      return true;
    }
    begin = i + 1;
  }
  return false;
}

TEST_P(Laws, MessagesSayWhatIsMeant) {
  for (const RuleCase& one : RunnableCases()) {
    CaseRun run(one, rule());
    Report report = run.Run(run.inputs());
    std::string text = one.config;
    for (const InputText& file : one.files) text += file.path + file.bytes;
    for (const Finding* finding : run.Live(report)) {
      const std::string& message = finding->message;
      EXPECT_GE(message.size(), 8u) << one.on_disk;
      EXPECT_EQ(Printable(message), message) << one.on_disk;
      EXPECT_EQ(Trim(message), message) << one.on_disk;
      EXPECT_FALSE(message.ends_with('.')) << one.on_disk << ": " << message;
      EXPECT_EQ(Printable(finding->help), finding->help) << one.on_disk;
      EXPECT_TRUE(NamesSomethingIn(message, text))
          << one.on_disk << ": " << message;
    }
  }
}

}  // namespace
}  // namespace interlock::test
