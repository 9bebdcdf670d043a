#!/usr/bin/env bash
# Brings a cluster to what an overlay says, in the order in which it must happen:
#   deploy/kubernetes/apply.sh OVERLAY [DIR]
# ground (namespaces, broker, databases, networks), secrets (of the tree DIR, when there is no secret
# store), topology and migrations, and only then the services, which go over one instance at a time.
# To be repeated at every release, and whenever it was cut short. Argo CD does the same by the
# annotations of the manifests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

overlay=${1:?Say which overlay: deploy/kubernetes/apply.sh small|production|FOLDER [DIR]}
tree=${2:-}
[[ -d $overlay ]] || overlay=overlays/$overlay
minutes=15m

step() { echo "== $*"; }

manifests=$(mktemp)
trap 'rm -f "$manifests"' EXIT
kubectl kustomize "$overlay" >"$manifests"

step "ground: namespaces, broker, databases, networks"
kubectl apply --server-side --filename "$manifests" --selector krachtlijn.be/step=namespace
if [[ -n $tree ]]; then
    ./secrets.sh "$tree" private | kubectl apply --server-side --filename -
    published=$(kubectl get secret public --namespace krachtlijn-politie --ignore-not-found \
        --output 'jsonpath={.data.seal_public\.json}')
    if [[ -n $published && $published != "$(base64 --wrap=0 "$tree/public/seal_public.json")" ]]; then
        step "seal keys: publishers get the new ones when every pod has what opens them"
        sleep 150 # what a pod mounts follows its secret within two minutes
    fi
    ./secrets.sh "$tree" public | kubectl apply --server-side --filename -
fi
kubectl apply --server-side --filename "$manifests" --selector '!krachtlijn.be/step'
kubectl wait --for=condition=AllReplicasReady --timeout=$minutes \
    --namespace krachtlijn-broker rabbitmqcluster/broker
for domain in eigenaar politie stad zorg; do
    kubectl wait --for=condition=Ready --timeout=$minutes \
        --namespace "krachtlijn-$domain" cluster.postgresql.cnpg.io/database
done

step "topology and migrations"
# What a job did is done again, safely; the job itself can be neither changed nor run twice.
kubectl delete job --all-namespaces --selector krachtlijn.be/step=prepare --ignore-not-found
kubectl apply --server-side --filename "$manifests" --selector krachtlijn.be/step=prepare
for namespace in krachtlijn-broker krachtlijn-{eigenaar,politie,stad,zorg}; do
    kubectl wait --for=condition=Complete --timeout=$minutes \
        --namespace "$namespace" --selector krachtlijn.be/step=prepare job
done

step "services"
# How many pods it has is the choice of whoever scaled it, and applying another number is refused: it begins again with none.
kubectl delete deployment operator --namespace krachtlijn-operator --ignore-not-found
kubectl apply --server-side --filename "$manifests" --selector krachtlijn.be/step=serve
for place in eigenaar/pandkalender politie/databank stad/enforcement stad/reporting zorg/registry; do
    kubectl rollout status --timeout=$minutes \
        --namespace "krachtlijn-${place%/*}" "statefulset/${place#*/}"
done
kubectl rollout status --timeout=$minutes --namespace krachtlijn-operating deployment/completeness
step "done"
