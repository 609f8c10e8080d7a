// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/law.h"
#include "parsers/text/xml.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace interlock;
  Source source("fuzz.xml",
                std::string(reinterpret_cast<const char*>(data), size));
  XmlFile file = ParseXml(source);
  INTERLOCK_LAW(file.errors.size() <= 1);
  for (size_t i = 0; i < file.elements.size(); ++i) {
    const XmlElement& element = file.elements[i];
    INTERLOCK_LAW(element.span.begin < element.span.end);
    INTERLOCK_LAW(element.span.end <= source.size());
    INTERLOCK_LAW(element.name_span.end <= element.span.end);
    INTERLOCK_LAW(element.text.end <= source.size());
    INTERLOCK_LAW(element.parent < static_cast<int32_t>(i));
    if (element.parent < 0) continue;
    const XmlElement& parent = file.elements[size_t(element.parent)];
    INTERLOCK_LAW(parent.span.begin <= element.span.begin &&
                  element.span.end <= parent.span.end);
  }
  return 0;
}
