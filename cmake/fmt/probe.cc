// SPDX-License-Identifier: Apache-2.0
// Uses of {fmt} that need each symbol library.cc must supply.
#include <fmt/args.h>
#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>

int main(int argc, char** argv) {
  const double real = argc / 3.0;
  const auto name = std::string_view(argv[0]);
  std::string text = fmt::format("{} {:>{}} {:.3f} {}\n", argc, name, 9, real,
                                 static_cast<float>(real));
  fmt::format_to(std::back_inserter(text), "{:#x} {:e}", argc, real);
  fmt::memory_buffer buffer;
  fmt::format_to(std::back_inserter(buffer), "{:L}{}", argc, 'c');
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  store.push_back(argc);
  text += fmt::vformat("{}", store);
  return text.size() + buffer.size() > 1 ? 0 : 1;
}
