"""Routes to sign in and out: ``/aanmelden``, the way back from the issuer, ``/afmelden``."""

import structlog
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from chassis.web.assurance import FRESH, Requirement
from chassis.web.authorisation import R, Table, W
from chassis.web.login import attempts, sessions
from chassis.web.login.attempts import ATTEMPT, Attempt
from chassis.web.login.device import name_of
from chassis.web.login.issuer_tokens import REAL, LoginRefusedError
from chassis.web.login.issuers import IssuerAwayError, NoFunctionError
from chassis.web.login.login_context import LoginContext
from chassis.web.login.secret import digest, new_token
from chassis.web.login.session_auth import CONFIRMED, LOGIN, STRONGER, WANTED, is_own
from chassis.web.login.sign_in import SignIn
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from chassis.web.pages.site import go, page, site_of
from chassis.web.problem import Problem
from chassis.web.roles import TrustDomain
from chassis.web.security_events import Kind, keep, note

log = structlog.get_logger("login")

LOGOUT = "/afmelden"
LEFT = "/afgemeld"
OPEN = (LOGIN, f"{LOGIN}/", LOGOUT, LEFT, CONFIRMED)
"""Paths that need no session."""

STRONG = Requirement(max_age=int(FRESH.total_seconds()))
"""Of a step that asks for a fresh second factor."""

DOMAINS = {
    TrustDomain.EIGENAAR: mark("Eigenaar of beheerder van een pand"),
    TrustDomain.POLITIE: mark("Politie"),
    TrustDomain.STAD: mark("Medewerker van de stad"),
    TrustDomain.ZORG: mark("Zorg- of hulporganisatie"),
}

TABLE: Table = {
    "signing in and out": (
        R(f"GET {LOGIN}", f"GET {LOGIN}/{{domain}}", f"GET {LOGIN}/{{domain}}/terug", anybody=True),
        R(f"GET {LEFT}", f"GET {CONFIRMED}", anybody=True),
        W(f"POST {LOGOUT}", anybody=True),
    ),
}

router = APIRouter(include_in_schema=False)


@router.get(LOGIN)
async def get_login(request: Request) -> Response:
    """Straight to the issuer where there is one; else a choice of who somebody is.

    Those with an entrance of their own come in by it alone, so that others need not choose.
    """
    login = LoginContext.of(request)
    wanted = safe_path(request.query_params.get(WANTED))
    pages = site_of(request).pages
    entrance = pages.entrance(wanted)
    if entrance is not None and entrance in login.issuers:
        return await _to_issuer(request, entrance, wanted)
    open_to = [each for each in login.issuers if each not in pages.entrances.values()]
    if len(open_to) == 1:
        return await _to_issuer(request, open_to[0], wanted)
    choices = [(domain.value, _(DOMAINS[domain])) for domain in open_to]
    return page(request, "house/login.html", choices=choices, wanted=wanted)


@router.get(f"{LOGIN}/{{domain}}")
async def get_login_of(request: Request, domain: str) -> Response:
    login = LoginContext.of(request)
    issuer = login.issuer_of(domain)
    wanted = safe_path(request.query_params.get(WANTED))
    asked = STRONG if STRONGER in request.query_params else None
    return await _to_issuer(request, issuer.domain, wanted, asked)


@router.get(f"{LOGIN}/{{domain}}/terug")
async def get_back(request: Request, domain: str) -> Response:
    """The issuer's answer. Only the browser that began a login can end it, and only once."""
    login = LoginContext.of(request)
    state = request.query_params.get("state", "")
    known = request.cookies.get(login.cookies.attempt)
    begun = None
    if state and known == state:
        async with login.database.connection() as conn:
            begun = await attempts.take(conn, state)
    if begun is None or begun.domain.value != domain:
        raise _again("Dit aanmelden is verlopen of werd in een ander venster begonnen.")
    if "error" in request.query_params:
        log.info("login declined", domain=domain)
        raise _again("Je hebt je niet aangemeld.")
    signed_in = await _redeem(request, begun)
    if not signed_in.meets(begun.asked, REAL.now()):
        raise _too_weak(signed_in)
    requirement = login.issuers[begun.domain].settings.requirement(signed_in.actor.function)
    if not signed_in.meets(requirement, REAL.now()):
        return await _to_issuer(request, begun.domain, begun.path, requirement)
    async with login.database.connection() as conn:
        former = login.cookies.session_of(request)
        device = name_of(request.headers.get("user-agent", ""))
        token = await sessions.begin(conn, signed_in, former, device=device)
        await keep(conn, Kind.SIGNED_IN, signed_in.actor, device=device)
    home = site_of(request).pages.home(signed_in.actor)
    answer = go(begun.path if begun.path != "/" else home)
    login.cookies.put(answer, login.cookies.session, token)
    login.cookies.drop(answer, login.cookies.attempt)
    return answer


@router.post(LOGOUT)
async def post_logout(request: Request) -> Response:
    """End the session here, then at the issuer, so that the next person does not walk in."""
    login = LoginContext.of(request)
    if not is_own(request.headers):
        raise Problem.of_status(403)
    target = LEFT
    token = login.cookies.session_of(request)
    if token:
        async with login.database.connection() as conn:
            session = await sessions.find(conn, token)
            await sessions.end(conn, digest(token))
            if session is not None:
                await keep(conn, Kind.SIGNED_OUT, session.actor)
        if session and session.actor.domain in login.issuers:
            issuer = login.issuers[session.actor.domain]
            back = login.absolute(LEFT)
            target = await issuer.logout_address(id_token=session.id_token, back=back) or LEFT
    answer = RedirectResponse(target, 303, {"Clear-Site-Data": '"cache", "storage"'})
    login.cookies.drop(answer, login.cookies.session)
    return answer


@router.get(LEFT)
async def get_left(request: Request) -> Response:
    return page(request, "house/left.html")


@router.get(CONFIRMED)
async def get_confirmed(request: Request) -> Response:
    """The end of a window that was opened to give a second factor (``step_up``)."""
    return page(request, "house/confirmed.html")


def safe_path(path: str | None) -> str:
    """A path of ours, so that nobody is led elsewhere after signing in; else the start."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    return path if path.isprintable() and len(path) <= 1000 else "/"


async def _to_issuer(
    request: Request, domain: TrustDomain, wanted: str, asked: Requirement | None = None
) -> Response:
    """To the issuer, asked for no less than what anybody who signs in there needs."""
    login = LoginContext.of(request)
    asked = asked or login.issuers[domain].settings.entrance
    state = new_token()
    begun = Attempt(
        domain=domain,
        nonce=new_token(),
        verifier=new_token() + new_token(),
        path=wanted,
        assurance=asked.assurance,
        max_age=asked.max_age,
    )
    try:
        address = await login.issuers[domain].address(
            callback=login.callback(domain),
            state=state,
            nonce=begun.nonce,
            verifier=begun.verifier,
            requirement=asked,
        )
    except IssuerAwayError as error:
        raise _away(domain.value, error) from None
    async with login.database.connection() as conn:
        await attempts.keep(conn, state, begun)
    answer = RedirectResponse(address, 303, {"Cache-Control": "no-store"})
    login.cookies.put(answer, login.cookies.attempt, state, int(ATTEMPT.total_seconds()))
    return answer


async def _redeem(request: Request, begun: Attempt) -> SignIn:
    login = LoginContext.of(request)
    domain = begun.domain.value
    try:
        return await login.issuers[begun.domain].redeem(
            callback=login.callback(begun.domain),
            code=request.query_params.get("code", ""),
            verifier=begun.verifier,
            nonce=begun.nonce,
        )
    except NoFunctionError:
        note(Kind.SIGN_IN_REFUSED, domain=domain, why="no function")
        raise Problem(
            403,
            "geen-functie",
            "Je account heeft hier geen functie.",
            detail="Vraag de beheerder van je organisatie om je een functie te geven.",
        ) from None
    except LoginRefusedError as error:
        note(Kind.SIGN_IN_REFUSED, domain=domain, why=str(error))
        raise _again("Het aanmelden is niet gelukt.") from None
    except IssuerAwayError as error:
        raise _away(domain, error) from None


def _too_weak(signed_in: SignIn) -> Problem:
    note(Kind.SIGN_IN_REFUSED, signed_in.actor, why="too weak or too long ago")
    return Problem(
        403,
        "te-zwak-aangemeld",
        "Je meldde je niet sterk genoeg aan.",
        detail="Meld je opnieuw aan met je tweede factor, zoals een code op je telefoon. Heb je er"
        " geen? Vraag het aan de beheerder van je organisatie.",
    )


def _again(why: str) -> Problem:
    return Problem(400, "aanmelden-mislukt", why, detail="Probeer het opnieuw.")


def _away(domain: str, error: IssuerAwayError) -> Problem:
    log.warning("login issuer away", domain=domain, why=str(error))
    return Problem(
        503,
        "aanmelden-niet-bereikbaar",
        "Je kunt je nu niet aanmelden.",
        detail="De dienst waarmee je je aanmeldt, antwoordt niet. Probeer het over enkele minuten.",
        headers={"Retry-After": "60"},
    )
