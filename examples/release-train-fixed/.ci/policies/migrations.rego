# SPDX-License-Identifier: Apache-2.0
package main

import rego.v1

deny contains msg if {
	some statement in input.statements
	statement.kind == "drop_table"
	msg := sprintf("%s drops table %s", [input.file, statement.name])
}

warn contains msg if {
	some statement in input.statements
	statement.kind == "create_index"
	not statement.concurrently
	msg := sprintf("%s builds index %s in place", [input.file, statement.name])
}
