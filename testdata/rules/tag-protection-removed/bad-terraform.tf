# file: infra/tags.tf
resource "github_repository_tag_protection" "releases" {
  repository = "orders"
  pattern    = "v*"  # expect: tag-protection-removed
}
