"""Serve the four evaluation issuers, each under its trust domain, at one address."""

import json
import logging
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import TypeAdapter
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Response

from launcher.login.evaluation.issuer import EvaluationIssuer
from launcher.login.evaluation.people import PEOPLE
from launcher.login.evaluation.settings import Client, EvaluationSettings

CLIENTS: TypeAdapter[dict[str, dict[str, Client]]] = TypeAdapter(dict[str, dict[str, Client]])
START = """Een aanmelddienst om Krachtlijn uit te proberen. Niet voor echt gebruik: ze laat iedereen
binnen als iedereen. Begin bij een dienst van Krachtlijn."""


def issuers(settings: EvaluationSettings) -> list[EvaluationIssuer]:
    clients = CLIENTS.validate_python(json.loads(settings.clients.read_text(encoding="utf-8")))
    return [
        EvaluationIssuer(
            domain, settings.issuer(domain), people, clients.get(domain, {}), settings.tls_ca
        )
        for domain, people in PEOPLE.items()
    ]


def server(settings: EvaluationSettings, served: Iterable[EvaluationIssuer]) -> BaseWSGIServer:
    """The server, that listens already. ``NotForRealError`` where it must not."""
    settings.check()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    # The library asks for TLS by itself; here a proxy has it, or nobody but this machine listens.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    app: Any = DispatcherMiddleware(_start, {f"/{each.domain}": each.app for each in served})
    certificate = settings.tls_cert and settings.tls_key
    context = (str(settings.tls_cert), str(settings.tls_key)) if certificate else None
    return make_server(settings.host, settings.port, app, threaded=True, ssl_context=context)


@contextmanager
def running(settings: EvaluationSettings) -> Iterator[dict[str, EvaluationIssuer]]:
    """The issuers by trust domain, answering while the block runs."""
    served = issuers(settings)
    web = server(settings, served)
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    try:
        yield {each.domain: each for each in served}
    finally:
        web.shutdown()
        thread.join()
        web.server_close()


def _start(environ: Any, start_response: Any) -> Iterable[bytes]:
    found = environ.get("PATH_INFO") in ("", "/", "/health/ready")
    return Response(START, 200 if found else 404, mimetype="text/plain")(environ, start_response)
