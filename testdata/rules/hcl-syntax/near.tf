# file: infra/main.tf
locals {
  a = [for x in var.y : "${x}}{"]
  b = <<-EOT
    } == {
  EOT
  c = { "d" : 1, e = f(2)[0] }
}
