// SPDX-License-Identifier: Apache-2.0
#include "core/folder_names.h"

#include <gtest/gtest.h>

namespace interlock {
namespace {

TEST(FolderNames, SayWhatLiesBelow) {
  for (std::string_view name :
       {"test", "Tests", "testdata", "__tests__", "e2e", "fixtures", "spec"}) {
    EXPECT_EQ(SortOfFolder(name), FolderSort::kTest) << name;
  }
  for (std::string_view name : {"example", "EXAMPLES", "samples", "demo"}) {
    EXPECT_EQ(SortOfFolder(name), FolderSort::kExample) << name;
  }
  for (std::string_view name : {"vendor", "third_party", "node_modules"}) {
    EXPECT_EQ(SortOfFolder(name), FolderSort::kVendored) << name;
  }
  for (std::string_view name : {"", "src", "testing-guide", "templates", "dev",
                                "db", "attests", "latest"}) {
    EXPECT_EQ(SortOfFolder(name), FolderSort::kOther) << name;
  }
}

}  // namespace
}  // namespace interlock
