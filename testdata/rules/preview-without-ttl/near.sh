# file: .ci/scripts/preview_deploy.sh
# No preview: it is to stay
kubectl create namespace "$1"
