// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace interlock::cli {

// Rows of texts under heads, for people: aligned columns, or Markdown.
class Table {
 public:
  explicit Table(std::vector<std::string> heads) : heads_(std::move(heads)) {}

  void Add(std::vector<std::string> cells) {
    rows_.push_back(std::move(cells));
  }
  std::string Text() const;
  std::string Markdown() const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace interlock::cli
