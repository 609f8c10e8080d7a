// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "core/seams.h"

namespace interlock::reporters {

// Gathers small pieces into large writes. Flushes when it goes.
class Output {
 public:
  explicit Output(Writer& out) : out_(out) {}
  ~Output() { Flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Output& Add(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kFlushAt) Flush();
    return *this;
  }
  Output& Pad(size_t spaces) {
    buffer_.append(spaces, ' ');
    return *this;
  }
  template <class... Args>
  Output& Print(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(buffer_), format,
                   std::forward<Args>(args)...);
    if (buffer_.size() >= kFlushAt) Flush();
    return *this;
  }
  void Flush();

 private:
  static constexpr size_t kFlushAt = size_t{64} << 10;
  Writer& out_;
  std::string buffer_;
};

// An Output as the Writer that others write to.
class OutputWriter final : public Writer {
 public:
  explicit OutputWriter(Output& out) : out_(out) {}
  void Write(std::string_view bytes) override { out_.Add(bytes); }

 private:
  Output& out_;
};

// One line of untrusted text that is safe on a terminal and in a CI log:
// Printable, and no "##[" or "##vso[" command in it. It may still begin with
// "::", so something must stand before it on its line.
std::string SafeText(std::string_view text);

// A path at the start of a line: SafeText that cannot begin with "::".
std::string SafePath(std::string_view path);

// Whether a logging command of the form "##name[" begins at `at`.
bool IsLogCommand(std::string_view text, size_t at);

// "1 error", "2 errors".
std::string Plural(size_t count, std::string_view noun);

// The longest prefix of at most `max` bytes that ends between characters.
std::string_view Truncated(std::string_view text, size_t max);

}  // namespace interlock::reporters
