"""11: a street ban with two renewals and a third refused; care is never in its area.

An order is heard, notified, and confirmed by the college; so is each renewal, anew.
"""

from datetime import date, datetime, timedelta

from chassis.days import city_day
from contracts import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from simulator.city.span import wire
from simulator.play.fine_desk import FineDesk
from simulator.play.http import Answer
from simulator.play.order_desk import BANS, OrderDesk
from simulator.scenarios.story import Check, Story, must
from simulator.truth_measures import FollowUp, OrderTaken

NUMBER = 11
CARE = {"street": "Proefkaai", "first": "12", "last": "12"}
"""The house of a place of care in the file of streets, and nothing else."""
ASKED = ["woning", "werkplek", "school"]
HOME = {"kind": "woning", "street": "Proefkaai", "number": "40"}
RENEWED = 0.36
"""The first order ends that day, so that its renewal runs before the next one is ordered."""
WEEK, MONTH = 6, 27
"""Days after the first one: a week, and renewals of four weeks."""


def tell(story: Story) -> Check:
    return _Ban(story).tell()


class _Ban:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._world = story.world
        self._desk = OrderDesk(story.world.http, BANS)
        self._finding = self._case = ""
        self._last_day = date.min
        self._refused: list[Answer] = []
        self._taken: list[OrderTaken] = []

    def tell(self) -> Check:
        story = self._story
        story.at(0.12, "the police find somebody in the street", self._find)
        story.at(0.18, "the city considers a ban", self._begin)
        story.at(0.22, "the mayor orders it", self._order)
        story.at(RENEWED, "it is renewed", self._renew)
        story.at(0.80, "it is renewed again", self._renew)
        story.at(0.90, "a third renewal is refused", self._try_once_more)
        return self._check

    async def _find(self, at: datetime) -> None:
        body = {
            "reportKind": ReportKind.PV.value,
            "reportNumber": self._world.police.report_number(ReportKind.PV),
            "factCode": "straatprostitutie",
            "factAt": wire(at - timedelta(hours=1)),
            "branch": Branch.STRAAT.value,
            "inToleranceZone": False,
            "addressee": Addressee.SANCTIONEREND_AMBTENAAR.value,
            "offenderRole": OffenderRole.PROSTITUANT.value,
            "offender": {"name": "Klant Zonderstraat", "birthDate": "1979-05-06"},
            "possibleVictim": "nee",
        }
        self._finding = await self._world.police.find(at, body, Procedure.GAS.value)

    async def _begin(self, at: datetime) -> None:
        fines = FineDesk(self._world.http)
        fine = await fines.look(await fines.opened(self._finding, at), at)
        self._case = await self._desk.begin(at, number=fine["number"])
        reason = "De overlast laat niet toe om te wachten."
        await self._desk.take(self._case, "warning-skipped", at, motivation=reason)
        await self._bound(at)

    async def _bound(self, at: datetime) -> None:
        """A place of care alone is no area, and nothing is unless the person was asked."""
        for parts, answered in (([CARE], ASKED), ([{"street": "Proefkaai"}], ASKED[:2])):
            area = {"parts": parts, "free": [], "answered": answered}
            self._refused.append(await self._desk.tries(self._case, "perimeter", at, **area))
        area = {"parts": [{"street": "Proefkaai"}], "free": [HOME], "answered": ASKED}
        await self._desk.take(self._case, "perimeter", at, **area)

    async def _order(self, at: datetime) -> None:
        """Nobody is banned unheard."""
        days = (city_day(self._story.moment(RENEWED)) - city_day(at)).days
        body = self._said(city_day(at), days)
        self._refused.append(await self._desk.tries(self._case, "order", at, **body))
        await self._take("order", at, city_day(at), days)

    async def _renew(self, at: datetime) -> None:
        await self._take("renewal", at, self._last_day + timedelta(days=1), MONTH)

    async def _take(self, step: str, at: datetime, first_day: date, days: int) -> None:
        """Heard, ordered, handed over, and confirmed by the college that day."""
        await self._desk.hear(self._case, at)
        meeting = await self._desk.college_meets(at)
        await self._desk.take(self._case, step, at, **self._said(first_day, days))
        self._last_day = first_day + timedelta(days=days)
        await self._desk.take(self._case, "notification", at, receivedOn=meeting.isoformat())
        confirmed = {"outcome": "bevestigd", "meetingOn": meeting.isoformat()}
        await self._desk.take(self._case, "confirmation", at, **confirmed)
        if self._taken:
            self._taken[-1].follow_up = FollowUp.BEEINDIGD
        taken = OrderTaken(
            on=city_day(at),
            kind="straatverbod",
            content="plaatsverbod",
            basis="ngw_134sexies",
            duration="tot_een_week" if days <= WEEK else "tot_een_maand",
            branch=Branch.STRAAT,
            in_tolerance_zone=False,
            renewal=len(self._taken),
            follow_up=FollowUp.IN_UITVOERING,
        )
        self._taken.append(taken)
        self._world.ledger.measures.orders.append(taken)

    def _said(self, first_day: date, days: int) -> dict[str, str]:
        last_day = first_day + timedelta(days=days)
        return {
            "firstDay": first_day.isoformat(),
            "lastDay": last_day.isoformat(),
            "defenceAnswer": "Wat de persoon zei, is gelezen.",
            "motivation": "Herhaalde overlast in deze straat.",
        }

    async def _try_once_more(self, at: datetime) -> None:
        await self._desk.hear(self._case, at)
        body = self._said(self._last_day + timedelta(days=1), MONTH)
        self._refused.append(await self._desk.tries(self._case, "renewal", at, **body))

    async def _check(self) -> None:
        statuses = [answer.status for answer in self._refused]
        must(statuses == [422, 422, 409, 409], f"what the law forbids was answered {statuses}")
        end = self._world.end
        area = await self._desk.look(self._case, end, "/perimeter")
        cut_out = {each["kind"] for each in area["free"] if each["inside"]}
        self._story.must_not(
            not {"woning", "zorg"} <= cut_out,
            "the home of the person, or a place of care, is in the banned area",
        )
        case = await self._desk.look(self._case, end)
        must(case["renewals"] == 2 and case["confirmed"], "the second renewal does not hold")
        must("Zonderstraat" not in str(case), "the case names the person")
