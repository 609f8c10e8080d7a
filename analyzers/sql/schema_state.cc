// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/schema_state.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/text.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kKindNames[] = {
    "schema",     "table",  "view",     "materialized view",
    "sequence",   "index",  "column",   "constraint",
    "trigger",    "policy", "rule",     "enum",
    "domain",     "type",   "function", "extension",
    "statistics", "object"};

bool IsRelation(NodeKind kind) {
  return kind >= NodeKind::kTable && kind <= NodeKind::kIndex;
}
bool IsPart(NodeKind kind) {
  return kind >= NodeKind::kColumn && kind <= NodeKind::kRule;
}
bool IsType(NodeKind kind) {
  return kind >= NodeKind::kEnum && kind <= NodeKind::kType;
}

}  // namespace

std::string_view NameOf(NodeKind kind) {
  return kKindNames[static_cast<size_t>(kind)];
}

namespace {

bool IsTypeWord(std::string_view word) {
  return word == "varying" || word == "precision" || word == "with" ||
         word == "without" || word == "time" || word == "zone";
}

// Past "::name", "::schema.name", "::character varying(50)", "::text[]".
void SkipCast(std::string_view sql, Tokens& tokens) {
  tokens.Next();  // the second colon
  tokens.Next();  // the type's first word
  while (true) {
    Token next = tokens.Peek();
    std::string_view word = next.span.In(sql);
    bool touches = next.span.begin == tokens.at();
    if (next.kind == TokenKind::kSymbol && word == "." && touches) {
      tokens.Next();
      tokens.Next();
    } else if (next.kind == TokenKind::kSymbol && touches &&
               (word == "(" || word == "[")) {
      tokens.Next();
      tokens.SkipToClose();
    } else if (next.kind == TokenKind::kWord && IsTypeWord(AsciiLower(word))) {
      tokens.Next();
    } else {
      return;
    }
  }
}

// Takes brackets off that hold one word alone.
void Unbracket(std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::string& word : words) {
    size_t n = out.size();
    bool call = n >= 3 && out[n - 3].front() == ' ';
    if (word == ")" && n >= 2 && out[n - 2] == "(" && !call) {
      out.erase(out.end() - 2);
    } else {
      out.push_back(std::move(word));
    }
  }
  words = std::move(out);
}

}  // namespace

// Long: each kind of token has its own way.
std::string Normalised(std::string_view sql, const ColumnMarks* marks) {
  std::vector<std::string> words;
  Tokens tokens(sql, {0, static_cast<uint32_t>(sql.size())});
  for (Token token = tokens.Next(); token.kind != TokenKind::kEnd;
       token = tokens.Next()) {
    std::string_view word = token.span.In(sql);
    if (token.kind == TokenKind::kSymbol && word == ":" &&
        tokens.at() < sql.size() && sql[tokens.at()] == ':') {
      SkipCast(sql, tokens);
      continue;
    }
    if (token.kind != TokenKind::kWord) {
      words.emplace_back(word);
      continue;
    }
    std::string lower = AsciiLower(word);
    Token next = tokens.Peek();
    bool dotted = next.kind == TokenKind::kSymbol && next.symbol == '.';
    if (lower == "public" && dotted) {
      tokens.Next();
      continue;
    }
    bool call = next.kind == TokenKind::kSymbol && next.symbol == '(';
    auto mark = marks == nullptr || call ? ColumnMarks::const_iterator()
                                         : marks->find(lower);
    if (marks != nullptr && !call && mark != marks->end()) {
      lower = "\x01" + std::to_string(mark->second) + "\x02";
    }
    words.push_back(" " + lower);
  }
  Unbracket(words);
  std::string text;
  for (const std::string& word : words) text += word;
  text = std::string(Trim(text));
  while (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    int depth = 0;
    bool whole = true;
    for (size_t i = 0; i + 1 < text.size(); ++i) {
      depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
      whole = whole && depth > 0;
    }
    if (!whole) break;
    text = std::string(Trim(text.substr(1, text.size() - 2)));
  }
  return text;
}

std::string SchemaState::ExprText(const Expr& expr, NodeId table) const {
  ColumnMarks marks;
  for (const Ident& column : expr.columns()) {
    NodeId id = Part(table, NodeKind::kColumn, column.text);
    if (id != kNoNode) marks[std::string(column.text)] = id;
  }
  return Normalised(file_->source->Text(expr.span), &marks);
}

// Marks become what their columns are called now.
std::string SchemaState::Unmarked(const std::string& text) const {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\x01') {
      out += text[at];
      continue;
    }
    size_t end = text.find('\x02', at);
    if (end == text.npos) break;
    NodeId id = 0;
    std::from_chars(text.data() + at + 1, text.data() + end, id);
    out += id < nodes_.size() ? nodes_[id].name : "";
    at = end;
  }
  return out;
}

SchemaNode& SchemaState::Edit(NodeId id) {
  if (!recording_) return nodes_[id];
  Entry entry;
  entry.node = id;
  entry.old = nodes_[id];
  journal_.push_back(std::move(entry));
  return nodes_[id];
}

NodeId SchemaState::Add(NodeKind kind, std::string schema, std::string name,
                        NodeId parent) {
  if (nodes_.size() >= kMaxNodes) {
    Doubt("there are too many objects to follow");
    if (!nodes_.empty()) return 0;
  }
  auto id = static_cast<NodeId>(nodes_.size());
  SchemaNode node;
  node.kind = kind;
  node.schema = std::move(schema);
  node.name = std::move(name);
  node.parent = parent;
  std::string key = KeyOf(node);
  nodes_.push_back(std::move(node));
  children_.emplace_back();
  dependents_.emplace_back();
  if (parent != kNoNode) children_[parent].push_back(id);
  if (recording_) {
    Entry entry;
    entry.node = id;
    entry.created = true;
    journal_.push_back(std::move(entry));
  }
  Bind(key, id);
  return id;
}

void SchemaState::Bind(const std::string& key, NodeId id) {
  if (recording_) {
    Entry entry;
    entry.key = key;
    auto at = names_.find(key);
    entry.old_name = at == names_.end() ? kNoNode : at->second;
    journal_.push_back(std::move(entry));
  }
  if (id == kNoNode) {
    names_.erase(key);
  } else {
    names_[key] = id;
  }
}

void SchemaState::Revert(Mark mark) {
  while (journal_.size() > mark) {
    Entry& entry = journal_.back();
    if (!entry.key.empty()) {
      if (entry.old_name == kNoNode) {
        names_.erase(entry.key);
      } else {
        names_[entry.key] = entry.old_name;
      }
    } else if (entry.created) {
      nodes_[entry.node].alive = false;
    } else {
      nodes_[entry.node] = std::move(entry.old);
    }
    journal_.pop_back();
  }
}

NodeId SchemaState::Lookup(std::string_view key) const {
  auto at = names_.find(key);
  return at == names_.end() ? kNoNode : at->second;
}

// The key of a part: what holds it, and its name among its like.
std::string SchemaState::PartKey(NodeId parent, NodeKind kind,
                                 std::string_view name) {
  std::string key;
  key.reserve(name.size() + 16);
  key += 'p';
  key += std::to_string(static_cast<int>(kind));
  key += ':';
  key += std::to_string(parent);
  key += '.';
  key += name;
  return key;
}

// "r:public.orders"
std::string SchemaState::SpaceKey(std::string_view space,
                                  std::string_view schema,
                                  std::string_view name) {
  std::string key;
  key.reserve(space.size() + schema.size() + name.size() + 2);
  key += space;
  key += ':';
  key += schema;
  key += '.';
  key += name;
  return key;
}

std::string SchemaState::KeyOf(const SchemaNode& node) const {
  if (IsPart(node.kind)) return PartKey(node.parent, node.kind, node.name);
  if (IsRelation(node.kind)) return SpaceKey("r", node.schema, node.name);
  if (IsType(node.kind)) return SpaceKey("t", node.schema, node.name);
  bool other = node.kind == NodeKind::kOther;
  std::string number = std::to_string(static_cast<int>(node.kind));
  return SpaceKey(other ? "o" : number, node.schema, node.name);
}

std::string SchemaState::SchemaFor(const Name& name) const {
  if (!name.schema.empty()) return std::string(name.schema);
  return path_.empty() ? "public" : path_.front();
}

NodeId SchemaState::Relation(const Name& name) const {
  auto find = [&](std::string_view schema) {
    return Lookup(SpaceKey("r", schema, name.name));
  };
  if (!name.schema.empty()) return find(name.schema);
  if (path_.empty()) return find("public");
  for (const std::string& schema : path_) {
    if (NodeId id = find(schema); id != kNoNode) return id;
  }
  return kNoNode;
}

NodeId SchemaState::Type(std::string_view schema, std::string_view name) const {
  auto find = [&](std::string_view in) {
    return Lookup(SpaceKey("t", in, name));
  };
  if (!schema.empty()) return find(schema);
  if (path_.empty()) return find("public");
  for (const std::string& in : path_) {
    if (NodeId id = find(in); id != kNoNode) return id;
  }
  return kNoNode;
}

NodeId SchemaState::Part(NodeId parent, NodeKind kind,
                         std::string_view name) const {
  if (parent == kNoNode) return kNoNode;
  return Lookup(PartKey(parent, kind, name));
}

void SchemaState::Doubt(std::string why) {
  if (doubt_.empty()) doubt_ = std::move(why);
}

NodeId SchemaState::NeedRelation(const Name& name) {
  NodeId id = Relation(name);
  if (id == kNoNode) {
    Doubt(std::string(name.name) + " is older than the history");
  }
  return id;
}

NodeId SchemaState::NeedColumn(const Name& table, std::string_view column) {
  NodeId relation = NeedRelation(table);
  if (relation == kNoNode) return kNoNode;
  NodeId id = Part(relation, NodeKind::kColumn, column);
  if (id == kNoNode) {
    Doubt("column " + std::string(table.name) + "." + std::string(column) +
          " is not known");
  }
  return id;
}

void SchemaState::Need(NodeId id, NodeId other) {
  if (other == kNoNode || id == kNoNode) return;
  nodes_[id].needs.push_back(other);
  dependents_[other].push_back(id);
}

void SchemaState::Ref(NodeId id, NodeId other) {
  if (other == kNoNode || id == kNoNode) return;
  auto& refs = nodes_[id].refs;
  if (std::ranges::find(refs, other) != refs.end()) return;
  refs.push_back(other);
  dependents_[other].push_back(id);
}

// An explicit stack: hostile schemas may nest as deep as they like.
void SchemaState::Kill(NodeId id, bool cascade) {
  std::vector<NodeId> pending = {id};
  while (!pending.empty()) {
    NodeId next = pending.back();
    pending.pop_back();
    if (!nodes_[next].alive) continue;
    std::string key = KeyOf(nodes_[next]);
    Edit(next).alive = false;
    if (Lookup(key) == next) Bind(key, kNoNode);
    for (NodeId child : children_[next]) pending.push_back(child);
    for (NodeId other : dependents_[next]) {
      const SchemaNode& node = nodes_[other];
      if (!node.alive) continue;
      bool refs = std::ranges::find(node.refs, next) != node.refs.end();
      bool needs = std::ranges::find(node.needs, next) != node.needs.end();
      if (refs || (needs && cascade)) pending.push_back(other);
      if (node.type == next && cascade) pending.push_back(other);
    }
  }
}

void SchemaState::Rename(NodeId id, std::string_view schema,
                         std::string_view name) {
  std::string key = KeyOf(nodes_[id]);
  SchemaNode& node = Edit(id);
  node.schema = schema;
  node.name = name;
  if (Lookup(key) == id) Bind(key, kNoNode);
  Bind(KeyOf(nodes_[id]), id);
}

// As the server does: a number behind the name, from 1 on.
std::string SchemaState::FreeName(NodeId table, std::string_view base,
                                  bool relation) const {
  std::string name(base);
  const std::string& schema = nodes_[table].schema;
  for (int i = 1; i < 1000; ++i) {
    bool taken = Part(table, NodeKind::kConstraint, name) != kNoNode;
    if (relation) {
      taken = taken || Lookup("r:" + schema + "." + name) != kNoNode;
    }
    if (!taken) break;
    name = std::string(base) + std::to_string(i);
  }
  return name;
}

std::vector<NodeId> SchemaState::TouchedSince(Mark mark) const {
  std::set<NodeId> touched;
  for (size_t i = mark; i < journal_.size(); ++i) {
    if (journal_[i].key.empty()) touched.insert(journal_[i].node);
  }
  return {touched.begin(), touched.end()};
}

std::string SchemaState::Shown(const SchemaNode& node) const {
  if (node.parent != kNoNode && IsPart(node.kind)) {
    return Shown(nodes_[node.parent]) + "." + node.name;
  }
  bool plain = node.schema.empty() || node.schema == "public";
  return plain ? node.name : node.schema + "." + node.name;
}

SchemaFacts SchemaState::FactsOf(const std::vector<NodeId>& nodes) const {
  SchemaFacts facts;
  for (NodeId id : nodes) {
    const SchemaNode& node = nodes_[id];
    if (!node.alive) continue;
    SchemaFact fact;
    fact.node = id;
    fact.kind = node.kind;
    fact.opaque = node.opaque;
    fact.position = node.position;
    for (const auto& [key, text] : node.props) {
      fact.props[key] = Unmarked(text);
    }
    if (!node.text.empty()) Read(node, fact.props);
    fact.refs = node.refs;
    if (node.parent != kNoNode) {
      const SchemaNode& parent = nodes_[node.parent];
      fact.parent = std::string(NameOf(parent.kind)) + " " + Shown(parent);
      if (!IsPart(node.kind)) fact.props["on"] = Shown(parent);
    }
    if (node.type != kNoNode) {
      fact.props["type"] = Shown(nodes_[node.type]) + node.props.at("type");
    }
    std::string keys;
    for (NodeId key : node.keys) {
      keys += (keys.empty() ? "" : ", ") + nodes_[key].name;
    }
    if (!keys.empty()) fact.props["columns"] = keys;
    std::string needs;
    if (node.kind == NodeKind::kConstraint) {
      for (NodeId key : node.needs) {
        needs += (needs.empty() ? "" : ", ") + Shown(nodes_[key]);
      }
      if (!needs.empty()) fact.props["references"] = needs;
    }
    facts[std::string(NameOf(node.kind)) + " " + Shown(node)] = std::move(fact);
  }
  return facts;
}

void SchemaState::Apply(const Op& op, const SqlFile& file) {
  file_ = &file;
  if (ApplyTable(op) || ApplyColumn(op) || ApplyType(op) || ApplyRoutine(op)) {
    return;
  }
  ApplyObject(op);
}

}  // namespace interlock::sql
