// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace interlock::exceptions {

// What is wrong with an id that was meant to be one of a known scheme: CVE,
// GHSA, RUSTSEC, PYSEC, GO. Empty when it is well formed, and when it belongs
// to no scheme known here: other tools have ids of their own.
struct IdFault {
  std::string found;     // "the number XYZ is not made of digits"
  std::string expected;  // "CVE-2024-12345"
  std::string near;      // the id that was meant, when that is plain
};
IdFault FindIdFault(std::string_view id);

}  // namespace interlock::exceptions
