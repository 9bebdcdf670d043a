"""Orders of the mayor: each counted on its day, by every dimension, and followed since."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.branches import branches
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind
from contracts.enforcement import (
    MayorMeasureEnded,
    MayorMeasureExecutionRecorded,
    MayorMeasureLapsed,
    MayorMeasureNotified,
    MayorMeasureOrdered,
    MayorMeasureOrderWithdrawn,
    StreetBanBreached,
    StreetBanEnded,
    StreetBanNotified,
    StreetBanOrdered,
    StreetBanWithdrawn,
)
from contracts.sealed import Sealed
from contracts.street_bans.area import BanArea
from reporting.facts.rules.facts import Fact, Facts
from reporting.indicators.rules.evidence import FOLLOWED, KINDS, Evidence
from reporting.indicators.rules.mayor_orders import ORDERED, STATES, follow_up, mayor_orders
from reporting.periods.rules import Period

from ..support.events import moment
from ..support.figures import parts, split
from ..support.reporting import Reporting

MARCH = moment("2026-03-12T09:00:00+01:00")
FIRST = date(2026, 1, 1)
PERIOD = Period.parse("2026-03")
NAMESPACE = UUID("00000000-0000-4000-8000-000000000075")
WHERE = {"branch": "raam", "in_tolerance_zone": True}
BANDS = ("tot_een_week", "tot_een_maand", "tot_drie_maanden", "langer_dan_drie_maanden")


def test_every_kind_that_is_asked_for_is_gathered() -> None:
    assert set(ORDERED.values()) <= KINDS
    assert set(ORDERED.values()) <= FOLLOWED


@dataclass(frozen=True)
class Step:
    """One order of a case: days after the one before, and what came of it before the next."""

    after: int
    days: int | None
    notified: bool
    checks: tuple[bool, ...]
    """Whether the order was respected at each check; of a ban only a breach is told."""


@dataclass(frozen=True)
class Story:
    """A case from its first order: ``how`` it ended, or nothing while it runs."""

    number: int
    of: str
    begins: int
    steps: tuple[Step, ...]
    how: str | None

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE, f"{self.number}")

    def days(self) -> list[date]:
        day, days = FIRST + timedelta(days=self.begins), []
        for step in self.steps:
            day += timedelta(days=step.after)
            days.append(day)
        return days

    def facts(self) -> list[Fact]:
        told = []
        for renewal, (step, day) in enumerate(zip(self.steps, self.days(), strict=True)):
            begins = datetime.fromisoformat(f"{day}T12:00:00+01:00")
            ends = None if step.days is None else begins + timedelta(days=step.days)
            prefix = ("effective_from", "effective_to") if self.of == "mayor-measure" else None
            names = prefix or ("begins_at", "ends_at")
            dims: dict[str, Any] = dict(
                zip(names, (begins.isoformat(), ends and ends.isoformat()), strict=True)
            )
            if prefix:
                dims |= {"kind": "openbare_orde", "basis": "ngw_135"}
            told.append(self._fact("ordered", day, dims | {"renewal": renewal}))
            if step.notified:
                told.append(self._fact("notified", day, {"renewal": renewal}))
            for complied in step.checks:
                if self.of == "mayor-measure":
                    told.append(self._fact("execution-recorded", day, {"complied": complied}))
                elif not complied:
                    told.append(self._fact("breached", day, {}))
        if self.how:
            told.append(self._fact("ended", self.days()[-1], {"how": self.how}))
            if self.how == "vervallen" and self.of == "mayor-measure":
                last = {"renewal": len(self.steps) - 1}
                told.append(self._fact("lapsed", self.days()[-1], last))
        return told

    def expected(self) -> list[tuple[date, str, str]]:
        """Day, band and state of each order, told as a clerk would."""
        answers = []
        for number, (step, day) in enumerate(zip(self.steps, self.days(), strict=True)):
            is_last = number == len(self.steps) - 1
            if step.days is None:
                band = "tot_opheffing"
            else:
                band = BANDS[sum(step.days > most for most in (7, 31, 92))]
            met = [each for each in step.checks if self.of == "mayor-measure" or not each]
            if is_last and self.how in ("vervallen", "vernietigd"):
                state = "zonder_gevolg"
            elif met:
                state = "nageleefd" if met[-1] else "niet_nageleefd"
            elif not is_last or self.how:
                state = "beeindigd"
            else:
                state = "in_uitvoering" if step.notified else "open"
            answers.append((day, band, state))
        return answers

    def _fact(self, said: str, day: date, dims: dict[str, Any]) -> Fact:
        branch = "raam" if said == "ordered" else None
        return Fact(f"{self.of}-{said}", self.id, day, branch, dims)


STEPS = st.builds(
    Step,
    after=st.integers(1, 40),
    days=st.none() | st.integers(1, 200),
    notified=st.booleans(),
    checks=st.lists(st.booleans(), max_size=2).map(tuple),
)
STORIES = st.lists(
    st.tuples(
        st.sampled_from(["mayor-measure", "street-ban"]),
        st.integers(0, 100),
        st.lists(STEPS, min_size=1, max_size=3).map(tuple),
        st.sampled_from([None, "verlopen", "opgeheven", "vervallen", "vernietigd"]),
    ),
    max_size=5,
).map(lambda each: [Story(number, *story) for number, story in enumerate(each)])


@given(STORIES, st.data())
def test_any_histories_give_each_order_once_with_its_band_and_state(
    stories: list[Story], data: st.DataObject
) -> None:
    told = [fact for story in stories for fact in story.facts()]
    apart = [fact for fact in told if not fact.kind.endswith("-execution-recorded")]
    checks = [fact for fact in told if fact.kind.endswith("-execution-recorded")]
    arrived = Facts([*data.draw(st.permutations(apart + apart[:2])), *checks])
    evidence = Evidence(
        period=PERIOD,
        today=date(2027, 1, 1),
        since={"enforcement": FIRST},
        facts=arrived.within(PERIOD.first, PERIOD.last),
        followed=arrived.within(PERIOD.first, date.max),
    )
    expected = [
        (story.of, band, state)
        for story in stories
        for day, band, state in story.expected()
        if day in PERIOD
    ]
    outcome = mayor_orders(evidence)
    assert outcome.value == len(expected)
    shown = {
        each.dimension: {row.code: row.value for row in each.rows} for each in outcome.breakdowns
    }
    assert shown.get("duration", {}) == Counter(band for _, band, _ in expected)
    kinds = {"mayor-measure": "openbare_orde", "street-ban": "straatverbod"}
    assert shown.get("kind", {}) == Counter(kinds[of] for of, _, _ in expected)
    states = Counter(state for _, _, state in expected)
    assert follow_up(evidence) == {state: states[state] for state in STATES}


def measure(**changes: Any) -> MayorMeasureOrdered:
    facts: dict[str, Any] = {
        "measure_id": uuid4(),
        "order_id": uuid4(),
        "kind": "openbare_orde",
        "content": "sluiting",
        "basis": "ngw_135",
        "renewal": 0,
        "urgent": False,
        "confirmation_needed": False,
        "deciding_body": "burgemeester",
        "effective_from": MARCH,
        "effective_to": moment("2026-04-12T00:00:00+02:00"),
        "ordered_at": MARCH,
        **WHERE,
    }
    return MayorMeasureOrdered(**facts | changes)


def ban(**changes: Any) -> StreetBanOrdered:
    facts: dict[str, Any] = {
        "case_id": uuid4(),
        "order_id": uuid4(),
        "renewal": 0,
        "offender_role": "prostituant",
        "branch": "straat",
        "in_tolerance_zone": False,
        "warning_skipped": False,
        "finding_ids": (uuid4(),),
        "begins_at": MARCH,
        "ends_at": moment("2026-03-19T00:00:00+01:00"),
        "meeting_on": date(2026, 3, 14),
        "ordered_at": MARCH,
        "area": Sealed.of(BanArea(streets=("Voorbeeldstraat",), spared=())),
    }
    return StreetBanOrdered(**facts | changes)


async def test_an_order_of_every_kind_basis_and_content_is_counted_with_its_dimensions(
    reporting: Reporting,
) -> None:
    together = list(zip(MeasureBasis, MeasureContent, strict=True))
    await reporting.told(
        *(measure(basis=basis, content=content) for basis, content in together),
        *(measure(kind=kind, effective_to=None) for kind in MeasureKind),
        *(measure(branch=branch, in_tolerance_zone=None) for branch in branches().codes),
        ban(),
    )
    for period in ("2026-03", "2026-H1", "2026"):
        found = await reporting.figure("IND-2.2-03", period)
        plain = len(together) + 1 + len(branches().codes)
        assert found["value"] == plain + 2
        assert parts(found) == {
            "openbare_orde": plain,
            "sluiting_mensenhandel": 1,
            "straatverbod": 1,
        }
        assert set(split(found, "basis")) == {*MeasureBasis, "ngw_134sexies"}
        assert set(split(found, "content")) == {*MeasureContent, "plaatsverbod"}
        assert split(found, "duration") == {
            "tot_een_week": 1,
            "tot_een_maand": len(together) + len(branches().codes),
            "tot_opheffing": 2,
        }
        assert set(split(found, "branch")) == set(branches().codes)
        assert set(split(found, "zone")) == {"binnen", "buiten", "onbekend"}
    assert (await reporting.figure("IND-2.2-03", "2026-04"))["value"] == 0


async def test_a_renewal_is_an_order_of_its_own_and_one_told_twice_is_one(
    reporting: Reporting,
) -> None:
    case, order = uuid4(), uuid4()
    first = ban(case_id=case, order_id=order)
    again = ban(case_id=case, renewal=1, ordered_at=moment("2026-04-12T09:00:00+02:00"))
    await reporting.told(first, first, again)
    found = await reporting.figure("IND-2.2-03")
    assert found["value"] == 2
    assert split(found, "renewal") == {"eerste_bevel": 1, "eerste_verlenging": 1}


async def test_an_order_that_was_taken_back_counts_no_more_and_one_given_anew_does(
    reporting: Reporting,
) -> None:
    """On the day of its own signature, also where only that day had been noted wrong."""
    first = measure(ordered_at=moment("2026-02-27T09:00:00+01:00"))
    about = {"measure_id": first.measure_id, "kind": "openbare_orde"}
    ended = MayorMeasureEnded(
        **about, how="vernietigd", ended_at=moment("2026-03-20T09:00:00+01:00")
    )
    await reporting.told(first, ended)
    assert (await reporting.figure("IND-2.2-03", "2026-02"))["value"] == 1
    withdrawn_at = moment("2026-03-21T09:00:00+01:00")
    await reporting.told(MayorMeasureOrderWithdrawn(**about, anew=True, withdrawn_at=withdrawn_at))
    assert (await reporting.figure("IND-2.2-03", "2026-02"))["value"] == 0
    await reporting.told(measure(measure_id=first.measure_id))
    assert (await reporting.figure("IND-2.2-03", "2026-03"))["value"] == 1
    followed = await reporting.figure("IND-2.1-05", "2026-03")
    assert split(followed, "status")["open"] == 1, "the annulment was of the order before"


async def test_all_measures_together_count_the_orders_of_the_mayor(reporting: Reporting) -> None:
    await reporting.told(measure(), measure(deciding_body="college"), ban())
    found = await reporting.figure("IND-2-03")
    assert (found["value"], found["completeness"]) == (3, "gedeeltelijk")
    assert parts(found) == {"fines": 0, "sanctions": 0, "orders": 3}
    assert split(found, "kind") == {"openbare_orde": 2, "straatverbod": 1}
    assert split(found, "authority") == {"burgemeester": 2, "college": 1}
    assert split(found, "branch") == {"raam": 2, "straat": 1}
    assert split(found, "zone") == {"binnen": 2, "buiten": 1}


@pytest.mark.parametrize("state", STATES)
async def test_an_order_is_followed_also_after_its_period(reporting: Reporting, state: str) -> None:
    of_place, of_person = measure(), ban()
    later = moment("2026-05-02T10:00:00+02:00")
    ids = {"measure_id": of_place.measure_id, "kind": "openbare_orde"}
    order = ids | {"order_id": of_place.order_id, "renewal": 0}
    case = {"case_id": of_person.case_id}
    notified = (
        MayorMeasureNotified(**order, notified_at=later),
        StreetBanNotified(
            **case, order_id=of_person.order_id, renewal=0, works_from=later, notified_at=later
        ),
    )
    since: dict[str, tuple[Any, ...]] = {
        "open": (),
        "in_uitvoering": notified,
        "nageleefd": (
            *notified,
            MayorMeasureExecutionRecorded(**ids, complied=True, recorded_at=later),
        ),
        "niet_nageleefd": (
            *notified,
            MayorMeasureExecutionRecorded(**ids, complied=False, recorded_at=later),
            StreetBanBreached(**case, finding_id=uuid4(), breached_at=later),
        ),
        "beeindigd": (
            *notified,
            MayorMeasureEnded(**ids, how="opgeheven", ended_at=later),
            StreetBanEnded(**case, how="verlopen", ended_at=later),
        ),
        "zonder_gevolg": (
            MayorMeasureLapsed(**order, reason="niet_behandeld", lapsed_at=later),
            StreetBanEnded(**case, how="vernietigd", ended_at=later),
        ),
    }
    await reporting.told(of_place, of_person, *since[state])
    found = await reporting.figure("IND-2.1-05", "2026-03")
    expected = {state: 2} if state != "nageleefd" else {state: 1, "in_uitvoering": 1}
    assert {code: number for code, number in split(found, "status").items() if number} == expected
    assert parts(found)["orders"] == 2
    assert found["value"] == 2


@pytest.mark.parametrize(("renewal", "left"), [(0, 1), (1, 1)])
async def test_an_order_that_was_taken_back_counts_no_more_and_a_new_one_does(
    reporting: Reporting, renewal: int, left: int
) -> None:
    """Whatever became of the first one: the new one of the same case stands for itself."""
    first = ban()
    second = ban(case_id=first.case_id, renewal=1)
    later = moment("2026-03-14T10:00:00+01:00")
    case = {"case_id": first.case_id}
    taken = (first, second)[renewal]
    await reporting.told(first, second, StreetBanEnded(**case, how="vervallen", ended_at=later))
    back = {"order_id": taken.order_id, "renewal": renewal, "withdrawn_at": later}
    await reporting.told(StreetBanWithdrawn(**case, **back))
    assert (await reporting.figure("IND-2.2-03", "2026-03"))["value"] == left
    anew = ban(case_id=first.case_id, renewal=renewal, ordered_at=later)
    await reporting.told(anew)
    found = await reporting.figure("IND-2.1-05", "2026-03")
    states = {code: number for code, number in split(found, "status").items() if number}
    assert states == {"open": 1, "beeindigd": 1}, "the first was renewed, the last is new"
