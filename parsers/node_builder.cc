// SPDX-License-Identifier: Apache-2.0
#include "parsers/node_builder.h"

#include <algorithm>
#include <cstring>

namespace interlock {
namespace {

// Below this, comparing each with each is faster than sorting.
constexpr size_t kFewKeys = 12;

bool Counts(const Node& key) {
  return key.IsScalar() && key.alias_of == nullptr;
}

void CompareEach(std::span<const Member> members, Document& doc) {
  for (size_t i = 1; i < members.size(); ++i) {
    const Node* again = members[i].key;
    if (!Counts(*again)) continue;
    for (size_t j = 0; j < i; ++j) {
      const Node* first = members[j].key;
      if (!Counts(*first) || first->text != again->text) continue;
      doc.duplicates.push_back({first, again});
      break;
    }
  }
}

void CompareSorted(std::span<const Member> members, Document& doc) {
  std::vector<const Node*> keys;
  for (const Member& member : members) {
    if (Counts(*member.key)) keys.push_back(member.key);
  }
  std::stable_sort(keys.begin(), keys.end(), [](const Node* a, const Node* b) {
    return a->text < b->text;
  });
  size_t before = doc.duplicates.size();
  size_t first = 0;
  for (size_t i = 1; i < keys.size(); ++i) {
    if (keys[i]->text == keys[first]->text) {
      doc.duplicates.push_back({keys[first], keys[i]});
    } else {
      first = i;
    }
  }
  std::sort(doc.duplicates.begin() + static_cast<ptrdiff_t>(before),
            doc.duplicates.end(),
            [](const DuplicateKey& a, const DuplicateKey& b) {
              return a.again->span < b.again->span;
            });
}

template <class T>
T* AllocateArray(Arena& arena, size_t count) {
  return static_cast<T*>(arena.Allocate(sizeof(T) * count, alignof(T)));
}

}  // namespace

Node* NewNode(Document& doc, NodeKind kind) {
  ++doc.node_count;
  Node* node = doc.arena.New<Node>();
  node->kind = kind;
  return node;
}

std::string_view KeepText(Document& doc, Span written, std::string_view value) {
  std::string_view raw = written.In(doc.source->text());
  if (raw == value) return raw;
  if (raw.size() == value.size() + 2 && raw.substr(1, value.size()) == value) {
    return raw.substr(1, value.size());  // quoted, with nothing escaped
  }
  return doc.arena.Copy(value);
}

void OpenChildren::CloseInto(Node& collection, size_t first, Document& doc) {
  size_t count = nodes_.size() - first;
  const Node** children = nodes_.data() + first;
  if (collection.IsSequence() && count > 0) {
    const Node** items = AllocateArray<const Node*>(doc.arena, count);
    std::copy(children, children + count, items);
    collection.items = {items, count};
  } else if (collection.IsMapping() && count > 1) {
    Member* members = AllocateArray<Member>(doc.arena, count / 2);
    for (size_t i = 0; i < count / 2; ++i) {
      members[i] = {children[2 * i], children[2 * i + 1]};
    }
    collection.members = {members, count / 2};
    RecordDuplicates(collection, doc);
  }
  nodes_.resize(first);
}

void RecordDuplicates(const Node& mapping, Document& doc) {
  if (mapping.members.size() <= kFewKeys) {
    CompareEach(mapping.members, doc);
  } else {
    CompareSorted(mapping.members, doc);
  }
}

}  // namespace interlock
