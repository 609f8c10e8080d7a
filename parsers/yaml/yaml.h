// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/tree.h"

namespace interlock {

// YAML 1.2 through yaml-cpp's events, into our tree with exact spans. Never
// throws. The source must outlive the document.
Document ParseYaml(const Source& source);

}  // namespace interlock
