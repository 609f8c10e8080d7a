// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/sql/data_ops.h"
#include "parsers/sql/object_ops.h"
#include "parsers/sql/op.h"
#include "parsers/sql/table_ops.h"

// SQL lowered to flat operations. libpg_query's nodes never leave this folder:
// what it gives to the layers above is a list of these, in source order. One
// statement gives one op or several (ALTER TABLE gives one per action).
// Ops live in the arena of their SqlFile; views point there or into the source.
//
// A DO block gives its DoBlock and after it, in the same statement, the ops
// that its code carries out, marked `in_block`; Op::condition says whether each
// certainly runs. Where code runs a command that is not constant, or cannot be
// read, DoBlock::body_facts says so. The code of functions does not run here;
// StoredCodeReader reads it when it is asked for.
