// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdio>
#include <cstdlib>

// A law that does not hold aborts, so that a fuzzer keeps the input.
#define INTERLOCK_LAW(condition)                                            \
  ((condition) ? (void)0                                                    \
               : (std::fprintf(stderr, "%s:%d: broken law: %s\n", __FILE__, \
                               __LINE__, #condition),                       \
                  std::abort()))
