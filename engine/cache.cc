// SPDX-License-Identifier: Apache-2.0
#include "engine/cache.h"

#include <cstring>

#include "core/text.h"
#include "rules/registry.h"

namespace interlock {
namespace {

constexpr std::string_view kMagic = "interlock-cache-3\n";

// Fixed-width little-endian numbers and length-prefixed strings.
class Packer {
 public:
  void Number(uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out_ += static_cast<char>(value >> shift);
    }
  }
  void Text(std::string_view text) {
    Number(static_cast<uint32_t>(text.size()));
    out_ += text;
  }
  void Place(const Source& source, Span span) {
    Text(source.path());
    Number(span.begin);
    Number(span.end);
  }
  std::string& out() { return out_; }

 private:
  std::string out_;
};

// Reads what Packer wrote; anything else sets bad() and gives empty values.
class Unpacker {
 public:
  Unpacker(std::string_view in,
           const std::map<std::string_view, const Source*>& sources)
      : in_(in), sources_(sources) {}

  bool bad() const { return bad_; }
  bool done() const { return in_.empty(); }

  uint32_t Number() {
    if (in_.size() < 4) return Fail();
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      value |= uint32_t{static_cast<uint8_t>(in_[i])} << (8 * i);
    }
    in_.remove_prefix(4);
    return value;
  }
  // A count of things that each take at least one byte.
  uint32_t Count() {
    uint32_t count = Number();
    return count <= in_.size() ? count : Fail();
  }
  std::string Text() {
    uint32_t size = Count();
    std::string text(in_.substr(0, size));
    in_.remove_prefix(size);
    return text;
  }
  const Source* Place(Span& span) {
    auto at = sources_.find(Text());
    span = {Number(), Number()};
    bool legal = at != sources_.end() && span.begin <= span.end &&
                 span.end <= at->second->size();
    if (!legal) {
      Fail();
      return nullptr;
    }
    return at->second;
  }

 private:
  uint32_t Fail() {
    bad_ = true;
    in_ = {};
    return 0;
  }
  std::string_view in_;
  const std::map<std::string_view, const Source*>& sources_;
  bool bad_ = false;
};

void PackFix(const Fix& fix, Packer& to) {
  to.Text(fix.title);
  to.Number(static_cast<uint32_t>(fix.kind));
  to.Number(static_cast<uint32_t>(fix.edits.size()));
  for (const Edit& edit : fix.edits) {
    to.Place(*edit.source, edit.span);
    to.Text(edit.text);
  }
  to.Number(static_cast<uint32_t>(fix.new_files.size()));
  for (const NewFile& file : fix.new_files) {
    to.Text(file.path);
    to.Text(file.text);
    to.Text(file.claim);
  }
}

Fix UnpackFix(Unpacker& from) {
  Fix fix{from.Text(), static_cast<FixKind>(from.Number()), {}, {}};
  for (uint32_t left = from.Count(); left > 0 && !from.bad(); --left) {
    Edit edit{nullptr, {}, {}};
    edit.source = from.Place(edit.span);
    edit.text = from.Text();
    fix.edits.push_back(std::move(edit));
  }
  for (uint32_t left = from.Count(); left > 0 && !from.bad(); --left) {
    NewFile& file = fix.new_files.emplace_back();
    file.path = from.Text();
    file.text = from.Text();
    file.claim = from.Text();
  }
  return fix;
}

void PackFinding(const Finding& finding, Packer& to) {
  to.Text(finding.rule->id);
  to.Place(*finding.source, finding.span);
  to.Number(static_cast<uint32_t>(finding.severity));
  to.Number(static_cast<uint32_t>(finding.confidence));
  to.Text(finding.message);
  to.Text(finding.help);
  to.Text(finding.anchor);
  to.Number(finding.outdated);
  to.Number(static_cast<uint32_t>(finding.related.size()));
  for (const Related& related : finding.related) {
    to.Place(*related.source, related.span);
    to.Text(related.message);
  }
  to.Number(static_cast<uint32_t>(finding.fixes.size()));
  for (const Fix& fix : finding.fixes) PackFix(fix, to);
}

std::optional<Finding> UnpackFinding(Unpacker& from) {
  const Rule* rule = FindRule(from.Text());
  Finding finding{};
  finding.source = from.Place(finding.span);
  finding.severity = static_cast<Severity>(from.Number());
  finding.confidence = static_cast<Confidence>(from.Number());
  finding.message = from.Text();
  finding.help = from.Text();
  finding.anchor = from.Text();
  finding.outdated = from.Number() != 0;
  for (uint32_t left = from.Count(); left > 0 && !from.bad(); --left) {
    Related related{nullptr, {}, {}};
    related.source = from.Place(related.span);
    related.message = from.Text();
    finding.related.push_back(std::move(related));
  }
  for (uint32_t left = from.Count(); left > 0 && !from.bad(); --left) {
    finding.fixes.push_back(UnpackFix(from));
  }
  if (from.bad() || rule == nullptr) return std::nullopt;
  finding.rule = rule->info;
  return finding;
}

}  // namespace

std::optional<std::vector<Finding>> Cache::Load(
    const std::string& name, std::string_view key,
    const std::map<std::string_view, const Source*>& sources) const {
  if (folder_.empty()) return std::nullopt;
  auto stored = files_.Read(JoinPath(folder_, name));
  if (!stored.ok()) return std::nullopt;
  std::string_view rest = stored.value();
  if (!rest.starts_with(kMagic)) return std::nullopt;
  rest.remove_prefix(kMagic.size());
  if (!rest.starts_with(key)) return std::nullopt;
  rest.remove_prefix(key.size());
  Unpacker from(rest, sources);
  std::vector<Finding> findings;
  for (uint32_t left = from.Count(); left > 0; --left) {
    auto finding = UnpackFinding(from);
    if (!finding) return std::nullopt;
    findings.push_back(std::move(*finding));
  }
  if (from.bad() || !from.done()) return std::nullopt;
  return findings;
}

void Cache::Store(const std::string& name, std::string_view key,
                  const std::vector<Finding>& findings) {
  if (folder_.empty()) return;
  Packer to;
  to.out() += kMagic;
  to.out() += key;
  to.Number(static_cast<uint32_t>(findings.size()));
  for (const Finding& finding : findings) PackFinding(finding, to);
  Status stored = files_.Keep(JoinPath(folder_, name), to.out());
  (void)stored;  // the next run computes it again
}

}  // namespace interlock
