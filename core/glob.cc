// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "core/utf8.h"

namespace interlock {

namespace {

constexpr size_t kNone = std::string_view::npos;

struct SetResult {
  size_t length = 0;  // of the set in the pattern; 0 when it is never closed
  bool matches = false;
};

// Takes one member of a set, which a backslash may quote, and steps past it.
uint32_t TakeMember(std::string_view pattern, size_t& at) {
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  Decoded decoded = DecodeUtf8(pattern, at);
  at += decoded.length;
  return decoded.code_point;
}

SetResult MatchSet(std::string_view pattern, size_t open, uint32_t c) {
  size_t at = open + 1;
  bool negated =
      at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool found = false;
  // A "]" that comes first is a member.
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return {at + 1 - open, found != negated};
    uint32_t low = TakeMember(pattern, at);
    uint32_t high = low;
    bool range =
        at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']';
    if (range) high = TakeMember(pattern, ++at);
    found = found || (low <= c && c <= high);
  }
  return {};
}

// Walks pattern and path once. A mismatch goes back to the last `*`, which
// then takes one character more, and when that is stuck at a "/" to the last
// `**`. Nothing before those is ever tried again: a later star can do what an
// earlier one could, and a `*` ends where its path's part does.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view path)
      : pattern_(pattern), path_(path) {}

  bool Run() {
    while (true) {
      if (TakeStars()) continue;
      if (p_ == pattern_.size() && t_ == path_.size()) return true;
      if (TakeOne()) continue;
      if (!GoBack()) return false;
    }
  }

 private:
  bool TakeStars() {
    if (p_ == pattern_.size() || pattern_[p_] != '*') return false;
    bool part_start = p_ == 0 || pattern_[p_ - 1] == '/';
    size_t end = pattern_.find_first_not_of('*', p_);
    if (end == kNone) end = pattern_.size();
    if (end - p_ == 1) {
      star_p_ = p_ = end;
      star_t_ = t_;
      return true;
    }
    // "**/" at the start of a part stands for whole parts, or for none.
    whole_parts_ = part_start && end < pattern_.size() && pattern_[end] == '/';
    p_ = whole_parts_ ? end + 1 : end;
    globstar_p_ = p_;
    globstar_t_ = t_;
    star_p_ = kNone;
    return true;
  }

  // One character of the path against one element of the pattern.
  bool TakeOne() {
    if (p_ == pattern_.size() || t_ == path_.size()) return false;
    Decoded c = DecodeUtf8(path_, t_);
    char element = pattern_[p_];
    if (path_[t_] != '/' && (element == '?' || element == '[')) {
      SetResult set = {1, true};
      if (element == '[') set = MatchSetHere(c.code_point);
      if (set.length != 0) {
        if (!set.matches) return false;
        p_ += set.length;
        t_ += c.length;
        return true;
      }
    } else if (element == '?') {
      return false;
    }
    if (element == '\\' && p_ + 1 < pattern_.size()) element = pattern_[++p_];
    if (element != path_[t_]) return false;
    ++p_;
    ++t_;
    return true;
  }

  // Once a set is found open up to the pattern's end, no later "[" begins one,
  // so the end is not searched for again.
  SetResult MatchSetHere(uint32_t code_point) {
    if (p_ >= open_from_) return {};
    SetResult set = MatchSet(pattern_, p_, code_point);
    if (set.length == 0) open_from_ = p_;
    return set;
  }

  bool GoBack() {
    if (star_p_ != kNone && star_t_ < path_.size() && path_[star_t_] != '/') {
      star_t_ += DecodeUtf8(path_, star_t_).length;
      p_ = star_p_;
      t_ = star_t_;
      return true;
    }
    if (globstar_p_ == kNone || globstar_t_ == path_.size()) return false;
    if (whole_parts_ || star_p_ != kNone) {
      // A star that failed up to the end of its part would fail again from
      // any later place of the same part.
      size_t slash = path_.find('/', globstar_t_);
      if (slash == kNone) return false;
      globstar_t_ = slash + 1;
    } else {
      globstar_t_ += DecodeUtf8(path_, globstar_t_).length;
    }
    star_p_ = kNone;
    p_ = globstar_p_;
    t_ = globstar_t_;
    return true;
  }

  std::string_view pattern_;
  std::string_view path_;
  size_t p_ = 0;
  size_t t_ = 0;
  // Where the last star's rest begins, and what it has taken so far.
  size_t star_p_ = kNone;
  size_t star_t_ = 0;
  size_t globstar_p_ = kNone;
  size_t globstar_t_ = 0;
  size_t open_from_ = kNone;
  bool whole_parts_ = false;  // the last `**` moves from part to part
};

}  // namespace

bool GlobMatch(std::string_view pattern, std::string_view path) {
  return Matcher(pattern, path).Run();
}

}  // namespace interlock
