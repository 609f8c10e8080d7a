// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace interlock::cli {

// One option of a command. A switch has no value name.
struct Flag {
  std::string_view name;     // "output", written --output
  char letter;               // 'o', written -o; 0 when there is none
  std::string_view value;    // "FORMAT[=FILE]"; empty for a switch
  std::string_view summary;  // one line
};

// What was given on the command line, checked against the command's flags.
class Arguments {
 public:
  bool Has(std::string_view flag) const;
  // The last value given, or `fallback`.
  std::string Value(std::string_view flag, std::string fallback = "") const;
  std::vector<std::string> Values(std::string_view flag) const;
  const std::vector<std::string>& words() const { return words_; }

 private:
  friend Result<Arguments> ParseArguments(std::span<const std::string> given,
                                          std::span<const Flag> flags);
  struct Given {
    std::string_view flag;
    std::string value;
  };
  std::vector<Given> given_;
  std::vector<std::string> words_;
};

// "--flag value", "--flag=value", "-f value", "-fvalue", "--" before words.
Result<Arguments> ParseArguments(std::span<const std::string> given,
                                 std::span<const Flag> flags);

// A whole number of [low, high] and nothing else.
bool ReadNumber(const std::string& text, int low, int high, int& out);

}  // namespace interlock::cli
