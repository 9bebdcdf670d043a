"""Pages: safe by their headers, small, in one language at a time, and clear about what is wrong."""

import re
from pathlib import Path

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from jinja2 import Environment

from chassis.messages import lazy
from chassis.web import pages
from chassis.web.pages.assets import Assets
from chassis.web.pages.site import _environment, percent

from .support.browser import HERE, Browser, links

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = [
    path
    for folder in ("chassis/src/chassis/web/pages", "services/*/src/*")
    for path in ROOT.glob(f"{folder}/templates/**/*.html")
    if path.name == "layout.html" or "house/" in path.read_text()
]


async def test_a_form_of_another_site_does_nothing(browser: Browser) -> None:
    await browser.sign_in()
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ):
        assert (await browser.post("/", {"text": "een nota"}, **headers)).status_code == 403
    bare = await browser.client.post("/", data={"text": "een nota"})
    assert bare.status_code == 403
    old = await browser.client.post(
        "/", data={"text": "een nota"}, headers={"Origin": "https://elders.example"}
    )
    assert old.status_code == 403
    own = await browser.client.post(
        "/", data={"text": "een nota"}, headers={"Origin": "http://127.0.0.1:1"}
    )
    assert own.status_code == 303


async def test_a_session_opens_no_api(browser: Browser) -> None:
    await browser.sign_in()
    answer = await browser.get("/v1/iets")
    assert answer.status_code == 401


async def test_a_function_that_may_not_see_a_page_gets_a_page_that_says_so(
    browser: Browser,
) -> None:
    await browser.sign_in("teamleider-1")
    answer = await browser.get("/")
    assert answer.status_code == 403
    assert answer.headers["content-type"].startswith("text/html")
    assert "Je hebt geen toegang" in answer.text


async def test_every_answer_forbids_inline_script_and_style(browser: Browser) -> None:
    await browser.sign_in()
    for path in ("/", "/bestaat-niet", "/aanmelden/nergens", "/v1/iets"):
        policy = (await browser.get(path)).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_script_or_style(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_text_of_a_template_can_be_translated(path: Path) -> None:
    tokens = Environment(trim_blocks=True).lex(path.read_text())
    text = "".join(value for _, kind, value in tokens if kind == "data")
    bare = re.sub(r"<[^>]*>", " ", text)
    words = [word for word in re.findall(r"[A-Za-zÀ-ÿ]{2,}", bare) if word != "DOCTYPE"]
    assert words == []


async def test_what_is_wrong_is_said_at_the_top_and_at_the_field_and_nothing_is_lost(
    browser: Browser,
) -> None:
    await browser.sign_in()
    answer = await browser.post("/", {"text": "ab"})
    assert answer.status_code == 422
    assert 'href="#text"' in answer.text
    assert answer.text.count("Gebruik minstens 3 tekens") == 2
    assert 'value="ab"' in answer.text


async def test_what_somebody_fills_in_is_shown_as_text(browser: Browser) -> None:
    await browser.sign_in()
    answer = await browser.post("/", {"text": "<b>" + "x" * 60})
    assert "&lt;b&gt;" in answer.text


async def test_a_message_is_shown_once(browser: Browser) -> None:
    await browser.sign_in()
    assert (await browser.post("/", {"text": "een nota"})).status_code == 303
    assert "Je nota is bewaard." in (await browser.get("/")).text
    assert "Je nota is bewaard." not in (await browser.get("/")).text


async def test_what_did_not_happen_is_not_told(browser: Browser) -> None:
    await browser.sign_in()
    failed = await browser.post("/", {"text": "stuk"})
    assert failed.status_code == 500
    assert "Er ging iets mis bij ons" in failed.text
    assert "Je nota is bewaard." not in (await browser.get("/")).text


async def test_pages_are_never_kept_and_assets_for_ever(browser: Browser) -> None:
    await browser.sign_in()
    page = await browser.get("/")
    assert page.headers["cache-control"] == "no-store"
    style = next(link for link in links(page.text) if link.endswith(".css"))
    kept = await browser.get(style)
    assert kept.status_code == 200
    assert "immutable" in kept.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/assets/x/../site.py", "/assets/x/%2e%2e/site.py", "/assets/x/niets.css", "/assets/x"]
)
async def test_nothing_outside_the_assets_can_be_asked_for(browser: Browser, path: str) -> None:
    assert (await browser.get(path)).status_code in (303, 404)


async def test_a_first_visit_is_small(browser: Browser) -> None:
    """What a phone fetches: the page, its assets, and the two fonts that Dutch needs."""
    await browser.sign_in()
    page = await browser.get("/")
    fetched = {link for link in links(page.text) if "/assets/" in link}
    assets = Assets()
    fetched |= {
        f"http://127.0.0.1:1{assets.url(name)}"
        for name in (
            "govuk-frontend.js",
            "source-sans-3-latin-400.woff2",
            "source-sans-3-latin-700.woff2",
        )
    }
    total = len(page.content)
    for link in fetched:
        async with browser.client.stream("GET", link) as answer:
            total += len(b"".join([part async for part in answer.aiter_raw()]))
    assert total <= 150_000, total


async def test_the_navigation_knows_where_somebody_is(browser: Browser) -> None:
    await browser.sign_in()
    page = await browser.get("/lijst")
    assert re.search(r'href="/lijst"[^>]*aria-current', page.text)
    assert "Afmelden" in page.text


async def test_a_client_that_wants_json_gets_problems_as_json(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.post("/", json={})
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_language_is_chosen_and_remembered(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    dutch = await browser.get("/afgemeld")
    assert "Je bent afgemeld" in dutch.text
    assert '<html lang="nl"' in dutch.text
    await browser.get("/afgemeld?taal=xx")
    assert '<html lang="nl"' in (await browser.get("/afgemeld")).text


def test_the_face_of_the_pages_is_small() -> None:
    assert set(pages.__all__) == {
        "Form",
        "Item",
        "Pages",
        "Section",
        "gettext",
        "go",
        "ngettext",
        "page",
        "read",
        "sent",
        "tell",
    }


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("{{ _(lazy_one) }}", "Dat is &lt;b&gt;nieuw&lt;/b&gt;."),
        ("{{ _(typed) }}", "&lt;i&gt; 50 % &lt;/i&gt;"),
        ("{{ _('Dag %(name)s.', name=typed) }}", "Dag &lt;i&gt; 50 % &lt;/i&gt;."),
        ("{{ _('Dag %(name)s.', name=_(typed)) }}", "Dag &lt;i&gt; 50 % &lt;/i&gt;."),
        (
            "{{ ngettext('%(num)s %(x)s', '%(num)s %(x)s-en', 2, x=typed) }}",
            "2 &lt;i&gt; 50 % &lt;/i&gt;-en",
        ),
        ("{{ _('Typ < of &') }}", "Typ &lt; of &amp;"),
        ("{{ _(empty) }}", ""),
    ],
)
def test_a_sentence_is_never_markup_nor_what_fills_its_blanks(form: str, shown: str) -> None:
    template = _environment("chassis.web.pages", []).from_string(form)
    lazy_one = lazy("Dat is %(what)s.", what="<b>nieuw</b>")
    assert template.render(lazy_one=lazy_one, typed="<i> 50 % </i>", empty="") == shown


@pytest.mark.parametrize("path", ["//elders.example", "/%5Celders.example", "///elders.example/x"])
async def test_a_path_that_begins_with_a_host_leads_nowhere_else(
    browser: Browser, path: str
) -> None:
    """Of all pages the one that keeps a form would give away what was filled in."""
    answer = await browser.post(f"{HERE}{path}", {"naam": "iemand"})
    assert 'value="iemand"' in answer.text
    links = re.findall(r'(?:href|action|src)="([^"]*)"', answer.text)
    assert links
    assert [link for link in links if link.startswith(("//", "/\\", "http"))] == []
    assert not answer.headers.get("location", "/").startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (1.0, 1, "100 %"),
        (0.432, 1, "43,2 %"),
        (0.99996, 1, "> 99,9 %"),
        (0.999, 0, "> 99 %"),
        (0.0, 1, "0 %"),
        (0.0001, 1, "< 0,1 %"),
    ],
)
def test_what_is_not_certain_is_never_shown_as_certain(
    value: float, digits: int, shown: str
) -> None:
    assert percent(value, digits).replace("\N{NO-BREAK SPACE}", " ") == shown
