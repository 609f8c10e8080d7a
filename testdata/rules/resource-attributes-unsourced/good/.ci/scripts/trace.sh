#!/usr/bin/env bash
. .ci/otel/resource-attrs.env
