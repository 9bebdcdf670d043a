"""Readings of branches as reporting keeps them: what was told, less what was withdrawn."""

from dataclasses import dataclass
from random import Random
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contracts import Event
from contracts.databank import BranchReadingWithdrawn, SeenElsewhere, SeenElsewhereWithdrawn

from ..support.events import moment, reading
from ..support.reporting import Reporting

SETTLED = "2026-09-29T00:00:00+02:00"
"""91 days after 30 June: ninety whole days lie between."""
LATER = "2026-10-20T10:00:00+02:00"
MOVED, ALSO = "verschoven:straat:raam", "werkt_ook:straat:raam"


def withdrawn(reading_id: UUID, at: str = "2026-06-02T03:00:00+02:00") -> BranchReadingWithdrawn:
    return BranchReadingWithdrawn(
        reading_id=reading_id, withdrawn_at=moment(at), reason="weegt_anders"
    )


def elsewhere(branch: str, seen: str = "2026-03-10T00:00:00+01:00") -> SeenElsewhere:
    return SeenElsewhere.model_validate(
        {
            "signal_id": uuid4(),
            "branch": branch,
            "known_in": ("raam",),
            "known_until": "2026-03-02",
            "seen_at": moment(seen),
            "told_at": moment("2026-03-11T09:00:00+01:00"),
        }
    )


async def test_a_reading_counts_once_as_its_last_revision_says(reporting: Reporting) -> None:
    returned, gone = uuid4(), uuid4()
    await reporting.told(
        reading(),
        reading("werkt_ook"),
        reading(reading_id=returned),
        reading("teruggekeerd", reading_id=returned, revision=2),
        reading(reading_id=gone),
        withdrawn(gone),
    )
    stood = {MOVED: 1, ALSO: 1, "teruggekeerd:straat:raam": 1}
    assert await reporting.readings("2026-H1") == {code: (None, n) for code, n in stood.items()}
    assert await reporting.readings("2026-03") == {code: (n, n) for code, n in stood.items()}, (
        "March is settled by July"
    )


async def test_a_half_year_is_settled_after_ninety_days_and_later_ones_show_beside(
    reporting: Reporting,
) -> None:
    gone = uuid4()
    await reporting.told(reading(), reading(reading_id=gone))
    assert await reporting.readings("2026-H1", "2026-09-28T23:59:00+02:00") == {MOVED: (None, 2)}
    assert await reporting.readings("2026-H1", SETTLED) == {MOVED: (2, 2)}
    await reporting.told(
        withdrawn(gone, at="2026-09-29T00:00:01+02:00"),
        reading("werkt_ook", at="2026-10-10T03:00:00+02:00"),
    )
    assert await reporting.readings("2026-H1", LATER) == {MOVED: (2, 1), ALSO: (0, 1)}


async def test_what_was_taken_back_on_the_ninetieth_day_is_not_counted(
    reporting: Reporting,
) -> None:
    gone = uuid4()
    await reporting.told(
        reading(reading_id=gone), withdrawn(gone, at="2026-09-28T23:59:59+02:00"), reading()
    )
    assert await reporting.readings("2026-H1", LATER) == {MOVED: (1, 1)}


async def test_a_reading_whose_day_changes_leaves_the_period_that_it_was_of(
    reporting: Reporting,
) -> None:
    one = uuid4()
    await reporting.told(
        reading(moved="2026-06-30", reading_id=one),
        reading(moved="2026-07-01", reading_id=one, revision=2),
    )
    assert await reporting.readings("2026-H1") == {}
    assert await reporting.readings("2026-H2") == {MOVED: (None, 1)}
    assert await reporting.readings("2026-07") == {MOVED: (None, 1)}


async def test_seen_elsewhere_is_counted_by_the_new_branch_and_claims_no_move(
    reporting: Reporting,
) -> None:
    gone = elsewhere("escort")
    await reporting.told(
        elsewhere("escort"),
        elsewhere("straat"),
        gone,
        elsewhere("escort", seen="2026-07-01T00:00:00+02:00"),
    )
    withdrawal = SeenElsewhereWithdrawn(
        signal_id=gone.signal_id,
        branch=gone.branch,
        withdrawn_at=moment("2026-04-01T10:00:00+02:00"),
        reason="waarneming_ingetrokken",
    )
    await reporting.told(withdrawal)
    summary = await reporting.branch_readings("2026-H1")
    counted = {row["code"]: row["value"] for row in summary["seenElsewhere"]}
    assert counted == {"escort": 1, "straat": 1}
    assert summary["readings"] == []


@dataclass(frozen=True)
class Life:
    """What is told of one reading: the kinds of its revisions, and whether it holds."""

    kinds: tuple[str, ...]
    holds: bool

    @property
    def events(self) -> list[Event]:
        reading_id = uuid4()
        told: list[Event] = [
            reading(kind, reading_id=reading_id, revision=nr, at=f"2026-05-{nr:02}T03:00:00+02:00")
            for nr, kind in enumerate(self.kinds, 1)
        ]
        return told if self.holds else [*told, withdrawn(reading_id)]


LIVES = st.lists(
    st.builds(
        Life,
        st.lists(
            st.sampled_from(["werkt_ook", "verschoven", "teruggekeerd"]), min_size=1, max_size=4
        ).map(tuple),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(LIVES, st.randoms(use_true_random=False))
async def test_in_any_order_of_arrival_what_was_told_less_what_was_withdrawn_stands(
    reporting: Reporting, lives: list[Life], chance: Random
) -> None:
    """Messages that were parked come late, and some come twice."""
    before = await reporting.readings("2026-03")
    events = [event for life in lives for event in life.events]
    chance.shuffle(events)
    await reporting.told(*events)
    expected = {code: now for code, (_, now) in before.items()}
    for life in lives:
        if life.holds:
            code = f"{life.kinds[-1]}:straat:raam"
            expected[code] = expected.get(code, 0) + 1
    after = await reporting.readings("2026-03")
    assert {code: now for code, (_, now) in after.items()} == expected
