// SPDX-License-Identifier: Apache-2.0
#include "rules/syntax/language.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::syntax {
namespace {

struct KnownName {
  std::string_view name;  // an extension with its dot, or a whole file name
  Language language;
};
constexpr KnownName kNames[] = {
    {".yaml", Language::kYaml},  {".yml", Language::kYaml},
    {".snyk", Language::kYaml},  {".json", Language::kJson},
    {".jsonc", Language::kJson}, {".json5", Language::kJson},
    {".nsprc", Language::kJson}, {".renovaterc", Language::kJson},
    {".toml", Language::kToml},  {".env", Language::kEnv},
    {".tf", Language::kHcl},
};

}  // namespace

Language LanguageOf(const InputFile& file) {
  if (file.tree == nullptr) return Language::kNone;
  // YAML that was found by its text may be a template of something.
  bool json = file.path().ends_with(".json");
  if (file.kind == FileKind::kGovernance && !json) return Language::kNone;
  if (file.kind == FileKind::kEnv) return Language::kEnv;
  std::string_view name = BaseName(file.path());
  std::string_view extension = Extension(file.path());
  for (const KnownName& known : kNames) {
    if (known.name == extension || known.name == name) return known.language;
  }
  return Language::kNone;
}

void ReportErrors(const InputFile& file, Language language, Sink& out) {
  if (LanguageOf(file) != language) return;
  for (const SyntaxError& error : file.tree->errors) {
    out.Report(error.span, "{}", Printable(error.message))
        .Help("{}", error.help);
  }
}

void ReportDuplicates(const InputFile& file, Language language, Sink& out) {
  if (LanguageOf(file) != language) return;
  for (const DuplicateKey& twice : file.tree->duplicates) {
    out.Report(twice.again->span, "the key '{}' is written twice",
               Printable(twice.again->text))
        .Help("keep one of the two, or rename the other")
        .Related(*file.source, twice.first->span, "first written here")
        .Anchor(twice.again->text);
  }
}

}  // namespace interlock::syntax
