"""Set up the pages of a service: look, languages, login, and the routes of the chassis."""

from collections.abc import Collection

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from chassis import evaluation_login
from chassis.db import Database
from chassis.settings import Settings
from chassis.web.authorisation import R, Table
from chassis.web.authorisation.gate import StepUpError
from chassis.web.login import backchannel, issuers, keep_alive, routes, step_up
from chassis.web.login.cookies import Cookies
from chassis.web.login.function_check import FunctionCheck
from chassis.web.login.login_context import LoginContext
from chassis.web.login.session_auth import SessionAuth
from chassis.web.pages import privacy
from chassis.web.pages.assets import PREFIX
from chassis.web.pages.headers import SecurityHeaders
from chassis.web.pages.languages import LanguageMiddleware
from chassis.web.pages.site import Pages, Site
from chassis.web.roles import TrustDomain

OPEN_PATHS = frozenset({PREFIX, privacy.PATH, keep_alive.STAY, *routes.OPEN})

TABLE: Table = {
    **routes.TABLE,
    **backchannel.TABLE,
    **keep_alive.TABLE,
    **privacy.TABLE,
    "styles, scripts and fonts": (R(f"GET {PREFIX}{{version}}/{{name}}", anybody=True),),
}


def mount(
    app: FastAPI,
    pages: Pages,
    settings: Settings,
    database: Database,
    accepted: Collection[TrustDomain],
) -> SessionAuth:
    """Add the pages' foundation to ``app``; gives the ``SessionAuth`` for ``secure``.

    Call it after ``install`` and before ``secure``. Without ``settings.logins`` there is nobody who
    can sign in, and the pages say so.
    """
    evaluation_login.check(settings)
    public_url = settings.public_url or "http://127.0.0.1"
    tls = public_url.startswith("https://")
    accepted = frozenset(accepted) & (pages.domains or frozenset(TrustDomain))
    known = issuers.load(settings.logins, accepted, settings.trust) if settings.logins else {}
    cookies = Cookies(app.state.name, tls=tls)
    site = Site(pages)
    app.state.site = site
    app.state.domains = accepted
    app.state.show_problem = site.problem
    app.add_exception_handler(StepUpError, step_up.answer)
    app.state.login = LoginContext(public_url, database, known, cookies)
    origins = sorted({issuer.origin for issuer in known.values()})
    app.user_middleware.insert(
        0, Middleware(SecurityHeaders, hsts=tls and bool(settings.hsts), form_targets=origins)
    )
    # Streams of events are left alone by it, and so is what was compressed at the start.
    app.user_middleware.append(Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5))
    app.user_middleware.append(Middleware(LanguageMiddleware, languages=site.languages_of, tls=tls))
    app.router.routes.append(site.assets.route())
    app.include_router(routes.router)
    app.include_router(backchannel.router)
    app.include_router(keep_alive.router)
    app.include_router(privacy.router)
    return SessionAuth(database, cookies, accepted, FunctionCheck(database, known))
