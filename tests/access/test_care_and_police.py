"""DP-01 at the door: what care signs opens nothing of the police, and the reverse, on every route.

``test_who_may_ask`` walks tokens of all trust domains as their issuers sign them. Here: also tokens
that mix the two, browsers, and addresses that nobody knows; and a refusal asks nothing of the
database, so that it cannot depend on what is in there.
"""

from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI

from chassis.web import DOMAIN_OF, Actor, Function, TrustDomain, issue
from chassis.web.authorisation.gate import declared
from chassis.web.login import Assurance, SignIn, sessions
from launcher.sandbox import Sandbox

from .support.owners import statements, tap
from .support.services import TRUSTS, client_of, concrete, is_page
from .support.shares import SHARES, of_turn

Built = Callable[[str], FastAPI]
CARE, POLICE = TrustDomain.ZORG, TrustDomain.POLITIE
OTHER = {CARE: POLICE, POLICE: CARE}
NOWHERE = [("GET", "/v1/nowhere"), ("GET", "/openapi.json"), ("GET", "/docs")]


def of(domain: TrustDomain) -> list[Function]:
    return [function for function, its in DOMAIN_OF.items() if its is domain]


def strangers(service: str) -> list[TrustDomain]:
    """Of the two, those whom the service does not trust."""
    return [domain for domain in (CARE, POLICE) if domain not in TRUSTS[service]]


def signed(
    sandbox: Sandbox, service: str, key: TrustDomain, issuer: TrustDomain, function: Function
) -> str:
    private = (sandbox.infra.credentials.issuer_keys / f"{key}.key").read_text()
    return issue(
        private,
        domain=issuer,
        function=function,
        organisation="x",
        subject="x",
        service=service,
    )


def tokens(sandbox: Sandbox, service: str, domain: TrustDomain) -> Iterator[tuple[str, int]]:
    """Whatever ``domain`` can sign, and how it is refused where only others are trusted."""
    other = OTHER[domain]
    for function in of(domain):
        yield signed(sandbox, service, domain, domain, function), 403
    for function in of(other):
        yield signed(sandbox, service, domain, domain, function), 401
        yield signed(sandbox, service, domain, other, function), 401


@SHARES
async def test_dp01_neither_opens_a_route_of_the_other_whatever_it_signs(
    built: Built, sandbox: Sandbox, service: str, share: int
) -> None:
    app = built(service)
    routes = [(m, p) for (m, p), functions in declared(app).items() if functions is not None]
    walked = 0
    async with client_of(app) as client:
        for domain in strangers(service):
            all_tokens = list(tokens(sandbox, service, domain))
            for turn, (token, refused) in enumerate(all_tokens):
                headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Purpose": "toezicht"}
                its = of_turn(routes, turn, share, len(all_tokens))
                for method, path in [*its, *NOWHERE]:
                    with statements() as asked:
                        answer = await client.request(method, concrete(path), headers=headers)
                    walked += 1
                    if is_page(app, path) and path not in ("/openapi.json", "/docs"):
                        assert_at_the_door(answer, method, path)
                        continue
                    assert answer.status_code == refused, (path, answer.text)
                    assert asked == [], (path, asked)
    assert walked, "no service trusts both"


def assert_at_the_door(answer: httpx.Response, method: str, path: str) -> None:
    """A token is nothing to a page: the browser is sent to sign in."""
    if method == "GET":
        assert answer.headers.get("location", "").startswith("/aanmelden"), (path, answer.text)
    else:
        assert answer.status_code == 403, (path, answer.text)


@SHARES
async def test_dp01_no_session_of_one_opens_a_page_of_the_other(
    built: Built, sandbox: Sandbox, service: str, share: int
) -> None:
    app = built(service)
    pages = [
        (method, path)
        for (method, path), functions in declared(app).items()
        if functions is not None and is_page(app, path)
    ]
    if not pages:
        assert not hasattr(app.state, "login")
        return
    everybody = [(domain, function) for domain in strangers(service) for function in of(domain)]
    for turn, (domain, function) in enumerate(everybody):
        actor = Actor("iemand", function, "x", domain)
        async with app.state.database.connection() as conn:
            token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
        async with client_of(app) as client:
            client.cookies.set(app.state.login.cookies.session, token)
            for method, path in of_turn(pages, turn, share, len(everybody)):
                answer = await client.request(
                    method, concrete(path), headers={"Sec-Fetch-Site": "same-origin"}
                )
                assert answer.status_code == 403, (function, method, path, answer.text)


@pytest.fixture(scope="module", autouse=True)
def tapped(built: Built) -> None:
    for service in TRUSTS:
        tap(built(service).state.database)
