"""Whatever anybody does in whatever order, no order is without what the law asks.

The service is the real one, over HTTP with its database and its clock, from the weeks before the
law of 15 January 2024 began to work. What is held here is read from the rows and the timeline, by
rules of its own.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from shapely import Point, Polygon

from chassis.days import city_day, day_start
from enforcement.perimeters.city_file import city_streets
from enforcement.perimeters.rules.free_places import BY_LAW
from enforcement.street_bans.bound import area_of

from ..support.cabinet import Cabinet
from ..support.own_thread import OwnThread, serving

BEGINS = datetime(2024, 1, 15, 8, tzinfo=UTC)
NEW_LAW = date(2024, 2, 17)
CONFIRMED = {"ngw_134ter", "ngw_134quater"}
MONTHS = {"ngw_134ter": 3, "ngw_134quater": 3, "ngw_134quinquies": 6}
HEARD = {"hearing", "written-defence", "absence"}
BINDING = {"ondertekend", "ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd"}
MEASURES = "SELECT * FROM mayor_measure WHERE case_id = ANY($1)"
ORDERS = "SELECT * FROM measure_order WHERE case_id = $1 ORDER BY renewal"
BANS = "SELECT * FROM street_ban_case WHERE case_id = ANY($1) AND order_id IS NOT NULL"
STEPS = "SELECT step FROM timeline WHERE case_id = $1 ORDER BY position"
ROUNDS = 12
"""Of a few walks, at most, until one comes as far as an order: about two of three rounds do."""
MEETINGS = "SELECT day, closed_at FROM college_meeting WHERE cancelled_at IS NULL ORDER BY day"


@pytest.fixture(scope="module")
def service(pytestconfig: pytest.Config) -> Iterator[OwnThread]:
    with serving(pytestconfig.rootpath, BEGINS) as running:
        yield running


class Walk(RuleBasedStateMachine):
    """Anybody does anything; the machine is told by whom it is served."""

    service: OwnThread
    reached: Counter[str]

    @initialize(seed=st.integers(0, 2**32))
    def begins(self, seed: int) -> None:
        self.cabinet = Cabinet(self.service.city, Random(seed))
        self.another_case_begins()
        self.somebody_works_on_measures(seed, 20)
        self.somebody_works_on_bans(seed, 20)

    def run(self, work: Any) -> None:
        self.service.run(work)

    @rule(days=st.sampled_from([1, 1, 2, 5, 9, 31]))
    def time_passes(self, days: int) -> None:
        self.run(self.cabinet.passes(days))

    @rule(seed=st.integers(0, 2**32))
    def the_secretary_keeps_meetings(self, seed: int) -> None:
        self.cabinet.dice.seed(seed)
        self.run(self.cabinet.meets())

    @rule(seed=st.integers(0, 2**32), often=st.integers(8, 25))
    def somebody_works_on_measures(self, seed: int, often: int) -> None:
        self.run(self._works(seed, often, self.cabinet.works_on_a_measure))

    @rule(seed=st.integers(0, 2**32), often=st.integers(8, 25))
    def somebody_works_on_bans(self, seed: int, often: int) -> None:
        self.run(self._works(seed, often, self.cabinet.works_on_a_ban))

    @precondition(lambda self: len(self.cabinet.measures) < 4)
    @rule()
    def another_case_begins(self) -> None:
        self.run(self.cabinet.opens_measure())
        self.run(self.cabinet.opens_ban())

    async def _works(self, seed: int, often: int, work: Any) -> None:
        """A hearing or a meeting has its day, so that some days go by in between."""
        self.cabinet.dice.seed(seed)
        for _ in range(often):
            await work()
            if self.cabinet.dice.random() < 0.2:
                await self.cabinet.meets()
            if self.cabinet.dice.random() < 0.4:
                self.service.city.later(days=self.cabinet.dice.choice([1, 2, 5]))

    @invariant()
    def every_order_is_lawful(self) -> None:
        self.run(self._look())

    async def _look(self) -> None:
        city, cabinet = self.service.city, self.cabinet
        async with city.sandbox.asking("enforcement") as conn:
            meetings = {row["day"]: row["closed_at"] for row in await conn.fetch(MEETINGS)}
            for case in await conn.fetch(MEASURES, cabinet.ids(cabinet.measures)):
                orders = await conn.fetch(ORDERS, case["case_id"])
                steps = [row["step"] for row in await conn.fetch(STEPS, case["case_id"])]
                self._measure(case, orders, steps, meetings)
            bans = await conn.fetch(BANS, cabinet.ids(cabinet.bans))
            histories = {
                ban["case_id"]: [row["step"] for row in await conn.fetch(STEPS, ban["case_id"])]
                for ban in bans
            }
        for ban in bans:
            self._ban(ban, histories[ban["case_id"]], meetings)
            await self._area(ban)

    def _measure(
        self, case: Any, orders: list[Any], steps: list[str], meetings: dict[date, Any]
    ) -> None:
        if not orders:
            return
        before = steps[: steps.index("order")]
        basis = case["basis"]
        if case["kind"] == "sluiting_mensenhandel":
            assert basis == "ngw_134quinquies" and case["victims"]
            assert before.index("consultation") < before.index("hearing-invitation")
        if basis in ("ngw_134ter", "ngw_134quinquies"):
            assert HEARD & {*before}
        assert len(orders) <= (3 if basis == "ngw_134quinquies" else 1)
        for order in orders:
            self._order(case, order, meetings)
        old_law = city_day(orders[0]["ordered_at"]) < NEW_LAW and basis == "ngw_134quinquies"
        assert (case["council_due"] or "council-notice" in steps) == old_law

    def _order(self, case: Any, order: Any, meetings: dict[date, Any]) -> None:
        signed_on, basis = city_day(order["ordered_at"]), case["basis"]
        new_law = signed_on >= NEW_LAW
        needed = basis in CONFIRMED or (basis == "ngw_134quinquies" and new_law)
        assert order["confirmation_needed"] == needed
        assert order["renewal"] == 0 or new_law
        if basis in MONTHS and order["effective_to"] is not None:
            begins = order["effective_from"] or order["ordered_at"]
            last = city_day(begins) + relativedelta(months=MONTHS[basis])
            assert order["effective_to"] <= day_start(last + timedelta(days=1))
        self.reached["old law" if basis == "ngw_134quinquies" and not new_law else basis] += 1
        self.reached["renewal"] += order["renewal"] > 0
        lapsed_at, confirmed_on = order["lapsed_at"], order["confirmed_on"]
        following = min((day for day in meetings if day > signed_on), default=None)
        if confirmed_on is not None:
            assert lapsed_at is None and confirmed_on in (signed_on, following)
            self.reached["confirmed"] += 1
        elif lapsed_at is not None:
            assert needed
            assert city_day(lapsed_at) - timedelta(days=1) <= (following or signed_on)
            self.reached["lapsed"] += 1
        elif case["annulled_at"] is not None:
            assert not case["unconfirmed"], "it never was, and waits for nobody"
        elif needed and case["state"] in BINDING and following is not None:
            assert meetings[following] is None, "it was passed by, and binds"

    def _ban(self, ban: Any, steps: list[str], meetings: dict[date, Any]) -> None:
        signed_on, meeting_on = city_day(ban["ordered_at"]), ban["meeting_on"]
        assert ban["renewals"] <= 2 and steps.count("renewal") <= 2
        orders = [nr for nr, step in enumerate(steps) if step in ("order", "renewal")]
        begins = 0
        for nr in orders:
            assert HEARD & {*steps[begins:nr]}, "heard anew before each order"
            begins = nr
        month = ban["first_day"] + relativedelta(months=1)
        assert ban["first_day"] <= ban["last_day"] <= month
        self.reached["ban"] += 1
        self.reached["ban renewed"] += ban["renewals"] > 0
        if ban["how"] == "vervallen":
            assert not ban["confirmed"] and meeting_on is not None
            earlier = ban["earlier_last_day"] or meeting_on
            assert city_day(ban["ended_at"]) <= max(meeting_on, earlier) + timedelta(days=1)
            self.reached["ban lapsed"] += 1
        elif not ban["confirmed"] and ban["state"] in ("bevolen", "actief"):
            following = min((day for day in meetings if day > signed_on), default=None)
            assert meeting_on == following
            assert following is None or meetings[following] is None, "passed by, and it binds"

    async def _area(self, ban: Any) -> None:
        """By geometry: never the whole territory, and no door that stays free is inside."""
        async with self.service.state.database.begin(self.service.city.now) as tx:
            area = await area_of(tx, ban["case_id"])
        if area is None:
            return
        streets = city_streets()
        assert not area.outline.covers(Polygon(streets.territory))
        assert area.share <= 0.5
        for each in area.carved:
            away = 8 if each.place.kind in BY_LAW else 30
            assert area.outline.distance(Point(each.at)) >= away - 0.5, "a free door"
        for care in streets.care:
            assert area.outline.distance(Point(care.at)) >= 29.5, "a place of care"


def play(machine: type[RuleBasedStateMachine], examples: int, steps: int) -> None:
    """A round with a seed of its own: by the run's seed alone every round is the same walk."""
    run_state_machine_as_test(
        seed(uuid4().int)(machine),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )


def walks(service: OwnThread, examples: int, steps: int) -> Counter[str]:
    reached = Counter[str]()
    play(type("TheWalk", (Walk,), {"service": service, "reached": reached}), examples, steps)
    return reached


def test_each_round_is_another_walk() -> None:
    class Dice(RuleBasedStateMachine):
        @initialize(number=st.integers(0, 2**32))
        def begins(self, number: int) -> None:
            thrown.append(number)

        @rule(number=st.integers(0, 2**32))
        def goes_on(self, number: int) -> None:
            thrown.append(number)

    rounds = []
    for _ in range(3):
        thrown: list[int] = []
        play(Dice, 3, 5)
        rounds.append(thrown)
    assert rounds[0] != rounds[1] != rounds[2] != rounds[0]


@pytest.mark.timeout(900)  # on a busy machine
def test_a_few_walks_find_no_order_that_the_law_does_not_allow(service: OwnThread) -> None:
    reached: Counter[str] = Counter()
    for _ in range(ROUNDS):
        reached += walks(service, 3, 5)
        if reached["ban"] or any(basis in reached for basis in MONTHS):
            break
    else:
        pytest.fail(f"nobody ordered anything, so that nothing was looked at: {reached}")


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_many_walks_get_as_far_as_renewals_and_lapses_and_each_is_sound(
    service: OwnThread,
) -> None:
    reached = walks(service, 60, 30)
    for what in ("confirmed", "lapsed", "renewal", "ban", "ban lapsed"):
        assert reached[what] > 3, reached
