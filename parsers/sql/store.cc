// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <unordered_map>

#include "parsers/sql/stored.h"
#include "parsers/sql/stored_parts.h"

namespace interlock::sql {
namespace {

// Numbers take seven bits a byte, and places are told from the place before:
// most members take one byte.
class Storer {
 public:
  explicit Storer(const SqlFile& file)
      : file_(file), text_(file.source->text()) {}

  std::string Run() {
    Put(file_.statements);
    Number(file_.ops.size());
    for (const Op* op : file_.ops) PutOp(*op);
    Put(file_.comments);
    Put(file_.directives);
    Put(file_.foreign);
    Put(file_.units);
    Put(file_.errors);
    Put(file_.since);
    Put(file_.delimiter);
    Put(file_.has_up_section);
    Put(file_.has_down_section);
    return bad_ ? std::string() : std::move(out_);
  }

  template <class T, class... Members>
  void operator()(const T&, const Members&... members) {
    CheckMembers<T, Members...>();
    (Put(members), ...);
  }

 private:
  void Byte(uint8_t byte) { out_ += static_cast<char>(byte); }
  void Number(uint64_t value) {
    for (; value >= 0x80; value >>= 7) Byte(static_cast<uint8_t>(value | 0x80));
    Byte(static_cast<uint8_t>(value));
  }
  // Small ones of either sign are short.
  void Signed(int64_t value) {
    Number((static_cast<uint64_t>(value) << 1) ^
           static_cast<uint64_t>(value >> 63));
  }
  // A place in the text.
  void Offset(uint32_t offset) {
    Signed(int64_t{offset} - int64_t{last_});
    last_ = offset;
  }

  void Put(const Integer auto& x) {
    if constexpr (sizeof(x) == 1) {
      Byte(static_cast<uint8_t>(x));
    } else if constexpr (std::is_signed_v<std::decay_t<decltype(x)>>) {
      Signed(x);
    } else {
      Number(x);
    }
  }
  template <Enum E>
  void Put(const E& x) {
    if (x > kLast<E>) bad_ = true;
    Byte(static_cast<uint8_t>(x));
  }
  void Put(const Span& x) {
    if (x.begin > x.end || x.end > text_.size()) bad_ = true;
    bool nowhere = x.end == 0;
    Number(nowhere ? 0 : uint64_t{x.size()} + 1);
    if (!nowhere) Offset(x.begin);
  }
  void Put(const std::string_view& x) {
    std::less_equal<> before;
    bool in_text = before(text_.data(), x.data()) &&
                   before(x.data() + x.size(), text_.data() + text_.size());
    Number(x.size() << 1 | uint64_t{in_text && !x.empty()});
    if (x.empty()) return;
    if (in_text) {
      Offset(static_cast<uint32_t>(x.data() - text_.data()));
    } else {
      out_ += x;
    }
  }
  void Put(const std::string& x) { Put(std::string_view(x)); }

  template <class T>
  void Put(const std::optional<T>& x) {
    Byte(x.has_value());
    if (x) Put(*x);
  }
  template <class T>
  void Put(const std::span<const T>& x) {
    Number(x.size());
    for (const T& one : x) Put(one);
  }
  template <class T>
  void Put(const std::vector<T>& x) {
    Put(std::span<const T>(x));
  }
  template <class T>
  void Put(const T* const& x) {
    bool present = x != kAbsent<T>;
    if (x == nullptr) bad_ = bad_ || present;
    Byte(present);
    if (present && x != nullptr) Put(*x);
  }
  template <class T>
  void Put(const T& x) {
    Each(*this, x);
  }

  void Put(const Expr& x) {
    Put(x.shape);
    Put(x.has_subquery);
    Put(x.span);
    Put(x.functions());
    Put(x.columns());
    Put(x.proves_not_null());
  }
  void Put(const ColumnDef& x) {
    Put(x.name);
    Put(x.type);
    Put(x.span);
    Put(x.default_part);
    Put(x.extras);
    Put(x.constraints());
    Put(x.generated);
    Put(x.not_null);
  }
  void Put(const TypeName& x) {
    Put(x.span);
    if (x.shape == &kNoType) return Number(0);
    auto [at, is_new] = shapes_.try_emplace(x.shape, shapes_.size() + 1);
    Number(at->second);
    if (!is_new) return;
    Put(x.shape->schema);
    Put(x.shape->name);
    for (int32_t modifier : x.shape->modifiers) Put(modifier);
    Put(x.shape->modifier_count);
    Put(x.shape->array_dims);
  }
  void Put(const Body& x) {
    Number(x.ops.size());
    for (const Op* op : x.ops) Number(IndexOf(op));
    Put(x.dynamic);
    Put(x.readable);
    Put(x.commits);
  }

  void PutOp(const Op& op) {
    Put(op.kind);
    Put(op.written_as);
    Put(op.condition);
    Byte(static_cast<uint8_t>(op.in_block | op.only << 1 |
                              op.relation_if_exists << 2 |
                              op.from_string << 3));
    Number(op.statement);
    Put(op.span);
    WithOpType(op.kind, [&]<class T>(std::type_identity<T>) {
      Each(*this, static_cast<const T&>(op));
    });
  }

  size_t IndexOf(const Op* op) {
    if (op_index_.empty()) {
      for (const Op* one : file_.ops) op_index_.emplace(one, op_index_.size());
    }
    auto at = op_index_.find(op);
    if (at != op_index_.end()) return at->second;
    bad_ = true;
    return 0;
  }

  const SqlFile& file_;
  std::string_view text_;
  std::string out_;
  uint32_t last_ = 0;
  bool bad_ = false;
  std::unordered_map<const TypeShape*, size_t> shapes_;
  std::unordered_map<const Op*, size_t> op_index_;
};

}  // namespace

std::string StoreSql(const SqlFile& file) { return Storer(file).Run(); }

}  // namespace interlock::sql
