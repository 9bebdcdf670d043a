"""Inspections on a phone: begun, and persons added to them."""

from uuid import uuid4

from .browser import Browser
from .databank import START, day, unlike_others
from .forms import hidden

AT = day(500)


async def begin_inspection(browser: Browser, **more: str) -> str:
    """The address of an inspection that is under way, at AT unless the browser was moved on."""
    if browser.at == START:
        browser.moves_to(AT)
    form = {"vorm": "straat", "soort": "ad_hoc", "plaats": f"Plein {uuid4().hex[:6]}"} | more
    form["sleutel"] = hidden(await browser.get("/inspecties/nieuw"), "sleutel")
    done = await browser.post("/inspecties/nieuw", form)
    assert done.status_code == 303, done.text
    return str(done.headers["location"])


def person_form(**more: str) -> dict[str, str]:
    who = unlike_others()
    year, month, number = who.birth.split("-")
    return {
        "rol": "sekswerker",
        "voornamen": who.given,
        "naam": who.family,
        "geboren": f"{number}-{month}-{year}",
        "document": "paspoort",
        "land": "Roemenië",
        "nummer": who.document or "",
        "uitkomst": "in_orde",
    } | more


async def add_person(browser: Browser, path: str, form: dict[str, str]) -> str:
    """The page of the inspection after somebody was added."""
    key = hidden(await browser.get(f"{path}/persoon"), "sleutel")
    done = await browser.post(f"{path}/persoon", form | {"sleutel": key})
    assert (done.status_code, done.headers.get("location")) == (303, path), done.text
    return (await browser.get(path)).text
