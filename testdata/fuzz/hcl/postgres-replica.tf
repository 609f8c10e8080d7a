# SPDX-License-Identifier: Apache-2.0
module "pg_replica" {
  source         = "./modules/pg-replica"
  primary_region = "us-east-1"
  dr_region      = "us-west-2"
}
