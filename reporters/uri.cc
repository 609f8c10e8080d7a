// SPDX-License-Identifier: Apache-2.0
#include "reporters/uri.h"

namespace interlock::reporters {

namespace {

constexpr bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string RelativeUri(std::string_view path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  // A leading '/' would be an absolute path.
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string uri;
  uri.reserve(path.size());
  for (char c : path) {
    if (IsUnreserved(c) || c == '/') {
      uri += c;
      continue;
    }
    uint8_t byte = static_cast<uint8_t>(c);
    uri += '%';
    uri += kDigits[byte >> 4];
    uri += kDigits[byte & 15];
  }
  return uri;
}

std::string FolderUri(std::string_view path) {
  std::string uri = "file:///" + RelativeUri(path);
  if (!uri.ends_with('/')) uri += '/';
  return uri;
}

}  // namespace interlock::reporters
