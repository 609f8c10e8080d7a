// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/tree.h"

namespace interlock {

// A larger text is refused: every YAML file that people write by hand is far
// smaller, and yaml-cpp reads the worst ones at 2 MB a second.
inline constexpr uint32_t kMaxYamlBytes = 8 << 20;

// Who reads the text: yaml-cpp, or the quick reader and yaml-cpp where that
// gives up. The trees are the same.
enum class YamlReader : uint8_t { kQuickFirst, kYamlCpp };

// YAML 1.2 into our tree with exact spans. Never throws. The source must
// outlive the document. Roots are the documents that end before the first
// error.
Document ParseYaml(const Source& source,
                   YamlReader reader = YamlReader::kQuickFirst);

}  // namespace interlock
