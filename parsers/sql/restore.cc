// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/stored.h"
#include "parsers/sql/stored_parts.h"

namespace interlock::sql {
namespace {

// Reads what StoreSql wrote, member for member. After the first byte that
// cannot be, everything reads as empty.
class Restorer {
 public:
  Restorer(std::string_view in, SqlFile& file)
      : file_(file), text_(file.source->text()), in_(in) {}

  bool Run() {
    Get(file_.statements);
    file_.ops.resize(Count());
    for (const Op*& op : file_.ops) op = NewOp();
    Get(file_.comments);
    Get(file_.directives);
    Get(file_.foreign);
    Get(file_.units);
    Get(file_.errors);
    Get(file_.since);
    Get(file_.delimiter);
    Get(file_.has_up_section);
    Get(file_.has_down_section);
    if (bad_ || !in_.empty()) return false;
    for (const Op* op : file_.ops) file_.NoteKind(op->kind);
    return LinkBodies();
  }

  template <class T, class... Members>
  void operator()(T&, Members&... members) {
    CheckMembers<T, Members...>();
    (Get(members), ...);
  }

 private:
  uint64_t Fail() {
    bad_ = true;
    in_ = {};
    return 0;
  }
  uint8_t Byte() {
    if (in_.empty()) return static_cast<uint8_t>(Fail());
    uint8_t byte = static_cast<uint8_t>(in_.front());
    in_.remove_prefix(1);
    return byte;
  }
  uint64_t Number() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      uint64_t byte = Byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return Fail();
  }
  int64_t Signed() {
    uint64_t value = Number();
    return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
  }
  // How many of something that takes a byte each, or more.
  size_t Count() {
    uint64_t count = Number();
    return count <= in_.size() ? count : Fail();
  }
  // A place with so much text behind it.
  uint32_t Offset(uint64_t size) {
    int64_t offset = int64_t{last_} + Signed();
    int64_t room = static_cast<int64_t>(text_.size());
    if (offset < 0 || offset > room ||
        size > static_cast<uint64_t>(room - offset)) {
      return static_cast<uint32_t>(Fail());
    }
    return last_ = static_cast<uint32_t>(offset);
  }

  template <Integer T>
  void Get(T& x) {
    if constexpr (std::same_as<T, bool>) {
      uint8_t byte = Byte();
      x = byte == 1;
      if (byte > 1) Fail();
    } else if constexpr (sizeof(T) == 1) {
      x = static_cast<T>(Byte());
    } else if constexpr (std::is_signed_v<T>) {
      int64_t value = Signed();
      x = static_cast<T>(value);
      if (x != value) Fail();
    } else {
      uint64_t value = Number();
      x = static_cast<T>(value);
      if (x != value) Fail();
    }
  }
  template <Enum E>
  void Get(E& x) {
    uint8_t value = Byte();
    if (value > static_cast<uint8_t>(kLast<E>)) {
      Fail();
      return;
    }
    x = static_cast<E>(value);
  }
  void Get(Span& x) {
    uint64_t size = Number();
    if (size == 0) return;
    x.begin = Offset(--size);
    x.end = bad_ ? x.begin : x.begin + static_cast<uint32_t>(size);
  }
  void Get(std::string_view& x) {
    uint64_t head = Number();
    uint64_t size = head >> 1;
    if (size == 0) return;
    if ((head & 1) != 0) {
      uint32_t at = Offset(size);
      if (!bad_) x = text_.substr(at, size);
    } else {
      x = file_.arena.Copy(Bytes(size));
    }
  }
  void Get(std::string& x) {
    std::string_view text;
    Get(text);
    x = text;
  }
  std::string_view Bytes(uint64_t size) {
    if (size > in_.size()) size = Fail();
    std::string_view bytes = in_.substr(0, size);
    in_.remove_prefix(size);
    return bytes;
  }

  template <class T>
  void Get(std::optional<T>& x) {
    if (Byte() != 0) Get(x.emplace());
  }
  template <class T>
  std::span<T> NewList(size_t count) {
    if (count == 0) return {};
    void* room = file_.arena.Allocate(sizeof(T) * count, alignof(T));
    T* first = static_cast<T*>(room);
    for (size_t i = 0; i < count; ++i) new (first + i) T{};
    return {first, count};
  }
  template <class T>
  void Get(std::span<const T>& x) {
    std::span<T> list = NewList<T>(Count());
    for (T& one : list) Get(one);
    x = list;
  }
  template <class T>
  void Get(std::vector<T>& x) {
    x.resize(Count());
    for (T& one : x) Get(one);
  }
  template <class T>
  void Get(const T*& x) {
    x = kAbsent<T>;
    if (Byte() == 0) return;
    T* made = file_.arena.New<T>();
    Get(*made);
    x = made;
  }
  template <class T>
  void Get(T& x) {
    Each(*this, x);
  }

  void Get(Expr& x) {
    Get(x.shape);
    Get(x.has_subquery);
    Get(x.span);
    std::span<const Name> functions;
    Get(functions);
    x.function_list = functions.data();
    x.function_count = static_cast<uint32_t>(functions.size());
    GetColumns(x);
  }
  // Two lists that lie in one.
  void GetColumns(Expr& x) {
    size_t columns = Count();
    std::vector<Ident>& all = idents_;
    all.assign(columns, Ident());
    for (Ident& one : all) Get(one);
    size_t proofs = Count();
    all.resize(columns + proofs);
    for (size_t i = columns; i < all.size(); ++i) Get(all[i]);
    x.column_list = file_.arena.CopyAll(all).data();
    x.column_count = static_cast<uint32_t>(columns);
    x.proof_count = static_cast<uint32_t>(proofs);
  }
  void Get(ColumnDef& x) {
    Get(x.name);
    Get(x.type);
    Get(x.span);
    Get(x.default_part);
    Get(x.extras);
    std::span<const Constraint> constraints;
    Get(constraints);
    x.constraint_list = constraints.data();
    x.constraint_count = static_cast<uint32_t>(constraints.size());
    Get(x.generated);
    Get(x.not_null);
  }
  void Get(TypeName& x) {
    Get(x.span);
    uint64_t number = Number();
    if (number == 0) return;
    if (number == shapes_.size() + 1) {
      TypeShape* shape = file_.arena.New<TypeShape>();
      Get(shape->schema);
      Get(shape->name);
      for (int32_t& modifier : shape->modifiers) Get(modifier);
      Get(shape->modifier_count);
      Get(shape->array_dims);
      if (shape->modifier_count > std::size(shape->modifiers)) Fail();
      shapes_.push_back(shape);
    }
    if (number <= shapes_.size()) {
      x.shape = shapes_[number - 1];
    } else {
      Fail();
    }
  }
  void Get(Body& x) {
    std::span<const Op*> ops = NewList<const Op*>(Count());
    for (const Op*& op : ops) links_.push_back({&op, Number()});
    x.ops = ops;
    Get(x.dynamic);
    Get(x.readable);
    Get(x.commits);
  }

  const Op* NewOp() {
    OpKind kind = {};
    Get(kind);
    const Op* made = nullptr;
    WithOpType(kind, [&]<class T>(std::type_identity<T>) {
      T* op = file_.arena.New<T>();
      op->kind = T::kKind;
      GetHead(*op);
      Each(*this, *op);
      made = op;
    });
    return made;
  }
  void GetHead(Op& op) {
    Get(op.written_as);
    Get(op.condition);
    uint8_t bits = Byte();
    op.in_block = (bits & 1) != 0;
    op.only = (bits & 2) != 0;
    op.relation_if_exists = (bits & 4) != 0;
    op.from_string = (bits & 8) != 0;
    Get(op.statement);
    Get(op.span);
  }

  // Code names ops that may come after it.
  bool LinkBodies() {
    for (const Link& link : links_) {
      if (link.op >= file_.ops.size()) return false;
      *link.place = file_.ops[link.op];
    }
    return true;
  }

  struct Link {
    const Op** place;
    uint64_t op;
  };

  SqlFile& file_;
  std::string_view text_;
  std::string_view in_;
  uint32_t last_ = 0;
  bool bad_ = false;
  std::vector<const TypeShape*> shapes_;
  std::vector<Link> links_;
  std::vector<Ident> idents_;
};

}  // namespace

std::optional<SqlFile> RestoreSql(std::string_view bytes, const Source& source,
                                  Framework framework) {
  SqlFile file;
  file.source = &source;
  file.framework = framework;
  if (!Restorer(bytes, file).Run()) return std::nullopt;
  return file;
}

}  // namespace interlock::sql
