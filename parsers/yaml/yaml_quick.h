// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "parsers/tree.h"

namespace interlock {

// Reads the part of YAML that nearly all files are written in, many times
// faster than yaml-cpp: documents of block collections, flow collections
// whose scalars stay on a line, plain scalars, quoted scalars of one line, and
// block scalars that find their own indentation. Anchors, aliases, tags,
// directives, tabs and all else that is rare, and every error, are left
// to yaml-cpp: then this returns false, and `doc` is of no use. What it
// accepts, it reads as yaml-cpp does, node for node; tests and a fuzzer
// compare the two. Only a value in brackets may be longer than what YamlFeed
// lets yaml-cpp hold.
bool ReadYamlQuickly(Document& doc, uint32_t base);

}  // namespace interlock
