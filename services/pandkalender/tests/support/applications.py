"""An owner's application: filled in, sent, and what the city is told of it."""

import re
from typing import Any
from uuid import UUID

from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityApplicationAnswered

from .browser import Browser
from .city import NOW, City, Owner
from .papers import photo

PREMISES = {
    "pand": "Pand Zon",
    "straat": "Voorbeeldstraat",
    "nummer": "12",
    "postcode": "2000",
    "kamers": "R-01\n R-02 \n\n",
}


HOLDER = {"naam": "Quirina Onbestaand", "onderneming": "BE 0123.456.749", "andere": "Otto Niemand"}


CONTACT = {"naam": "Quirina Onbestaand", "email": "q@example.org", "telefoon": "03 000 00 00"}


REQUIRED = (
    "kadasterplan",
    "bewijs_zakelijk_recht",
    "uittreksel_strafregister",
    "kopie_identiteitskaart",
)


async def shown(browser: Browser, path: str) -> str:
    page = await browser.get(path)
    assert page.status_code == 200, page.text
    return " ".join(page.text.split())


async def began(browser: Browser, kind: str = "aanvraag", **more: str) -> str:
    """The address of a new draft."""
    answer = await browser.post("/aanvragen/nieuw", {"soort": kind, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def add(browser: Browser, path: str, code: str, *contents: bytes) -> Any:
    files = [("bestand", ("foto.jpg", content, "image/jpeg")) for content in contents]
    return await browser.post(f"{path}/documenten/{code}", files=files)


async def filled_in(browser: Browser) -> str:
    path = await began(browser)
    for task, values in (("pand", PREMISES), ("houder", HOLDER), ("contact", CONTACT)):
        answer = await browser.post(f"{path}/vragen/{task}", values)
        assert answer.status_code == 303, answer.text
    for code in REQUIRED:
        assert (await add(browser, path, code, photo())).status_code == 303
    return path


async def changed(browser: Browser, owner: Owner) -> str:
    """Another manager of own premises was told to the city."""
    path = await began(browser, "wijziging_beheerder", pand=str(owner.premises_id))
    manager, when = {"naam": "Otto Niemand"}, {"vanaf": "01/03/2026"}
    for task, values in (("beheerder", manager), ("wanneer", when), ("contact", CONTACT)):
        answer = await browser.post(f"{path}/vragen/{task}", values)
        assert answer.status_code == 303, answer.text
    for code in ("uittreksel_strafregister", "kopie_identiteitskaart"):
        assert (await add(browser, path, code, photo())).status_code == 303
    return await sent(browser, path)


async def sent(browser: Browser, path: str | None = None) -> str:
    path = path or await filled_in(browser)
    page = await shown(browser, f"{path}/nakijken")
    key = re.search(r'name="sleutel" value="([^"]+)"', page)
    assert key
    for _tap in range(2):
        answer = await browser.post(f"{path}/nakijken", {"sleutel": key[1]})
        assert answer.status_code == 303, answer.text
    return path


def id_of(path: str) -> UUID:
    return UUID(path.rsplit("/", 1)[1])


async def events(city: City, kind: Any, path: str) -> list[Any]:
    opener = city.sandbox.opener("enforcement")
    found = []
    for envelope in await city.sandbox.recorded("pandkalender"):
        if envelope.partition_key == str(id_of(path)):
            event: Any = opener.open(envelope.read(), envelope.id)
            if isinstance(event, kind):
                found.append(event)
    return found


def answered(path: str, answer: ApplicationAnswer, **fields: Any) -> Any:
    values = {"application_id": id_of(path), "answer": answer, "answered_at": NOW}
    return SuitabilityApplicationAnswered(**values | fields)
