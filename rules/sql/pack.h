// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each rule of this pack includes. The pack's list is read by registry.cc
// alone, so that one more rule makes no other compile again.
#include "rules/rule.h"
