// SPDX-License-Identifier: Apache-2.0
// Nothing: the target exists for its precompiled header.
