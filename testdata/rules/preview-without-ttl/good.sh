# file: .ci/scripts/preview_deploy.sh
kubectl create namespace "pr-$1"
kubectl annotate namespace "pr-$1" janitor/ttl=3d
