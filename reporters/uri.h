// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace interlock::reporters {

// A relative path as a relative URI reference of RFC 3986: everything but
// unreserved characters and '/' is percent-encoded, byte by byte.
std::string RelativeUri(std::string_view path);

// An absolute folder as "file:///a/b/".
std::string FolderUri(std::string_view path);

}  // namespace interlock::reporters
