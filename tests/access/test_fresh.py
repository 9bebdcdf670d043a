"""Every step that is marked ``fresh`` asks for a second factor, of programs and of browsers."""

import asyncio

from chassis.web import DOMAIN_OF, Actor, Function, issue
from chassis.web.authorisation import rows
from chassis.web.login import SignIn, sessions
from launcher.sandbox import Sandbox

from .support.services import Built, client_of, concrete, is_page


async def test_no_marked_step_is_taken_without_a_second_factor(
    built: Built, sandbox: Sandbox, service: str
) -> None:
    app = built(service)
    marked = [
        (route, row.every | row.own) for route, row in rows(app.state.table) if row.fresh
    ]  # who reads within a case is asked for the case first
    assert len(app.state.fresh) == len(marked), "each mark has its route"
    assert marked, "every service has a step that asks for it"
    await asyncio.to_thread(sandbox.database, service)
    async with client_of(app) as client:
        for (method, path), functions in marked:
            for function in sorted(functions):
                domain = DOMAIN_OF[function]
                if not is_page(app, path):
                    key = (sandbox.infra.credentials.issuer_keys / f"{domain}.key").read_text()
                    token = issue(key, domain=domain, function=function, organisation="x",
                                  subject="x", ttl=300, service=service)  # fmt: skip
                    headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Purpose": "toezicht"}
                    answer = await client.request(method, concrete(path), headers=headers)
                    assert answer.status_code == 401, (method, path)
                    assert "insufficient_user_authentication" in answer.headers["www-authenticate"]
                    continue
                if domain not in app.state.domains:
                    continue
                actor = Actor("iemand", Function(function), "ergens", domain)
                async with app.state.database.connection() as conn:
                    cookie = await sessions.begin(conn, SignIn(actor))
                headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin",
                           "Cookie": f"{app.state.login.cookies.session}={cookie}"}  # fmt: skip
                answer = await client.request(
                    method,
                    concrete(path),
                    headers=headers,
                    data={"reden": "x"} if method != "GET" else None,
                )
                if method == "GET":
                    assert f"/aanmelden/{domain}?sterk=ja" in answer.headers["location"], path
                else:
                    assert answer.status_code == 401, (method, path)
                    assert 'name="reden" value="x"' in answer.text, (method, path)
