# SPDX-License-Identifier: Apache-2.0
variable "zone_id" {
  type        = string
  description = "Hosted zone of api.orders.example.com"
}

variable "primary_lb_dns" {
  type = string
}

variable "primary_lb_zone_id" {
  type = string
}
