// SPDX-License-Identifier: Apache-2.0
#include "reporters/output.h"

#include "core/text.h"

namespace interlock::reporters {

namespace {
// Longer than any name a CI system gives a command.
constexpr size_t kMaxCommandName = 32;

constexpr bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
}  // namespace

void Output::Flush() {
  if (buffer_.empty()) return;
  out_.Write(buffer_);
  buffer_.clear();
}

bool IsLogCommand(std::string_view text, size_t at) {
  if (!text.substr(at).starts_with("##")) return false;
  std::string_view rest = text.substr(at + 2, kMaxCommandName);
  size_t name = 0;
  while (name < rest.size() && IsLetter(rest[name])) ++name;
  return name < rest.size() && rest[name] == '[';
}

std::string SafeText(std::string_view text) {
  std::string printable = Printable(text);
  if (printable.find("##") == std::string::npos) return printable;
  std::string safe;
  safe.reserve(printable.size() + 8);
  for (size_t at = 0; at < printable.size(); ++at) {
    if (IsLogCommand(printable, at)) {
      safe += "\\x23";
    } else {
      safe += printable[at];
    }
  }
  return safe;
}

std::string SafePath(std::string_view path) {
  std::string safe = SafeText(path);
  // The runner skips any Unicode white space before "::".
  size_t at = 0;
  while (at < safe.size() && (safe[at] <= ' ' || safe[at] > '~')) ++at;
  if (safe.compare(at, 2, "::") == 0) safe.insert(0, "./");
  return safe;
}

std::string Plural(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string_view Truncated(std::string_view text, size_t max) {
  if (text.size() <= max) return text;
  while (max > 0 && (static_cast<unsigned char>(text[max]) & 0xC0) == 0x80) {
    --max;
  }
  return text.substr(0, max);
}

}  // namespace interlock::reporters
