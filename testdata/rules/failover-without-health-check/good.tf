# file: infra/dr/dns.tf
resource "aws_route53_record" "api" {
  zone_id        = var.zone_id
  name           = "api.example.com"
  type           = "A"
  set_identifier = "primary"

  failover_routing_policy {
    type = "PRIMARY"
  }

  alias {
    name                   = var.api_dns
    zone_id                = var.api_zone
    evaluate_target_health = true
  }
}
