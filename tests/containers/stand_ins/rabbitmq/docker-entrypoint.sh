#!/bin/sh
# As the official one: root hands over to the account of the broker, anybody else stays who they are.
set -eu
if [ "$1" = rabbitmq-server ] && [ "$(id -u)" = 0 ]; then
    find /var/lib/rabbitmq \! -user rabbitmq -exec chown rabbitmq '{}' +
    exec setpriv --reuid rabbitmq --regid rabbitmq --clear-groups sh "$0" "$@"
fi
exec "$@"
