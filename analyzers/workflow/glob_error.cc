// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "analyzers/workflow/find_problems.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// Git allows these in no name of a branch or tag, so nothing ever matches.
constexpr std::string_view kNotInRefs = " ~^:";

class GlobReader {
 public:
  GlobReader(std::string_view text, GlobOf what) : text_(text), what_(what) {}

  std::string Read() {
    if (text_.starts_with("!")) ++at_;
    if (at_ == text_.size()) return "there is nothing to match";
    if (text_.substr(at_).starts_with("./")) {
      return "paths begin at the root, without './'";
    }
    if (what_ == GlobOf::kPath && text_[at_] == '/') {
      return "paths begin at the root, without '/'";
    }
    if (what_ == GlobOf::kPath && text_.substr(at_).starts_with("../")) {
      return "a path cannot leave the repository";
    }
    if (what_ == GlobOf::kRef && text_.ends_with("/")) {
      return "no branch or tag ends with '/'";
    }
    while (at_ < text_.size()) {
      std::string error = Next();
      if (!error.empty()) return error;
    }
    return {};
  }

 private:
  std::string Next() {
    char c = text_[at_++];
    bool first = !repeatable_;
    repeatable_ = true;
    switch (c) {
      case '\\':
        if (at_ == text_.size()) return "it ends with a backslash";
        ++at_;
        return {};
      case '?':
      case '+':
        repeatable_ = false;
        if (!first) return {};
        return fmt::format(
            "'{}' repeats what stands before it, and nothing "
            "does",
            c);
      case '*':
        repeatable_ = false;
        return {};
      case '[':
        return Set();
      default:
        break;
    }
    bool never =
        what_ == GlobOf::kRef && kNotInRefs.find(c) != std::string_view::npos;
    if (never) return fmt::format("no branch or tag holds '{}'", c);
    return {};
  }

  std::string Set() {
    size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) return "a '[' is not closed";
    std::string_view set = text_.substr(at_, close - at_);
    if (set.empty()) return "the set '[]' is empty";
    for (size_t i = 0; i + 2 < set.size(); ++i) {
      if (set[i + 1] != '-') continue;
      if (set[i] > set[i + 2]) {
        return fmt::format("the range '{}' ends before it begins",
                           Printable(set.substr(i, 3)));
      }
      i += 2;
    }
    at_ = close + 1;
    return {};
  }

  std::string_view text_;
  GlobOf what_;
  size_t at_ = 0;
  bool repeatable_ = false;  // something stands before
};

}  // namespace

std::string GlobError(std::string_view pattern, GlobOf what) {
  return GlobReader(pattern, what).Read();
}

}  // namespace interlock::workflow
