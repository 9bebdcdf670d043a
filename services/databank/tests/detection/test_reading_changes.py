"""What becomes of stored readings when a record is read anew, without a database."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.branches import Branch
from databank.detection.readings.rules.changes import Changes, Standing, difference, what
from databank.detection.readings.rules.reading import Kind, Reading, read
from databank.detection.readings.rules.record import Looks, Observation

RAAM, STRAAT, ESCORT = Branch.RAAM, Branch.STRAAT, Branch.ESCORT
FIRST = date(2024, 1, 1)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def reading(
    kind: Kind, one: Branch, other: Branch, after: int, before: int, probability: float = 0.95
) -> Reading:
    return Reading(kind, one, other, on(after), on(before), probability)


MOVED = reading(Kind.VERSCHOVEN, STRAAT, RAAM, 40, 60)


def test_a_figure_takes_the_day_that_is_declared_and_else_the_middle() -> None:
    """Last declared day in the window, first one there, or half of the days between."""
    of = {
        (Kind.VERSCHOVEN, RAAM, STRAAT): date(2024, 2, 10),
        (Kind.VERSCHOVEN, STRAAT, RAAM): date(2024, 3, 2),
        (Kind.TERUGGEKEERD, STRAAT, ESCORT): date(2024, 2, 20),
        (Kind.WERKT_OOK, STRAAT, ESCORT): date(2024, 2, 10),
    }
    days = {each: reading(*each, 40, 61).counts_on for each in of}
    assert days == of


def told(changes: Changes) -> tuple[int, int, int, int]:
    return len(changes.new), len(changes.same), len(changes.changed), len(changes.vanished)


def test_what_says_the_same_keeps_its_id_and_is_no_change() -> None:
    known = Standing(uuid4(), MOVED)
    later = reading(Kind.VERSCHOVEN, STRAAT, RAAM, 40, 60, 0.99)
    changes = difference([known], [later])
    assert told(changes) == (0, 1, 0, 0)
    assert changes.same == ((known, later),)


def test_a_move_of_somebody_who_came_back_is_changed_and_keeps_its_id() -> None:
    known = Standing(uuid4(), MOVED)
    back = reading(Kind.TERUGGEKEERD, STRAAT, RAAM, 40, 60)
    assert difference([known], [back]).changed == ((known, back),)
    also = reading(Kind.WERKT_OOK, RAAM, STRAAT, 10, 90)
    assert difference([known], [also]).changed == ((known, also),)


def test_of_other_branches_or_another_time_it_is_another_reading() -> None:
    known = Standing(uuid4(), MOVED)
    for other in (
        reading(Kind.VERSCHOVEN, STRAAT, ESCORT, 40, 60),
        reading(Kind.VERSCHOVEN, STRAAT, RAAM, 61, 80),
        reading(Kind.VERSCHOVEN, STRAAT, RAAM, 10, 39),
    ):
        changes = difference([known], [other])
        assert (changes.new, changes.vanished) == ((other,), (known,))
    touching = reading(Kind.VERSCHOVEN, STRAAT, RAAM, 60, 80)
    assert told(difference([known], [touching])) == (0, 0, 1, 0)


class Kept:
    """Readings as the store keeps them, and what was told of each: found, changed, withdrawn."""

    def __init__(self) -> None:
        self.standing: dict[UUID, Reading] = {}
        self.heard: dict[UUID, Reading] = {}

    def follow(self, readings: Sequence[Reading]) -> None:
        known = [Standing(each, self.standing[each]) for each in self.standing]
        changes = difference(known, readings)
        for new in changes.new:
            reading_id = uuid4()
            self.standing[reading_id] = self.heard[reading_id] = new
        for each, now in changes.changed:
            self.standing[each.id] = self.heard[each.id] = now
        for each, now in changes.same:
            self.standing[each.id] = now
        for each in changes.vanished:
            del self.standing[each.id], self.heard[each.id]


LIVES = st.lists(
    st.tuples(st.sampled_from([RAAM, STRAAT, ESCORT]), st.integers(0, 400), st.integers(1, 12)),
    min_size=1,
    max_size=5,
)
"""Branch, first day, and weeks with a day of work in each."""


@settings(max_examples=settings().max_examples // 4)
@given(LIVES, st.lists(st.integers(0, 500), max_size=40), st.randoms(use_true_random=False))
def test_any_order_of_arrival_leaves_the_readings_of_the_whole_record(
    spells: list[tuple[Branch, int, int]], rounds: list[int], chance: Random
) -> None:
    """Late ones, ones that are withdrawn, and looks written down afterwards; and whoever listens
    knows what stands: all that was told, less what was withdrawn."""
    record = {
        Observation(on(first + 7 * week), branch)
        for branch, first, weeks in spells
        for week in range(weeks)
    }
    wrong = {Observation(on(chance.randrange(500)), ESCORT)}
    looks = [on(day) for day in rounds]
    steps = [*((each, True) for each in record | wrong), *((each, False) for each in wrong)]
    chance.shuffle(steps)
    steps.sort(key=lambda step: not step[1])
    kept, seen = Kept(), set[Observation]()
    for nr, (observation, comes) in enumerate(steps):
        (seen.add if comes else seen.discard)(observation)
        held = looks if nr % 2 else looks[: nr % (len(looks) + 1)]
        known = Looks({STRAAT: sorted(held), ESCORT: sorted(held)}, {STRAAT: 0.15, ESCORT: 0.05})
        kept.follow(read(seen, known, on(520)))
    whole = Looks({STRAAT: sorted(looks), ESCORT: sorted(looks)}, {STRAAT: 0.15, ESCORT: 0.05})
    kept.follow(read(record - wrong, whole, on(520)))
    wanted = sorted(what(each) for each in read(record - wrong, whole, on(520)))
    assert sorted(what(each) for each in kept.standing.values()) == wanted
    assert sorted(what(each) for each in kept.heard.values()) == wanted
