// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <type_traits>
#include <utility>
#include <vector>

namespace interlock {

// Takes what is done with, and frees it when it goes itself. A process that is
// about to end lets it stand instead: to take a large tree apart, piece by
// piece, costs more than to hand all memory back at once.
class Attic {
 public:
  Attic() = default;
  Attic(const Attic&) = delete;
  Attic& operator=(const Attic&) = delete;
  ~Attic() {
    for (const Kept& one : kept_) one.free(one.thing);
  }

  // Where the thing stands now.
  template <class T>
  T& Take(T&& thing) {
    static_assert(!std::is_reference_v<T>, "only what is given away");
    T* own = new T(std::move(thing));
    kept_.push_back({own, [](void* it) { delete static_cast<T*>(it); }});
    return *own;
  }

 private:
  struct Kept {
    void* thing;
    void (*free)(void* thing);
  };
  std::vector<Kept> kept_;
};

}  // namespace interlock
