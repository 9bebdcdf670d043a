"""12: a closure for trafficking, refused without the judicial authorities, then for six months.

The handbook also has the notice to the municipal council come too late. Since 2024-02-17 the law
has the college in its place: another closure is not confirmed at its meeting, and lapses.
"""

from datetime import datetime, timedelta

from chassis.days import city_day
from contracts import Branch
from simulator.city.span import wire
from simulator.play.http import Answer
from simulator.play.order_desk import MEASURES, OrderDesk
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import FollowUp, OrderTaken

NUMBER = 12
SIX_MONTHS, TOO_LONG = timedelta(days=180), timedelta(days=200)
CONSULTED = {"stance": "akkoord", "said": "Parketmagistraat: geen bezwaar."}


def tell(story: Story) -> Check:
    return _Closures(story).tell()


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
        return self._check

    async def _begin(self, at: datetime) -> None:
        for number in ("1", "2"):
            place = {
                "label": f"Verborgen {number}",
                "street": "Testlei",
                "houseNumber": number,
                "postcode": "2000",
                "owner": "OWN-912",
            }
            begins = {
                "kind": "sluiting_mensenhandel",
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
            await self._propose(case, at, TOO_LONG)
            self._refused.append(await self._desk.tries(case, "order", at))
            await self._propose(case, at, SIX_MONTHS)
            await self._desk.take(case, "order", at)
            await self._desk.take(case, "notification", at)
        await self._confirm(at)

    async def _propose(self, case: str, at: datetime, lasts: timedelta) -> None:
        draft = {
            "basis": "ngw_134quinquies",
            "content": "sluiting",
            "motivation": "De aanwijzingen zijn ernstig.",
            "ends": wire(at + lasts),
            "victims": True,
        }
        await self._desk.take(case, "proposal", at, **draft)

    async def _confirm(self, at: datetime) -> None:
        meeting = (await self._desk.college_meets(at)).isoformat()
        confirmed, passed_by = self._cases
        await self._desk.take(confirmed, "confirmation", at, meetingOn=meeting)
        await self._desk.take(passed_by, "refusal", at, meetingOn=meeting)
        for follow_up in (FollowUp.IN_UITVOERING, FollowUp.ZONDER_GEVOLG):
            self._world.ledger.measures.orders.append(
                OrderTaken(
                    on=city_day(at),
                    kind="sluiting_mensenhandel",
                    content="sluiting",
                    basis="ngw_134quinquies",
                    duration="langer_dan_drie_maanden",
                    branch=Branch.MASSAGESALON,
                    in_tolerance_zone=False,
                    follow_up=follow_up,
                )
            )

    async def _check(self) -> None:
        statuses = [answer.status for answer in self._refused]
        must(statuses == [409, 409, 422, 422], f"what the law forbids was answered {statuses}")
        for case, state in zip(self._cases, ("ter_kennis_gebracht", "vervallen"), strict=True):
            seen = (await self._desk.look(case, self._world.end))["state"]
            must(seen == state, f"a closure ends in state {seen}, not {state}")
