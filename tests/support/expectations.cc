// SPDX-License-Identifier: Apache-2.0
#include "tests/support/expectations.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace interlock::test {
namespace {

constexpr std::string_view kWord = "expect:";
constexpr std::string_view kLeads[] = {"--", "#", "//", "<!--"};

// Where the comment that holds the expectation begins, or npos.
size_t FindComment(std::string_view line) {
  size_t word = line.find(kWord);
  if (word == std::string_view::npos) return word;
  size_t end = word;
  while (end > 0 && line[end - 1] == ' ') --end;
  // "<!--" before "--": the longest lead counts.
  size_t begin = std::string_view::npos;
  for (std::string_view lead : kLeads) {
    if (line.substr(0, end).ends_with(lead)) {
      begin = std::min(begin, end - lead.size());
    }
  }
  return begin;
}

std::vector<std::string> RulesIn(std::string_view comment) {
  std::string_view list = comment.substr(comment.find(kWord) + kWord.size());
  size_t close = list.find("-->");
  if (close != std::string_view::npos) list = list.substr(0, close);
  std::vector<std::string> rules;
  for (std::string_view part : Split(list, ',')) {
    std::string_view rule = Trim(part);
    if (!rule.empty()) rules.emplace_back(rule);
  }
  return rules;
}

}  // namespace

std::vector<Expectation> TakeExpectations(const std::string& path,
                                          std::string& text) {
  std::vector<Expectation> found;
  std::vector<std::string> waiting;  // of lines with nothing else
  std::string kept;
  uint32_t number = 0;
  for (std::string_view line : Split(text, '\n')) {
    ++number;
    if (number > 1) kept += '\n';
    std::vector<std::string> rules;
    size_t begin = FindComment(line);
    bool alone = false;
    bool crlf = line.ends_with('\r');
    if (begin != std::string_view::npos) {
      rules = RulesIn(line.substr(begin));
      alone = Trim(line.substr(0, begin)).empty();
      line = line.substr(0, begin);
      while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    }
    kept += line;
    if (crlf && begin != std::string_view::npos) kept += '\r';
    if (alone) {
      waiting.insert(waiting.end(), rules.begin(), rules.end());
      continue;
    }
    rules.insert(rules.end(), waiting.begin(), waiting.end());
    waiting.clear();
    for (std::string& rule : rules) {
      found.push_back({path, number, std::move(rule)});
    }
  }
  text = std::move(kept);
  return found;
}

std::vector<Expectation> ReadExpectations(const std::string& path,
                                          std::string_view text,
                                          std::string& error) {
  std::vector<Expectation> found;
  for (std::string_view line : Split(text, '\n')) {
    std::string_view words = Trim(line);
    if (words.empty() || words.starts_with('#')) continue;
    uint32_t number = 0;
    const char* end = words.data() + words.size();
    auto [at, failed] = std::from_chars(words.data(), end, number);
    std::string_view rule = Trim(words.substr(at - words.data()));
    if (failed != std::errc() || number == 0 || rule.empty()) {
      error =
          path + ".expect: expected LINE rule-id, found " + Printable(words);
      return found;
    }
    found.push_back({path, number, std::string(rule)});
  }
  return found;
}

}  // namespace interlock::test
