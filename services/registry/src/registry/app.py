"""The care registry, wired together. It hears no events: police and care share none (DP-01)."""

from functools import partial

from fastapi import FastAPI
from starlette.formparsers import MultiPartParser

from chassis.service import create
from chassis.settings import Settings
from chassis.web import TrustDomain, exports
from registry import site
from registry.authorisation import TABLE
from registry.delivery_register.store import late_since
from registry.exports import EXPORTS
from registry.routes import ROUTERS
from registry.sealed_columns import SEALED
from registry.settings import RegistrySettings
from registry.timers import timers

LARGEST_UPLOAD = 10 * 1024 * 1024
"""In bytes."""
LARGEST_FORM = 2 * LARGEST_UPLOAD
"""Bytes that the page takes in: of files that are too large, it says so at their field."""


def build(
    settings: Settings | None = None, registry_settings: RegistrySettings | None = None
) -> FastAPI:
    # An upload holds data about persons: it stays in memory and touches no temporary file.
    MultiPartParser.spool_max_size = LARGEST_FORM + 1
    agreed = registry_settings or RegistrySettings()
    app = create(
        "registry",
        handlers={},
        routers=[*ROUTERS, exports.router(EXPORTS)],
        pages=site.PAGES,
        timers={**timers(agreed), **exports.timers(EXPORTS)},
        trusts=[TrustDomain.ZORG],
        table=TABLE,
        sealed=SEALED,
        settings=settings,
        max_body=LARGEST_UPLOAD,
        uploads={"/opleveringen/nieuw": LARGEST_FORM},
        overdue={"care-delivery": partial(late_since, deadline_days=agreed.deadline_days)},
    )
    app.state.registry = agreed
    agreed.known  # noqa: B018  a wrong file stops the start, not the first request
    return app
