// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/atlas_sum.h"

#include <algorithm>

#include "core/sha256.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

struct SumLine {
  std::string_view name;  // empty for the total
  std::string_view hash;
  Span span;
};

std::vector<SumLine> SumLines(std::string_view manifest) {
  std::vector<SumLine> lines;
  for (std::string_view raw : Split(manifest, '\n')) {
    std::string_view line = Trim(raw);
    if (line.empty()) continue;
    auto begin = static_cast<uint32_t>(line.data() - manifest.data());
    SumLine one;
    one.span = {begin, begin + static_cast<uint32_t>(line.size())};
    size_t blank = line.rfind(' ');
    if (blank != line.npos) one.name = Trim(line.substr(0, blank));
    one.hash = blank == line.npos ? line : line.substr(blank + 1);
    lines.push_back(one);
  }
  return lines;
}

}  // namespace

std::vector<ChecksumFault> CheckAtlasSum(std::string_view manifest,
                                         const std::vector<NamedText>& files) {
  using Kind = ChecksumFault::Kind;
  std::vector<SumLine> lines = SumLines(manifest);
  bool has_total = !lines.empty() && lines.front().name.empty();
  Sha256 running;
  Sha256 total;
  size_t next = has_total ? 1 : 0;
  for (const NamedText& file : files) {
    Span end = lines.empty() ? Span{0, 0} : lines.back().span;
    if (next >= lines.size()) {
      return {{Kind::kMissing, std::string(file.name), end}};
    }
    const SumLine& line = lines[next++];
    if (line.name != file.name) {
      bool extra = line.name < file.name;
      return {{extra ? Kind::kUnknownFile : Kind::kMissing,
               std::string(extra ? line.name : file.name), line.span}};
    }
    running.Add(file.name).Add(file.text);
    std::string hash = Base64(Sha256(running).Finish());
    if (line.hash != "h1:" + hash) {
      return {{Kind::kDiffers, std::string(file.name), line.span}};
    }
    total.Add(file.name).Add(hash);
  }
  if (next < lines.size()) {
    return {
        {Kind::kUnknownFile, std::string(lines[next].name), lines[next].span}};
  }
  if (!has_total || lines[0].hash != "h1:" + Base64(total.Finish())) {
    return {{Kind::kTotal, "", lines.empty() ? Span{0, 0} : lines[0].span}};
  }
  return {};
}

std::string AtlasSumOf(const std::vector<NamedText>& files) {
  Sha256 running;
  Sha256 total;
  std::string lines;
  for (const NamedText& file : files) {
    running.Add(file.name).Add(file.text);
    std::string hash = Base64(Sha256(running).Finish());
    lines += std::string(file.name) + " h1:" + hash + "\n";
    total.Add(file.name).Add(hash);
  }
  return "h1:" + Base64(total.Finish()) + "\n" + lines;
}

std::optional<std::vector<NamedText>> SummedFiles(
    std::string_view manifest_path, std::span<const NamedText> all) {
  std::string_view folder = DirName(manifest_path);
  std::vector<NamedText> files;
  for (const NamedText& file : all) {
    if (!file.name.ends_with(".sql") || DirName(file.name) != folder) continue;
    std::string_view name = BaseName(file.name);
    bool others = name.ends_with(".up.sql") || name.ends_with(".down.sql") ||
                  name.starts_with("V");
    if (others || file.text.find("atlas:sum") != file.text.npos) return {};
    files.push_back({name, file.text});
  }
  std::ranges::sort(files, {}, &NamedText::name);
  return files;
}

}  // namespace interlock::sql
