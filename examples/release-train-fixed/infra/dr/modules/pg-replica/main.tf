# SPDX-License-Identifier: Apache-2.0
variable "primary_region" {
  type = string
}

variable "dr_region" {
  type = string
}

resource "aws_db_instance" "replica" {
  identifier          = "orders-${var.dr_region}"
  instance_class      = "db.r6g.large"
  replicate_source_db = "arn:aws:rds:${var.primary_region}:111122223333:db:orders"
  storage_encrypted   = true
  skip_final_snapshot = false
}
