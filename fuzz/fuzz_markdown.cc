// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/law.h"
#include "parsers/text/markdown.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  Source source("fuzz.md",
                std::string(reinterpret_cast<const char*>(data), size));
  uint32_t end = 0;
  for (const MarkdownBlock& block : ParseMarkdown(source)) {
    INTERLOCK_LAW(block.span.begin <= block.span.end);
    INTERLOCK_LAW(block.span.end <= source.size());
    INTERLOCK_LAW(block.span.begin >= end || block.span.empty());
    INTERLOCK_LAW(block.text.begin <= block.text.end);
    INTERLOCK_LAW(block.span.begin <= block.text.begin);
    INTERLOCK_LAW(block.text.end <= block.span.end);
    INTERLOCK_LAW(block.kind != BlockKind::kHeading ||
                  (block.level >= 1 && block.level <= 6));
    bool nested = block.kind == BlockKind::kListItem;
    end = nested ? block.span.begin : block.span.end;
  }
  return 0;
}
