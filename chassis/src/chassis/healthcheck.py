"""Whether the service of this container is ready: ``python -m chassis.healthcheck``, exit 0 or 1.

Asks the service's own ``/health/ready`` where its settings say that it listens for machines
(``internal_listener``), and imports little: it is asked every few seconds.
"""

import http.client
import os
import ssl
import sys
from pathlib import Path

from chassis.addresses import is_loopback

TIMEOUT_SECONDS = 5.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # where to ask, not to listen


def main() -> int:
    try:
        connection = _connection()
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        told = answer.read(1_000).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        print(f"no answer: {type(error).__name__}")  # noqa: T201
        return 1
    print(told)  # noqa: T201
    return 0 if answer.status == http.client.OK else 1


def _connection() -> http.client.HTTPConnection:
    host = os.environ.get("KRACHTLIJN_INTERNAL_HOST", "127.0.0.1")
    port = int(os.environ.get("KRACHTLIJN_INTERNAL_PORT", "9000"))
    if is_loopback(host) or not _has_certificate():
        return http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=TIMEOUT_SECONDS)
    # To itself, on this machine: who answers is not in question, and its name need not be this.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    here = EVERYWHERE.get(host, host)
    return http.client.HTTPSConnection(here, port, timeout=TIMEOUT_SECONDS, context=context)


def _has_certificate() -> bool:
    if os.environ.get("KRACHTLIJN_TLS_CERT"):
        return True
    folder = os.environ.get("KRACHTLIJN_SECRETS")
    return bool(folder) and (Path(str(folder)) / "tls.crt").exists()


if __name__ == "__main__":
    sys.exit(main())
