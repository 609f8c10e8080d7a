// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace interlock::cli {
namespace {

// A bar would end the cell.
std::string Escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string Table::Text() const {
  std::vector<size_t> widths;
  for (const std::string& head : heads_) widths.push_back(head.size());
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  auto line = [&](const std::vector<std::string>& cells) {
    std::string out;
    for (size_t i = 0; i < cells.size(); ++i) {
      bool last = i + 1 == cells.size();
      out += last ? cells[i] : fmt::format("{:<{}}  ", cells[i], widths[i]);
    }
    return out + "\n";
  };
  std::string out = line(heads_);
  for (const auto& row : rows_) out += line(row);
  return out;
}

std::string Table::Markdown() const {
  auto line = [](const std::vector<std::string>& cells) {
    std::string out = "|";
    for (const std::string& cell : cells) out += " " + Escaped(cell) + " |";
    return out + "\n";
  };
  std::string out = line(heads_) + "|";
  for (size_t i = 0; i < heads_.size(); ++i) out += "---|";
  out += "\n";
  for (const auto& row : rows_) out += line(row);
  return out;
}

}  // namespace interlock::cli
