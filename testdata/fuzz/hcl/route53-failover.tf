# SPDX-License-Identifier: Apache-2.0
resource "aws_route53_health_check" "primary" {
  type          = "HTTPS"
  fqdn          = "api.orders.example.com"
  port          = 443
  resource_path = "/healthz"
}

resource "aws_route53_record" "api" {
  zone_id         = var.zone_id
  name            = "api.orders.example.com"
  type            = "A"
  set_identifier  = "primary"
  health_check_id = aws_route53_health_check.primary.id

  failover_routing_policy {
    type = "PRIMARY"
  }

  alias {
    name                   = var.primary_lb_dns
    zone_id                = var.primary_lb_zone_id
    evaluate_target_health = true
  }
}
