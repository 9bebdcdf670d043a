#!/usr/bin/env bash
# Secrets of a tree that 'krachtlijn secrets init' made, for each namespace what belongs there, as
# manifests: deploy/kubernetes/secrets.sh DIR [private|public] | kubectl apply -f -
# For a cluster without a secret store (components/secrets-by-hand). No issuer's key, no authority's
# key and no key that opens backups is among them. What is public comes last: nobody may seal with a
# key before its reader has what opens it. Pods get either within two minutes, so after a rotation
# apply.sh lays the private ones down, waits, and then publishes.
set -euo pipefail

tree=${1:?Say where the tree of secrets is: deploy/kubernetes/secrets.sh DIR}
part=${2:-private public}
[[ $part =~ ^(private|public|private public)$ ]] || {
    echo "Say which part, private or public, or nothing for both: deploy/kubernetes/secrets.sh DIR [private|public]" >&2
    exit 1
}
[[ -f $tree/public/issuers.json ]] || {
    echo "$tree is no tree of secrets: make one with 'krachtlijn secrets init --to $tree'." >&2
    exit 1
}

secret() { # NAMESPACE NAME FILE...
    local namespace=$1 name=$2
    shift 2
    echo ---
    kubectl create secret generic "$name" --namespace "$namespace" --dry-run=client --output yaml \
        "${@/#/--from-file=}"
}

# A service's roles of those in database_roles.json.
roles_of() {
    python3 -c 'import json, sys
roles, service = json.load(open(sys.argv[1])), sys.argv[2]
print(json.dumps({name: roles[name] for name in roles if name.split("_")[0] == service}))' \
        "$tree/admin/database_roles.json" "$1"
}

service() { # NAMESPACE SERVICE
    local namespace=$1 service=$2 files=() name
    for name in amqp_password database_password seal_private.json vault.json logins.json alert_hook; do
        [[ ! -f $tree/$service/$name ]] || files+=("$tree/$service/$name")
    done
    secret "$namespace" "$service" "${files[@]}"
    secret "$namespace" "$service-owner" "$tree/$service-owner/database_password" \
        "$tree/$service-owner/vault.json" "database_roles.json=$scratch/$service.roles"
    secret "$namespace" "$service-backup" \
        "$tree/$service-backup"/{database_password,recipients.txt,signing.key}
}

public() {
    local domain
    for domain in eigenaar politie stad zorg; do
        secret "krachtlijn-$domain" public "$tree/public/seal_public.json" "$tree/public/issuers.json"
    done
}

if [[ $part == public ]]; then
    public
    exit
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for name in pandkalender databank enforcement registry reporting; do
    roles_of "$name" >"$scratch/$name.roles"
done

service krachtlijn-eigenaar pandkalender
service krachtlijn-politie databank
service krachtlijn-stad enforcement
service krachtlijn-stad reporting
service krachtlijn-zorg registry

secret krachtlijn-operating completeness \
    "$tree/completeness"/{pandkalender,databank,enforcement,registry,reporting}_password

entering=()
for name in pandkalender databank enforcement registry reporting; do
    entering+=("${name}_password=$tree/$name/database_password")
done
secret krachtlijn-operator operator "${entering[@]}" "$tree/admin/broker_password" "$tree/operator/amqp_password"

password=$(<"$tree/admin/broker_password")
printf 'default_user = admin\ndefault_pass = %s\n' "$password" >"$scratch/default_user.conf"
for pair in username=admin password="$password" host=broker.krachtlijn-broker.svc port=5671 \
    provider=rabbitmq type=rabbitmq; do
    printf %s "${pair#*=}" >"$scratch/${pair%%=*}"
done
secret krachtlijn-broker broker-admin "$scratch"/{default_user.conf,username,password,host,port} \
    "$scratch"/{provider,type} "$tree/admin/broker_users.json"
[[ $part == private ]] || public
