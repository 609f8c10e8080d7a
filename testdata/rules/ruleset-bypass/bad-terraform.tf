# file: infra/main.tf
resource "github_repository_ruleset" "main" {
  name        = "main"
  target      = "branch"
  enforcement = "active"
  bypass_actors {  # expect: ruleset-bypass
    actor_id    = 5
    actor_type  = "RepositoryRole"
    bypass_mode = "always"
  }
  conditions {
    ref_name {
      include = ["~DEFAULT_BRANCH"]
      exclude = []
    }
  }
  rules {
    deletion = true
  }
}
