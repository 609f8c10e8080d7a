// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <streambuf>
#include <string_view>

namespace interlock {

// Hands a text to yaml-cpp piece by piece. Three things happen on the
// way: a lone CR, which yaml-cpp does not take for a line break, becomes LF;
// the blanks that FindYamlGaps names become tabs; and a text of which yaml-cpp
// would have to hold too much in memory before it can say anything (it queues
// the tokens of a whole flow collection) is refused.
class YamlFeed : public std::streambuf {
 public:
  // Thrown out of the reading library; nobody else sees it.
  struct TooLarge {
    uint32_t offset;
  };

  // `reported` counts the bytes of `text` that events have covered so far;
  // `gaps` are offsets into `text` and outlive the feed.
  YamlFeed(std::string_view text, std::span<const uint32_t> gaps,
           const uint32_t& reported);

 protected:
  std::streamsize xsgetn(char* to, std::streamsize count) override;

 private:
  void CheckBacklog(uint32_t fed);

  void FillGaps(char* to, uint32_t begin, uint32_t end);

  std::string_view text_;
  std::span<const uint32_t> gaps_;  // those not passed yet
  const uint32_t& reported_;
  uint32_t next_check_;
};

}  // namespace interlock
