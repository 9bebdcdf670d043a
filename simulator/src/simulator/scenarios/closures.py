"""12: a closure for trafficking, refused without the judicial authorities, then for six months.

The handbook also has the notice to the municipal council come too late. Since 2024-02-17 the law
has the college in its place: another closure is not confirmed at its meeting, and lapses.
"""

from datetime import datetime, timedelta
from typing import Any

from chassis.days import city_day
from contracts import Branch
from simulator.city.span import wire
from simulator.play.actors import OFFICERS
from simulator.play.http import Answer
from simulator.play.order_desk import MEASURES, OrderDesk
from simulator.play.poll import until
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import FollowUp, OrderTaken

NUMBER = 12
TRAFFICKING, PLACE, CHECKS = "sluiting_mensenhandel", "Verborgen {}", "/v1/execution-checks"
SIX_MONTHS, TOO_LONG = timedelta(days=180), timedelta(days=200)
CONSULTED = {"stance": "akkoord", "said": "Parketmagistraat: geen bezwaar."}


def tell(story: Story) -> Check:
    return _Closures(story).tell()


def _draft(at: datetime, lasts: timedelta) -> dict[str, Any]:
    return {
        "basis": "ngw_134quinquies",
        "content": "sluiting",
        "motivation": "De aanwijzingen zijn ernstig.",
        "ends": wire(at + lasts),
        "victims": True,
    }


class _Closures:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._desk = OrderDesk(story.world.http, MEASURES)
        self._cases: list[str] = []
        self._refused: list[Answer] = []

    def tell(self) -> Check:
        story = self._story
        story.at(0.16, "the city prepares two closures", self._begin)
        story.at(0.20, "nobody is invited before the parket was asked", self._invite)
        story.at(0.27, "the mayor closes two places, the college confirms one", self._order)
        story.at(0.34, "the city asks the police to check the closed place", self._ask)
        story.at(0.41, "an officer reads where it is, and finds it closed", self._look)
        return self._check

    async def _begin(self, at: datetime) -> None:
        for number in ("1", "2"):
            place = {
                "label": PLACE.format(number),
                "street": "Testlei",
                "houseNumber": number,
                "postcode": "2000",
                "owner": "OWN-912",
            }
            begins = {
                "kind": TRAFFICKING,
                "grounds": "Een informatierapport over uitbuiting.",
                "branch": Branch.MASSAGESALON,
                "place": place,
            }
            self._cases.append(await self._desk.begin(at, **begins))

    async def _invite(self, at: datetime) -> None:
        hearing = {"hearingAt": wire(at + timedelta(days=9))}
        for case in self._cases:
            early = await self._desk.tries(case, "hearing-invitation", at, **hearing)
            self._refused.append(early)
            await self._desk.take(case, "consultation", at, **CONSULTED)
            await self._desk.hear(case, at)

    async def _order(self, at: datetime) -> None:
        for case in self._cases:
            too_long = await self._desk.tries(case, "proposal", at, **_draft(at, TOO_LONG))
            self._refused.append(too_long)
            await self._desk.take(case, "proposal", at, **_draft(at, SIX_MONTHS))
            answer = "Wat de verantwoordelijke zei, is gelezen."
            await self._desk.take(case, "order", at, defenceAnswer=answer)
            await self._desk.take(case, "notification", at)
        await self._confirm(at)

    async def _confirm(self, at: datetime) -> None:
        meeting = (await self._desk.college_meets(at)).isoformat()
        confirmed, passed_by = self._cases
        await self._desk.take(confirmed, "confirmation", at, meetingOn=meeting)
        await self._desk.take(passed_by, "refusal", at, meetingOn=meeting)
        orders = self._world.ledger.measures.orders
        for follow_up in (FollowUp.IN_UITVOERING, FollowUp.ZONDER_GEVOLG):
            orders.append(
                OrderTaken(
                    on=city_day(at),
                    kind=TRAFFICKING,
                    content="sluiting",
                    basis="ngw_134quinquies",
                    duration="langer_dan_drie_maanden",
                    branch=Branch.MASSAGESALON,
                    in_tolerance_zone=False,
                    follow_up=follow_up,
                )
            )

    @property
    def _confirmed(self) -> OrderTaken:
        """The order that the college confirmed."""
        return next(
            order
            for order in self._world.ledger.measures.orders
            if order.kind == TRAFFICKING and order.follow_up is FollowUp.IN_UITVOERING
        )

    async def _ask(self, at: datetime) -> None:
        await self._desk.take(self._cases[0], "execution-check-request", at)

    async def _look(self, at: datetime) -> None:
        """The place has no declaration: its address came sealed, and is read check by check."""
        world, officer = self._world, OFFICERS[2]

        async def asked() -> str | None:
            rows = world.http.every("databank", CHECKS, officer, at, state="open")
            for case_id in [row["caseId"] async for row in rows]:
                found = await world.get("databank", f"{CHECKS}/{case_id}", officer, at)
                if (found["place"] or {}).get("label") == PLACE.format(1):
                    return str(case_id)
            return None

        case_id = await until(asked, "the police to be asked to check the closed place")
        body = {"complied": True, "checkedAt": wire(at)}
        await world.post("databank", f"{CHECKS}/{case_id}", officer, at, body)
        self._confirmed.follow_up = FollowUp.NAGELEEFD

    async def _check(self) -> None:
        statuses = [answer.status for answer in self._refused]
        must(statuses == [409, 409, 422, 422], f"what the law forbids was answered {statuses}")
        for case, state in zip(self._cases, ("uitvoering_gecontroleerd", "vervallen"), strict=True):
            seen = (await self._desk.look(case, self._world.end))["state"]
            must(seen == state, f"a closure ends in state {seen}, not {state}")
        unconfirmed = (await self._desk.look(self._cases[1], self._world.end))["state"]
        self._story.must_not(
            unconfirmed != "vervallen", "a closure that the college did not confirm is in force"
        )
