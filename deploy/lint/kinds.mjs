// The kinds of operators' objects that the manifests have, and where npm has their types.
export const MODELS = "@kubernetes-models/";
export const HOME = {
  "cert-manager.io": "cert-manager",
  "external-secrets.io": "external-secrets",
  "gateway.networking.k8s.io": "gateway-api",
  "keda.sh": "keda",
  "monitoring.coreos.com": "prometheus-operator",
  "postgresql.cnpg.io": "cloudnative-pg",
  "trust.cert-manager.io": "cert-manager",
};
// Group, version, kind, and the file of its makers that says what it holds.
export const KINDS = [
  ["cert-manager.io", "v1", "Certificate", "github.com/cert-manager/cert-manager deploy/crds/cert-manager.io_certificates.yaml"],
  ["cert-manager.io", "v1", "ClusterIssuer", "github.com/cert-manager/cert-manager deploy/crds/cert-manager.io_clusterissuers.yaml"],
  ["external-secrets.io", "v1", "ExternalSecret", "github.com/external-secrets/external-secrets config/crds/bases/external-secrets.io_externalsecrets.yaml"],
  ["external-secrets.io", "v1", "SecretStore", "github.com/external-secrets/external-secrets config/crds/bases/external-secrets.io_secretstores.yaml"],
  ["gateway.networking.k8s.io", "v1", "BackendTLSPolicy", "github.com/kubernetes-sigs/gateway-api config/crd/standard/gateway.networking.k8s.io_backendtlspolicies.yaml"],
  ["gateway.networking.k8s.io", "v1", "Gateway", "github.com/kubernetes-sigs/gateway-api config/crd/standard/gateway.networking.k8s.io_gateways.yaml"],
  ["gateway.networking.k8s.io", "v1", "HTTPRoute", "github.com/kubernetes-sigs/gateway-api config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"],
  ["keda.sh", "v1alpha1", "ScaledObject", "github.com/kedacore/keda config/crd/bases/keda.sh_scaledobjects.yaml"],
  ["monitoring.coreos.com", "v1", "PodMonitor", "github.com/prometheus-operator/prometheus-operator example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml"],
  ["monitoring.coreos.com", "v1", "PrometheusRule", "github.com/prometheus-operator/prometheus-operator example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml"],
  ["postgresql.cnpg.io", "v1", "Cluster", "github.com/cloudnative-pg/cloudnative-pg config/crd/bases/postgresql.cnpg.io_clusters.yaml"],
  ["postgresql.cnpg.io", "v1", "ScheduledBackup", "github.com/cloudnative-pg/cloudnative-pg config/crd/bases/postgresql.cnpg.io_scheduledbackups.yaml"],
  ["trust.cert-manager.io", "v1alpha1", "Bundle", "github.com/cert-manager/trust-manager deploy/crds/trust.cert-manager.io_bundles.yaml"],
];
