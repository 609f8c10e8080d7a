// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace interlock {

// The world is wrong: a file, a config, a command line. Says where, what was
// found, what was expected and what to do.
struct Error {
  std::string message;    // "unknown key 'rulez'"
  std::string path = {};  // the file, or empty
  uint32_t line = 0;      // 1-based; 0 when the file as a whole is meant
  std::string help = {};  // "expected one of: rules, paths, ..."

  std::string Text() const {
    std::string text;
    if (!path.empty()) text += path;
    if (line != 0) text += ":" + std::to_string(line);
    if (!text.empty()) text += ": ";
    text += message;
    if (!help.empty()) text += "\n  help: " + help;
    return text;
  }
};

// A value or an Error. Ask ok() before value().
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  const T& value() const& { return std::get<0>(state_); }
  T& value() & { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};
using Status = Result<Done>;

}  // namespace interlock
