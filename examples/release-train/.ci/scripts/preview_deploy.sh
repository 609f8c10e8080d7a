#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

namespace="pr-$1"

kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply -f -
helm upgrade --install orders deploy/helm/orders --namespace "$namespace" --wait
