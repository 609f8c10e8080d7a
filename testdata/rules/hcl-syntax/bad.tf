# file: infra/main.tf
resource "a" "b" {
  c == 1  # expect: hcl-syntax
}
