// SPDX-License-Identifier: Apache-2.0
#include "cli/flags.h"

#include <fmt/format.h>

#include <charconv>

#include "core/text.h"

namespace interlock::cli {
namespace {

const Flag* Find(std::span<const Flag> flags, std::string_view name) {
  for (const Flag& flag : flags) {
    if (flag.name == name) return &flag;
  }
  return nullptr;
}

const Flag* FindLetter(std::span<const Flag> flags, char letter) {
  for (const Flag& flag : flags) {
    if (flag.letter != 0 && flag.letter == letter) return &flag;
  }
  return nullptr;
}

Error Unknown(std::string_view word, std::span<const Flag> flags) {
  std::vector<std::string_view> names;
  for (const Flag& flag : flags) names.push_back(flag.name);
  std::string_view bare = word.substr(word.find_first_not_of('-'));
  std::string_view near = Nearest(bare.substr(0, bare.find('=')), names);
  return {
      fmt::format("unknown option '{}'", Printable(word)),
      {},
      0,
      near.empty() ? "see --help" : fmt::format("did you mean --{}?", near)};
}

// One option taken apart: "--name=value", "-nvalue".
struct Split2 {
  const Flag* flag = nullptr;
  bool has_value = false;
  std::string_view value;
};

Split2 TakeApart(std::string_view word, std::span<const Flag> flags) {
  if (word.starts_with("--")) {
    size_t equals = word.find('=');
    bool has = equals != std::string_view::npos;
    return {Find(flags, word.substr(2, has ? equals - 2 : equals)), has,
            has ? word.substr(equals + 1) : std::string_view()};
  }
  return {FindLetter(flags, word[1]), word.size() > 2, word.substr(2)};
}

}  // namespace

bool Arguments::Has(std::string_view flag) const {
  for (const Given& given : given_) {
    if (given.flag == flag) return true;
  }
  return false;
}

std::string Arguments::Value(std::string_view flag,
                             std::string fallback) const {
  for (const Given& given : given_) {
    if (given.flag == flag) fallback = given.value;
  }
  return fallback;
}

std::vector<std::string> Arguments::Values(std::string_view flag) const {
  std::vector<std::string> values;
  for (const Given& given : given_) {
    if (given.flag == flag) values.push_back(given.value);
  }
  return values;
}

bool ReadNumber(const std::string& text, int low, int high, int& out) {
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, out);
  return error == std::errc() && at == end && out >= low && out <= high;
}

Result<Arguments> ParseArguments(std::span<const std::string> given,
                                 std::span<const Flag> flags) {
  Arguments out;
  for (size_t i = 0; i < given.size(); ++i) {
    std::string_view word = given[i];
    if (word == "--") {
      out.words_.insert(out.words_.end(), given.begin() + i + 1, given.end());
      break;
    }
    if (word.size() < 2 || word[0] != '-') {
      out.words_.push_back(given[i]);
      continue;
    }
    Split2 option = TakeApart(word, flags);
    if (option.flag == nullptr) return Unknown(word, flags);
    const Flag& flag = *option.flag;
    if (flag.value.empty() && option.has_value) {
      return Error{fmt::format("--{} takes no value", flag.name)};
    }
    if (!flag.value.empty() && !option.has_value) {
      if (i + 1 == given.size()) {
        return Error{
            fmt::format("--{} needs a value: {}", flag.name, flag.value)};
      }
      option.value = given[++i];
    }
    out.given_.push_back({flag.name, std::string(option.value)});
  }
  return out;
}

}  // namespace interlock::cli
