// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/tree_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzers/exceptions/expiry.h"
#include "analyzers/exceptions/line_reader.h"
#include "analyzers/exceptions/width.h"
#include "analyzers/exceptions/xml_reader.h"
#include "core/text.h"

namespace interlock::exceptions {
namespace {

using Keys = TreeReader::Keys;

// The tools name the same thing differently; a home-made file may use any.
constexpr std::string_view kIdKeys[] = {
    "id", "vulnerability", "cve", "advisory", "advisory_id", "ghsa", "crate"};
constexpr std::string_view kPackageKeys[] = {"package", "pkg", "module",
                                             "dependency", "component"};
constexpr std::string_view kSeverityKeys[] = {"severity", "level"};
constexpr std::string_view kExpiryKeys[] = {
    "expires", "expiry",     "expires_at",  "expiresAt",  "expiration",
    "until",   "expired_at", "ignoreUntil", "expires_on", "effectiveUntil"};
constexpr std::string_view kReasonKeys[] = {
    "reason", "justification", "statement",  "notes",
    "note",   "comment",       "explanation"};
constexpr std::string_view kApproverKeys[] = {"approver",   "approved_by",
                                              "approvedBy", "approved-by",
                                              "ignoredBy",  "approvers"};
constexpr std::string_view kCreatedKeys[] = {"created", "created_at",
                                             "createdAt", "added"};

bool IsOneOf(std::string_view key, Keys names) {
  return std::ranges::find(names, key) != names.end();
}

// Where each format keeps its entries.
constexpr std::string_view kTrivySections[] = {
    "vulnerabilities", "misconfigurations", "secrets", "licenses"};
constexpr std::string_view kOsvSections[] = {"IgnoredVulns"};
constexpr std::string_view kGrypeSections[] = {"ignore"};
constexpr std::string_view kAllowlistSections[] = {
    "exceptions", "allowlist",       "ignore",
    "ignored",    "vulnerabilities", "entries"};

// Whether the key says something about the entry rather than narrowing it.
bool Describes(std::string_view key) {
  for (Keys names : {Keys(kIdKeys), Keys(kPackageKeys), Keys(kSeverityKeys),
                     Keys(kExpiryKeys), Keys(kReasonKeys), Keys(kApproverKeys),
                     Keys(kCreatedKeys)}) {
    if (IsOneOf(key, names)) return true;
  }
  return key == "active" || key == "reasonType";
}

std::string_view KindName(const Node& node) {
  if (node.IsMapping()) return "a mapping";
  if (node.IsSequence()) return "a list";
  return "a text";
}

}  // namespace

void TreeReader::Oddity(Span span, std::string message, std::string help) {
  if (out_.oddities.size() >= size_t{kMaxSyntaxErrors}) return;
  out_.oddities.push_back({span, std::move(message), std::move(help)});
}

bool TreeReader::FirstVisit(const Node& node) {
  const Node* target = node.alias_of != nullptr ? node.alias_of : &node;
  return visited_.insert(target).second;
}

Field TreeReader::FieldOf(const Node& node) {
  if (node.IsScalar()) {
    std::string_view text = Trim(node.text);
    bool stated = !text.empty() && !node.IsNull();
    return {text, node.span, stated};
  }
  // A package may be spelled out: {name: glibc, version: 2.36}.
  const Node* name = node.IsMapping() ? node.Find("name") : nullptr;
  if (name != nullptr && name->IsScalar()) return FieldOf(*name);
  // A list of one, such as approvers: [a@example.org].
  if (node.IsSequence() && !node.items.empty() &&
      node.items.front()->IsScalar()) {
    return FieldOf(*node.items.front());
  }
  return {};
}

bool TreeReader::Knows(std::string_view key) const {
  return known_.empty() || IsOneOf(key, known_);
}

Field TreeReader::FieldOf(const Node& mapping, Keys names) {
  for (std::string_view name : names) {
    if (!Knows(name)) continue;
    const Node* value = mapping.Find(name);
    if (value == nullptr) continue;
    Field field = FieldOf(*value);
    if (field.stated) return field;
    if (!value->IsScalar() && !IsOneOf(name, kPackageKeys)) {
      Oddity(value->span, fmt::format("'{}' is {}", name, KindName(*value)),
             "expected a text");
    }
  }
  return {};
}

Expiry TreeReader::ExpiryOf(const Field& field) const {
  DayRule rule = out_.facts().day_rule;
  Expiry expiry{field, std::nullopt, rule};
  if (field.stated) expiry.last_day = LastDay(field.text, rule);
  return expiry;
}

void TreeReader::FillFrom(const Node& mapping, Exception& entry) {
  if (!entry.id.stated) entry.id = FieldOf(mapping, kIdKeys);
  entry.package = FieldOf(mapping, kPackageKeys);
  entry.severity = FieldOf(mapping, kSeverityKeys);
  entry.reason = FieldOf(mapping, kReasonKeys);
  entry.approver = FieldOf(mapping, kApproverKeys);
  entry.created = FieldOf(mapping, kCreatedKeys);
  entry.expiry = ExpiryOf(FieldOf(mapping, kExpiryKeys));
  const Node* active = mapping.Find("active");
  entry.active = active == nullptr || !IsFalse(active);
  for (const Member& member : mapping.members) {
    if (!Knows(member.key->text)) {
      entry.ignored.push_back({member.key->text, member.key->span, true});
      continue;
    }
    bool whole_package =
        IsOneOf(member.key->text, kPackageKeys) && member.value->IsScalar();
    if (Describes(member.key->text) &&
        (whole_package || !IsOneOf(member.key->text, kPackageKeys))) {
      continue;
    }
    entry.scope += fmt::format("{}={};", member.key->text,
                               tree_.source->Text(member.value->span));
  }
}

void TreeReader::Finish(Exception entry) {
  entry.place = entry.id.stated
                    ? entry.id.span
                    : Span{entry.span.begin,
                           std::min(entry.span.end, entry.span.begin + 1)};
  Complete(entry, notes_.For(entry.span));
  entry.too_wide = TooWide(out_.format, entry);
  out_.entries.push_back(std::move(entry));
}

void TreeReader::ReadEntry(const Node& node) {
  if (node.IsNull()) return;
  if (node.IsScalar()) return ReadBareEntry(node);
  if (!node.IsMapping()) {
    Oddity(node.span, "an entry is a list",
           "expected a mapping with an id, an end and a reason");
    return;
  }
  if (!FirstVisit(node)) return;
  Exception entry;
  entry.span = node.span;
  FillFrom(node, entry);
  Finish(std::move(entry));
}

void TreeReader::ReadKeyedEntry(const Node& key, const Node& value) {
  Exception entry;
  entry.span = key.span.Cover(value.span);
  entry.id = FieldOf(key);
  if (value.alias_of != nullptr) entry.span = key.span;
  if (value.IsMapping()) {
    if (!FirstVisit(value)) return;
    FillFrom(value, entry);
  } else if (value.IsScalar()) {
    entry.reason = FieldOf(value);
  } else {
    Oddity(value.span, "an entry is a list",
           "expected a mapping with an end and a reason");
  }
  Finish(std::move(entry));
}

void TreeReader::ReadBareEntry(const Node& node) {
  Exception entry;
  entry.span = node.span;
  entry.id = FieldOf(node);
  if (out_.format == Format::kAuditCi) {
    // "GHSA-9wv6-86v2-598j|parent>child": an id on one path of packages.
    size_t bar = entry.id.text.find('|');
    if (bar != std::string_view::npos) {
      entry.scope = entry.id.text.substr(bar + 1);
      entry.id.text = entry.id.text.substr(0, bar);
    }
  }
  Span span = entry.span;
  bool follows = !last_bare_.empty() && notes_.Adjoin(last_bare_, span);
  if (!follows) above_group_ = notes_.Above(span);
  last_bare_ = span;
  Finish(std::move(entry));
  Complete(out_.entries.back(), above_group_);
}

void TreeReader::ReadList(const Node& list) {
  if (list.IsNull()) return;
  if (!list.IsSequence()) {
    Oddity(list.span, fmt::format("the entries are {}", KindName(list)),
           "expected a list of entries");
    return;
  }
  if (!FirstVisit(list)) return;
  for (const Node* item : list.items) ReadEntry(*item);
}

void TreeReader::ReadSections(const Node& root, Keys names) {
  if (root.IsSequence()) return ReadList(root);
  for (std::string_view name : names) {
    size_t before = out_.entries.size();
    if (const Node* list = root.Find(name)) ReadList(*list);
    // The same id in two sections speaks of two things.
    for (size_t i = before; i < out_.entries.size(); ++i) {
      out_.entries[i].scope += name;
    }
  }
}

// ignore: {ID: [{'path or *': {reason, expires, created}}]}
void TreeReader::ReadSnyk(const Node& root) {
  const Node* ignore = root.Find("ignore");
  if (ignore == nullptr || !FirstVisit(*ignore)) return;
  for (const Member& member : ignore->members) {
    const Node& paths = *member.value;
    if (!FirstVisit(paths)) continue;
    for (const Node* item : paths.items) {
      if (!FirstVisit(*item)) continue;
      for (const Member& path : item->members) {
        Exception entry;
        entry.span = path.key->span.Cover(path.value->span);
        entry.id = FieldOf(*member.key);
        if (path.value->IsMapping()) {
          if (!FirstVisit(*path.value)) continue;
          FillFrom(*path.value, entry);
        }
        entry.scope = path.key->text;
        Finish(std::move(entry));
      }
    }
  }
}

// allowlist: ["GHSA-...", "GHSA-...|a>b", {"GHSA-...": {active, expiry}}]
void TreeReader::ReadAuditCi(const Node& root) {
  const Node* list = root.Find("allowlist");
  if (list == nullptr || !FirstVisit(*list)) return;
  for (const Node* item : list->items) {
    if (!item->IsMapping()) {
      ReadEntry(*item);
      continue;
    }
    if (!FirstVisit(*item)) continue;
    for (const Member& member : item->members) {
      ReadKeyedEntry(*member.key, *member.value);
    }
  }
}

void TreeReader::ReadNsprc(const Node& root) {
  for (const Member& member : root.members) {
    if (member.key->text.starts_with('$')) continue;  // "$schema"
    ReadKeyedEntry(*member.key, *member.value);
  }
}

void TreeReader::ReadCargo(const Node& root) {
  const Node* advisories = root.Find("advisories");
  const Node* ignore = advisories ? advisories->Find("ignore") : nullptr;
  if (ignore != nullptr) ReadList(*ignore);
}

// [[PackageOverrides]] name = "lib", ignore = true: all that is known of lib.
void TreeReader::ReadOverrides(const Node& root) {
  constexpr std::string_view kOverrideKeys[] = {
      "name",        "version", "ecosystem",     "group",  "ignore",
      "nameIsRegex", "license", "vulnerability", "reason", "effectiveUntil"};
  const Node* list = root.Find("PackageOverrides");
  if (list == nullptr || !list->IsSequence()) return;
  known_ = kOverrideKeys;
  for (const Node* item : list->items) {
    const Node* part = item->Find("vulnerability");
    bool hides = IsTrue(item->Find("ignore")) ||
                 (part != nullptr && IsTrue(part->Find("ignore")));
    if (!hides || !FirstVisit(*item)) continue;
    Exception entry;
    entry.span = item->span;
    if (const Node* name = item->Find("name")) entry.package = FieldOf(*name);
    Field package = entry.package;
    FillFrom(*item, entry);
    entry.package = package;
    Finish(std::move(entry));
    if (package.stated) out_.entries.back().place = package.span;
  }
  known_ = out_.facts().keys;
}

// Statements that a product is not affected hide the finding.
void TreeReader::ReadOpenVex(const Node& root) {
  constexpr std::string_view kReasons[] = {"impact_statement", "justification"};
  constexpr std::string_view kTimes[] = {"timestamp"};
  const Node* statements = root.Find("statements");
  if (statements == nullptr) return;
  for (const Node* item : statements->items) {
    const Node* status = item->Find("status");
    if (status == nullptr || status->text != "not_affected") continue;
    if (!FirstVisit(*item)) continue;
    Exception entry;
    entry.span = item->span;
    if (const Node* id = item->Find("vulnerability")) entry.id = FieldOf(*id);
    entry.reason = FieldOf(*item, kReasons);
    entry.created = FieldOf(*item, kTimes);
    const Node* products = item->Find("products");
    if (products != nullptr && !products->items.empty()) {
      const Node& first = *products->items.front();
      const Node* name = first.IsMapping() ? first.Find("@id") : &first;
      if (name != nullptr) entry.package = FieldOf(*name);
      entry.scope = tree_.source->Text(products->span);
    }
    Finish(std::move(entry));
  }
}

// What is known not to be affected, with its flags or threats as the reason.
void TreeReader::ReadCsaf(const Node& root) {
  const Node* list = root.Find("vulnerabilities");
  if (list == nullptr) return;
  for (const Node* item : list->items) {
    const Node* status = item->Find("product_status");
    const Node* safe = status ? status->Find("known_not_affected") : nullptr;
    if (safe == nullptr || !FirstVisit(*item)) continue;
    Exception entry;
    entry.span = item->span;
    if (const Node* id = item->Find("cve")) entry.id = FieldOf(*id);
    entry.package = FieldOf(*safe);
    entry.scope = tree_.source->Text(safe->span);
    for (auto [key, part] :
         {std::pair{"flags", "label"}, std::pair{"threats", "details"}}) {
      const Node* reasons = item->Find(key);
      if (reasons == nullptr || reasons->items.empty()) continue;
      const Node* text = reasons->items.front()->Find(part);
      if (text != nullptr && !entry.reason.stated)
        entry.reason = FieldOf(*text);
    }
    Finish(std::move(entry));
  }
}

void TreeReader::Read() {
  const Node* root = tree_.root();
  if (root == nullptr || root->IsNull()) return;
  if (root->IsScalar()) {
    Oddity(root->span, "the file holds a text", "expected a list of entries");
    return;
  }
  switch (out_.format) {
    case Format::kTrivyIgnoreYaml:
      return ReadSections(*root, kTrivySections);
    case Format::kOsvScanner:
      ReadSections(*root, kOsvSections);
      return ReadOverrides(*root);
    case Format::kOpenVex:
      return ReadOpenVex(*root);
    case Format::kCsafVex:
      return ReadCsaf(*root);
    case Format::kGrype:
      return ReadSections(*root, kGrypeSections);
    case Format::kSnyk:
      return ReadSnyk(*root);
    case Format::kAuditCi:
      return ReadAuditCi(*root);
    case Format::kNsprc:
      return ReadNsprc(*root);
    case Format::kCargoDeny:
    case Format::kCargoAudit:
      return ReadCargo(*root);
    default:
      return ReadSections(*root, kAllowlistSections);
  }
}

ExceptionFile ReadExceptions(const Source& source, Format format,
                             const Document* tree) {
  ExceptionFile file{format, &source, {}, {}};
  if (format == Format::kTrivyIgnore || format == Format::kNancy) {
    ReadLines(source, file);
  } else if (format == Format::kDependencyCheck) {
    ReadXml(source, file);
  } else if (tree != nullptr) {
    TreeReader(*tree, file).Read();
  }
  return file;
}

}  // namespace interlock::exceptions
