// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "core/line_index.h"
#include "core/span.h"

namespace interlock {

// The bytes of one input file, as they are on disk, with the path to report:
// relative to the root, '/' between its parts. Sources never move once made,
// so findings and trees hold plain pointers to them.
class Source {
 public:
  Source(std::string path, std::string bytes)
      : path_(std::move(path)), bytes_(std::move(bytes)) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  const std::string& path() const { return path_; }
  std::string_view text() const { return bytes_; }
  std::string_view Text(Span span) const { return span.In(bytes_); }
  uint32_t size() const { return static_cast<uint32_t>(bytes_.size()); }
  Span whole() const { return {0, size()}; }

 private:
  std::string path_;
  std::string bytes_;
};

// Larger files are refused with a finding: offsets are 32 bits wide.
inline constexpr uint64_t kMaxSourceBytes = uint64_t{1} << 30;

}  // namespace interlock
