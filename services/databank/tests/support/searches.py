"""Officers who say for what they look, search, and leave their traces in the access log."""

from .browser import Browser
from .databank import Databank
from .forms import key_of


async def purpose(
    browser: Browser, path: str = "/zoeken", code: str = "toezicht", **more: str
) -> str:
    """The address that saying one's purpose leads to."""
    action = path if path == "/zoeken" else f"{path}/doel"
    form = {"doel": code, "sleutel": await key_of(browser, path)} | more
    answer = await browser.post(action, form)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def search(browser: Browser, asked: str | None = None, **wanted: str) -> str:
    """The address of what was found."""
    asked = asked or await purpose(browser)
    form = {"doel": asked.split("doel=")[1], "sleutel": await key_of(browser, asked)} | wanted
    answer = await browser.post("/zoeken/personen", form)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def logged(databank: Databank, kind: str, subject: str, actor: str = "agent-") -> list[str]:
    rows = await databank.fetch(
        "SELECT purpose FROM access_log WHERE subject_kind = $1 AND subject_id LIKE $2"
        " AND actor_subject LIKE $3 ORDER BY position",
        kind,
        subject,
        f"{actor}%",
    )
    return [row["purpose"] for row in rows]
