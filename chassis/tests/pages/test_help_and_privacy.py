"""A page that refuses says what to do now; a page says what happens with data, to anybody."""

import pytest
from fastapi import FastAPI

from chassis.web.pages.privacy import NOTICES
from chassis.web.problem import STATUSES, Problem, respond
from chassis.web.roles import TrustDomain

from .support.browser import Browser


async def test_anybody_reads_what_happens_with_data(browser: Browser) -> None:
    page = await browser.get("/privacy")
    assert page.status_code == 200
    assert "Voor de politie" in page.text
    assert "Controleorgaan" in page.text
    assert "Voor eigenaars" not in page.text, "only the roles that come here"
    assert 'href="/privacy"' in page.text


def test_every_role_has_a_notice() -> None:
    assert set(NOTICES) == set(TrustDomain)
    for _, notice in NOTICES.values():
        assert len(notice) == 4


@pytest.mark.parametrize("status", [403, 404, 409, 413, 422, 429, 500, 503])
def test_a_refusal_says_what_to_do_and_leads_back(app: FastAPI, status: int) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/iets",
        "query_string": b"",
        "headers": [(b"accept", b"text/html")],
        "app": app,
        "state": {},
    }
    text = bytes(respond(Problem.of_status(status), scope).body).decode()
    assert STATUSES[status][1] in text
    assert 'href="/"' in text
    assert text.count('<p class="govuk-body">') >= 2
