// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_feed.h"

#include <algorithm>
#include <cstring>

namespace interlock {
namespace {

constexpr uint32_t kCheckEvery = 1 << 20;
// Each costs up to about 250 bytes in yaml-cpp's queue.
constexpr size_t kMaxPendingMarks = 500'000;

size_t CountMarks(std::string_view text) {
  // Only one byte of a quoted scalar's two quotes need count.
  size_t twice = 0;
  for (char c : text) {
    switch (c) {
      case ',':
      case '[':
      case ']':
      case '{':
      case '}':
      case '*':
      case '&':
      case '!':
        twice += 2;
        break;
      case '"':
      case '\'':
        twice += 1;
        break;
      default:
        break;
    }
  }
  return twice / 2;
}

}  // namespace

YamlFeed::YamlFeed(std::string_view text, std::span<const uint32_t> gaps,
                   const uint32_t& reported)
    : text_(text), gaps_(gaps), reported_(reported), next_check_(kCheckEvery) {
  // Only ever read from.
  char* begin = const_cast<char*>(text.data());
  setg(begin, begin, begin + text.size());
}

void YamlFeed::CheckBacklog(uint32_t fed) {
  if (fed < next_check_) return;
  next_check_ = std::max(fed, reported_) + kCheckEvery;
  if (fed <= reported_ || fed - reported_ < kCheckEvery) return;
  std::string_view pending = text_.substr(reported_, fed - reported_);
  if (CountMarks(pending) > kMaxPendingMarks) throw TooLarge{reported_};
}

void YamlFeed::FillGaps(char* to, uint32_t begin, uint32_t end) {
  while (!gaps_.empty() && gaps_.front() < end) {
    if (gaps_.front() >= begin) to[gaps_.front() - begin] = '\t';
    gaps_ = gaps_.subspan(1);
  }
}

std::streamsize YamlFeed::xsgetn(char* to, std::streamsize count) {
  std::streamsize given = std::min<std::streamsize>(count, egptr() - gptr());
  if (given <= 0) return 0;
  auto begin = static_cast<uint32_t>(gptr() - eback());
  auto size = static_cast<size_t>(given);
  CheckBacklog(begin);
  std::memcpy(to, gptr(), size);
  FillGaps(to, begin, begin + static_cast<uint32_t>(size));
  for (char* cr = to; (cr = static_cast<char*>(std::memchr(
                           cr, '\r', size - static_cast<size_t>(cr - to))));
       ++cr) {
    const char* next = gptr() + (cr - to) + 1;
    if (next == egptr() || *next != '\n') *cr = '\n';
  }
  gbump(static_cast<int>(given));
  return given;
}

}  // namespace interlock
