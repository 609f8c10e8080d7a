#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

namespace="pr-$1"
expires=$(date -u -d '+3 days' +%Y-%m-%d)

kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply -f -
kubectl label namespace "$namespace" "expires=$expires" --overwrite
helm upgrade --install orders deploy/helm/orders --namespace "$namespace" --wait
