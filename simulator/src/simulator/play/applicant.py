"""An owner at the calendar's own site: an application, question by question, with its papers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from contracts.codes import ApplicationKind
from simulator.city.premises import POSTCODE
from simulator.play.actors import Account
from simulator.play.fine_desk import PHOTO
from simulator.play.http import Http
from simulator.play.poll import until
from simulator.play.site import Site, signed_in

SERVICE = "pandkalender"
PAPER = ("foto.png", PHOTO, "image/png")
HOLDER = {"naam": "Iemand Zondernaam"}
CONTACT = {**HOLDER, "email": "iemand@voorbeeld.example", "telefoon": "03 000 00 00"}
_TODO = re.compile(r'href="(/aanvragen/[^"]+/documenten/\w+)"(.*?)</li>', re.DOTALL)
ASKED = "Nog te doen"
"""Beside each document that the city must have before an application can be sent."""


@dataclass(frozen=True, slots=True)
class House:
    """Premises as their owner describes them."""

    label: str
    street: str
    number: str
    rooms: tuple[str, ...]


class Applicant:
    """One owner, who signs in anew for everything."""

    def __init__(self, http: Http, account: Account) -> None:
        self._http = http
        self._account = account

    async def apply(self, house: House, at: datetime) -> str:
        """For a declaration; the path of the application."""
        place = {
            "pand": house.label,
            "straat": house.street,
            "nummer": house.number,
            "postcode": POSTCODE,
            "kamers": "\n".join(house.rooms),
        }
        answers = {"pand": place, "houder": HOLDER, "contact": CONTACT}
        return await self._send({"soort": ApplicationKind.AANVRAAG.value}, answers, at)

    async def tell_holder(self, premises_id: str, on: date, at: datetime) -> str:
        """Another will hold premises from a day on; the path of the application."""
        chosen = {"soort": ApplicationKind.WIJZIGING_HOUDER.value, "pand": premises_id}
        when = {"vanaf": on.isoformat()}
        answers = {"houder": HOLDER, "wanneer": when, "contact": CONTACT}
        return await self._send(chosen, answers, at)

    async def comes_to_read(self, path: str, text: str, at: datetime) -> None:
        """Wait until the owner reads a text on one of these pages: the city's answer arrived."""
        async with signed_in(self._http, SERVICE, self._account, at) as site:

            async def reads() -> bool | None:
                return text in await site.page(path) or None

            await until(reads, "an owner to read the city's answer")

    async def _send(
        self, chosen: Mapping[str, str], answers: Mapping[str, Mapping[str, str]], at: datetime
    ) -> str:
        async with signed_in(self._http, SERVICE, self._account, at) as site:
            here = await site.submit("/aanvragen/nieuw", chosen)
            for task, answer in answers.items():
                await site.submit(f"{here}/vragen/{task}", answer)
            for document in await _asked(site, here):
                await site.submit(document, {}, {"bestand": PAPER})
            check = f"{here}/nakijken"
            await site.submit(check, {"sleutel": await site.key(check)})
            return here


async def _asked(site: Site, here: str) -> list[str]:
    """The paths of the documents that must be sent, as the page of the application lists them."""
    return [path for path, item in _TODO.findall(await site.page(here)) if ASKED in item]
