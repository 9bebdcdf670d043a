"""The office of declarations at work: what owners sent, advices, visits, decisions."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from chassis.days import city_day
from contracts.codes import VisitKind, VisitReason, VisitResult
from simulator.play.actors import ADVISER_ACCOUNTS, COLLEGE, OFFICE_ACCOUNT, POLICY_OFFICE, Actor
from simulator.play.http import Answer, Http, StrangePageError, SurpriseError
from simulator.play.poll import until
from simulator.play.site import Site, signed_in

SERVICE, DOSSIERS = "enforcement", "/v1/suitability-dossiers"
IN_ORDER, SHORT = "in_orde", "tekort"
_VISIT = re.compile(r'href="(/bezoeken/[0-9a-f-]{36})">([^<]+)</a>')
_DONE = re.compile(r"<strong>(\d+ van [^<]+)</strong>")
_POINT = re.compile(r'name="([a-z_]+)" type="radio"')


class PermitOffice:
    """The office by its programs and its pages; each advising service by its own page."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def received(self, owner: str, state: str, at: datetime) -> Any:
        """The dossier of an owner in a state, once what they sent arrived."""
        return await until(partial(self._received, owner, state, at), f"what {owner} sent")

    async def _received(self, owner: str, state: str, at: datetime) -> Any:
        answer = _sound(
            await self._http.get(SERVICE, DOSSIERS, POLICY_OFFICE, at, owner=owner, state=state)
        )
        (dossiers,) = answer.body["_embedded"].values()
        return dossiers[0] if dossiers else None

    async def look(self, dossier_id: str, at: datetime) -> Any:
        path = f"{DOSSIERS}/{dossier_id}"
        return _sound(await self._http.get(SERVICE, path, POLICY_OFFICE, at)).body

    async def take(
        self,
        dossier_id: str,
        step: str,
        at: datetime,
        body: Mapping[str, Any],
        actor: Actor = POLICY_OFFICE,
    ) -> None:
        path = f"{DOSSIERS}/{dossier_id}/{step}"
        _sound(await self._http.post(SERVICE, path, actor, at, body))

    async def advised(
        self,
        dossier_id: str,
        services: Iterable[str],
        at: datetime,
        *,
        condition: str | None = None,
    ) -> None:
        """The papers are complete, and each service gives its own advice on its own page."""
        await self.take(dossier_id, "completeness", at, {"complete": True})
        await self.advise(dossier_id, services, at, condition=condition)

    async def advise(
        self,
        dossier_id: str,
        services: Iterable[str],
        at: datetime,
        *,
        condition: str | None = None,
    ) -> None:
        """Each service gives the advice that it is asked, on its own page."""
        advice = {"uitkomst": "gunstig"}
        if condition:
            advice = {"uitkomst": "voorwaardelijk", "voorwaarde1": condition}
        await self.take(dossier_id, "advice-requests", at, {"services": [*services]})
        for service in services:
            async with signed_in(self._http, SERVICE, ADVISER_ACCOUNTS[service], at) as site:
                path = f"/adviezen/{dossier_id}"
                if path not in await site.page("/adviezen"):
                    raise StrangePageError(f"{service} does not see that it was asked")
                await site.submit(path, advice)

    async def change(self, dossier_id: str, at: datetime) -> str:
        """The id of a change that the owner told, once it arrived and nobody assessed it."""

        async def told() -> str | None:
            changes = (await self.look(dossier_id, at))["changes"]
            return next((each["changeId"] for each in changes if not each["outcome"]), None)

        return await until(told, "a change that an owner told")

    async def decide(self, dossier_id: str, decision: Mapping[str, Any], at: datetime) -> None:
        await self.take(dossier_id, "decision", at, decision, COLLEGE)

    async def plan(self, routes: Iterable[tuple[datetime, Iterable[str]]], at: datetime) -> None:
        """Give the houses of each route their day for the yearly visit, in one sitting."""
        async with signed_in(self._http, SERVICE, OFFICE_ACCOUNT, at) as site:
            for day, dossier_ids in routes:
                await _plan(site, dossier_ids, day, VisitReason.JAARLIJKS)

    async def visit(
        self,
        dossier: Mapping[str, Any],
        reason: VisitReason,
        at: datetime,
        *,
        in_order: bool = True,
    ) -> None:
        """Planned for today, and every room looked at by the checklist."""
        premises = dossier["premises"]
        address = f"{premises['street']} {premises['houseNumber']}"
        async with signed_in(self._http, SERVICE, OFFICE_ACCOUNT, at) as site:
            await _plan(site, [dossier["dossierId"]], at, reason)
            found = {place: path for path, place in _VISIT.findall(await site.page("/bezoeken"))}
            if address not in found:
                raise StrangePageError("a planned visit is not in the list")
            await _look_around(site, found[address], len(dossier["rooms"]), in_order=in_order)

    async def find_condition(self, dossier_id: str, condition: str, at: datetime) -> None:
        """The officer finds on the page of the declaration that a condition is overdue, not met."""
        here = f"/geschiktheid/{dossier_id}"
        async with signed_in(self._http, SERVICE, OFFICE_ACCOUNT, at) as site:
            if f'value="{condition}"' not in await site.page(here):
                raise StrangePageError("the officer cannot find that a condition is overdue")
            await site.submit(f"{here}/voorwaarde-vaststellen", {"voorwaarde": condition})

    async def shares_visited(self, years: Iterable[int], at: datetime) -> dict[int, str]:
        """The sentence about each year's round, as the office reads it."""
        async with signed_in(self._http, SERVICE, OFFICE_ACCOUNT, at) as site:
            said = {year: _DONE.search(await site.page(f"/bezoeken?jaar={year}")) for year in years}
        return {year: found[1] if found else "nothing" for year, found in said.items()}


def visit_of(reason: VisitReason, *, in_order: bool) -> tuple[VisitKind, VisitResult]:
    """The kind and the result that the figures must show of a visit."""
    yearly = reason is VisitReason.JAARLIJKS
    return (
        VisitKind.PROACTIEF if yearly else VisitKind.REACTIEF,
        VisitResult.IN_ORDE if in_order else VisitResult.TEKORTEN,
    )


async def _plan(site: Site, dossier_ids: Iterable[str], day: datetime, reason: VisitReason) -> None:
    chosen = {"pand": [*dossier_ids], "dag": f"{city_day(day)}", "aanleiding": reason.value}
    await site.submit("/bezoeken", chosen)


async def _look_around(site: Site, visit: str, rooms: int, *, in_order: bool) -> None:
    for number in range(1, rooms + 1):
        path = f"{visit}/{number}"
        points = dict.fromkeys(_POINT.findall(await site.page(path)), IN_ORDER)
        if not in_order and number == 1:
            points[next(iter(points))] = SHORT
        await site.submit(path, points)
    await site.submit(visit, {})


def _sound(answer: Answer) -> Answer:
    if not answer.ok:
        raise SurpriseError(SERVICE, answer)
    return answer
