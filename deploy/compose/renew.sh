#!/usr/bin/env bash
# Renews certificates of a platform that runs, and cuts nobody off: who is connected stays so, who connects next
# meets the new one.
#   deploy/compose/renew.sh            those that end within 60 days; for the host's cron, once a week
#   deploy/compose/renew.sh NAME...    these at once, as when somebody knows a key: broker, database, proxy, databank...
# Services and what works at night look at each handshake whether their certificate changed; Grafana and Keycloak look by
# themselves too. Broker, database and proxy are told, and the login of an evaluation starts again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
read -ra compose <<<"${KRACHTLIJN_COMPOSE:-docker compose}"

runs() { [[ $'\n'$running$'\n' == *$'\n'"$1"$'\n'* ]]; }
running=$("${compose[@]}" ps --services --filter status=running)
for server in broker database proxy; do
    runs "$server" || {
        echo "$server does not run, so nothing was renewed: start the platform first ('docker compose up --wait')." >&2
        exit 1
    }
done

if (($#)); then
    "${compose[@]}" run --rm --no-deps --no-TTY secrets secrets init --to=/secrets "${@/#/--renew=}"
else
    "${compose[@]}" run --rm --no-deps --no-TTY secrets
fi

tell() { # SERVER COMMAND...
    local server=$1 said
    shift
    said=$("${compose[@]}" exec --no-TTY "$server" "$@" 2>&1) || {
        echo "$server did not read its certificate again: $said" >&2
        echo "Mend it and run this once more, or restart it ('docker compose restart $server')." >&2
        exit 1
    }
    echo "$server: new connections meet the certificate that is there now."
}
tell database psql --quiet --no-psqlrc --command 'SELECT pg_reload_conf()'
tell broker rabbitmqctl --quiet eval 'ssl:clear_pem_cache().'
tell proxy caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile --address unix//tmp/admin.sock --force
if runs login; then
    "${compose[@]}" restart login
fi
