# file: .ci/scripts/preview_deploy.sh
namespace="pr-$1"
kubectl create namespace "$namespace"  # expect: preview-without-ttl
