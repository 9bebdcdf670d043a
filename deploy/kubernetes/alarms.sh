#!/usr/bin/env bash
# Writes the alarms of deploy/prometheus/alerts.yml as the Prometheus operator reads them: the same, in an object.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
{
    cat <<'HEAD'
# Written by deploy/kubernetes/alarms.sh from deploy/prometheus/alerts.yml; do not edit.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: krachtlijn
  namespace: krachtlijn-operating
spec:
HEAD
    sed -e '/^#/d' -e 's/^\(.\)/  \1/' deploy/prometheus/alerts.yml
} >deploy/kubernetes/components/monitoring/alarms.yaml
