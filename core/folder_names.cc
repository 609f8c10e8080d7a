// SPDX-License-Identifier: Apache-2.0
#include "core/folder_names.h"

#include <algorithm>

#include "core/text.h"

namespace interlock {
namespace {

constexpr std::string_view kTests[] = {
    "__fixtures__", "__mocks__", "__tests__", "bench", "benchmarks",
    "e2e",          "fixture",   "fixtures",  "mocks", "spec",
    "test",         "testdata",  "tests",
};
constexpr std::string_view kExamples[] = {"demo",     "demos",  "example",
                                          "examples", "sample", "samples"};
constexpr std::string_view kVendors[] = {"node_modules", "third_party",
                                         "vendor"};

template <size_t kSize>
bool Holds(const std::string_view (&list)[kSize], std::string_view name) {
  return std::ranges::any_of(
      list, [&](auto one) { return EqualsIgnoringCase(one, name); });
}

}  // namespace

FolderSort SortOfFolder(std::string_view name) {
  if (Holds(kTests, name)) return FolderSort::kTest;
  if (Holds(kExamples, name)) return FolderSort::kExample;
  return Holds(kVendors, name) ? FolderSort::kVendored : FolderSort::kOther;
}

}  // namespace interlock
