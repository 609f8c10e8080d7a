// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/seams.h"

namespace interlock {

// What git ignores: the .gitignore files from the root down to a folder. Kept
// as a stack by the walk: a folder's file is pushed on the way in and popped
// on the way out.
class IgnoreStack {
 public:
  // The rules of one .gitignore whose folder is `folder` ("" for the root).
  void Push(std::string_view folder, std::string_view text);
  void Pop();
  // The last rule that matches decides, as git says.
  bool Ignores(std::string_view path, EntryKind kind) const;

 private:
  struct Rule {
    std::string pattern;  // relative to its folder
    bool negated;
    bool folders_only;
    bool anchored;  // against the whole relative path, not the last part
  };
  struct Level {
    std::string folder;
    std::vector<Rule> rules;
  };
  static bool Matches(const Rule& rule, std::string_view path);
  std::vector<Level> levels_;
};

}  // namespace interlock
