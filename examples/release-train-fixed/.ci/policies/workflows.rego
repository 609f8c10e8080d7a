# SPDX-License-Identifier: Apache-2.0
package main

import rego.v1

deny contains msg if {
	some name, job in input.jobs
	some step in job.steps
	endswith(step.uses, "@main")
	msg := sprintf("job %s uses %s", [name, step.uses])
}
