# file: infra/main.tf
resource "a" "b" {
  c = 1
}
