"""A service behind its HTTP server: ``python -m chassis.serve databank``.

Where it listens is ``KRACHTLIJN_HOST`` and ``KRACHTLIJN_PORT``; with TLS where ``tls.crt`` and
``tls.key`` are among its secrets, renewed ones too. SIGTERM ends it in order, within seconds.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import ValidationError
from pydantic_settings import SettingsError

from chassis import certificate, connections, evaluation_login, login_check
from chassis.limit_settings import LimitSettings
from chassis.settings import Settings

GRACE_SECONDS = 3
"""Seconds that requests under way have at a stop; the loops of the bus have their own time."""


def run(
    app: str,
    *,
    host: str,
    port: int,
    cert: Path | None = None,
    key: Path | None = None,
    **options: Any,
) -> None:
    """Serve the application that the factory ``app``, as ``module:function``, makes."""
    uvicorn.run(
        app,
        factory=True,
        host=host,
        port=port,
        ssl_certfile=cert,
        ssl_keyfile=key,
        ssl_context_factory=certificate.renewing if cert else None,
        loop="uvloop",
        http=connections.bounded(LimitSettings()),
        proxy_headers=False,  # ours believes named proxies alone (chassis.web.limits)
        server_header=False,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        **options,
    )


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Say which service: python -m chassis.serve databank", file=sys.stderr)  # noqa: T201
        return 2
    (name,) = arguments
    try:
        settings = Settings()
        evaluation_login.check(settings)
    except (ValidationError, SettingsError) as error:
        print(explain(error), file=sys.stderr)  # noqa: T201
        return 1
    if refused := asyncio.run(login_check.refusals(settings)):
        print("\n".join(refused), file=sys.stderr)  # noqa: T201
        return 1
    run(
        f"{name}.app:build",
        host=settings.host,
        port=settings.port,
        cert=settings.tls_cert,
        key=settings.tls_key,
    )
    return 0


def explain(error: ValidationError | SettingsError) -> str:
    """Explain an error in the settings, in a line for each; no value of theirs is told."""
    if not isinstance(error, ValidationError):
        return str(error)
    return "\n".join(
        f"KRACHTLIJN_{'_'.join(map(str, each['loc'])).upper()}: "
        f"{each['msg'].removeprefix('Value error, ')}"
        for each in error.errors(include_input=False, include_url=False)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
