#!/bin/bash
# As the official one: an empty data folder becomes a cluster with the superuser's password, then the server starts.
set -euo pipefail
if [[ $1 == postgres && $(id -u) == 0 ]]; then
    mkdir -p "$PGDATA" && chown -R postgres "$PGDATA" && chmod 00700 "$PGDATA"
    exec setpriv --reuid postgres --regid postgres --clear-groups bash "$0" "$@"
fi
if [[ $1 == postgres && ! -s $PGDATA/PG_VERSION ]]; then
    [[ -n ${POSTGRES_PASSWORD_FILE:-} ]] || { echo "Error: POSTGRES_PASSWORD_FILE is not set" >&2; exit 1; }
    chmod 00700 "$PGDATA" || true
    # shellcheck disable=SC2086 # several options in one variable, as in the official image
    initdb --pgdata "$PGDATA" --username "${POSTGRES_USER:-postgres}" --pwfile <(cat "$POSTGRES_PASSWORD_FILE") \
        ${POSTGRES_INITDB_ARGS:-}
    printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
    echo 'PostgreSQL init process complete; ready for start up.'
fi
exec "$@"
