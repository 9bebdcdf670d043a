#!/bin/sh
# Copies the backups of all services to a store elsewhere, by restic, and notes when it did: NotCopiedOffsite waits for that. They
# are encrypted and signed before, so the store learns how many there are and how large. Every hour; what is there is not sent again.
#   offsite.sh         stay
#   offsite.sh once    for a person: copy now, and say what came of it
# In the folder SECRETS: `repository` (s3:https://..., rest:https://..., sftp:...), `password`, and for S3 `access_key_id` and
# `secret_access_key`. KEEP=nothing leaves snapshots where they are, for a store that lets nobody remove any: then whoever has
# the store removes them, so that nobody who was erased lives on there.
set -u
secrets=${SECRETS:-/run/secrets/krachtlijn} backups=${BACKUPS:-/backups} mark=${MARK:-/offsite/copied} patience=${PATIENCE:-60}

for name in repository password; do
    [ -s "$secrets/$name" ] || {
        echo "$secrets/$name is missing: say there where copies go, and by which password (docs/deploying.md, A lost host)." >&2
        exit 1
    }
done
export RESTIC_REPOSITORY_FILE="$secrets/repository" RESTIC_PASSWORD_FILE="$secrets/password"
if [ -s "$secrets/access_key_id" ]; then
    AWS_ACCESS_KEY_ID=$(cat "$secrets/access_key_id")
    AWS_SECRET_ACCESS_KEY=$(cat "$secrets/secret_access_key")
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
fi

quiet() { restic --no-cache --quiet "$@"; }

repository() { # there, or made; restic itself would try for a quarter of an hour, in silence
    said=$(timeout "$patience" restic --no-cache --quiet cat config 2>&1 >/dev/null)
    case $? in
    0) ;;
    10) quiet init ;;
    124 | 143)
        case $said in
        *"bucket does not exist"*) echo "The store has no such bucket: make it first." >&2 && return 1 ;;
        esac
        echo "No answer from the store in $patience seconds. $said" >&2 && return 1
        ;;
    *) echo "$said" >&2 && return 1 ;;
    esac
}

copy() {
    repository &&
        (cd "$backups" && quiet backup --host krachtlijn --exclude "*.part" --skip-if-unchanged .) &&
        touch "$mark" &&
        { [ "${KEEP:-}" = nothing ] || quiet forget --host krachtlijn --group-by host --keep-within 7d --prune; }
}

if [ "${1:-}" = once ]; then
    copy && echo "All backups are copied." && exit 0
    echo "Not done; what restic says stands above." >&2
    exit 1
fi
trap 'exit 0' TERM INT
while true; do
    pause=3600
    copy || { pause=600 && echo "Backups were not copied; tried again in ten minutes." >&2; }
    sleep "$pause" &
    wait $!
done
