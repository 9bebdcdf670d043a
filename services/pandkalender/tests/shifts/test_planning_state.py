from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from contracts.codes import ChangeReason
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.planning_state import (
    OPEN,
    PlanningState,
    Step,
    Verification,
    allowed,
    end_of,
    identity_for_owner,
    refuse_change,
    refuse_step,
    replaces,
    shown,
    verification_for_owner,
)
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.workers.rules.identity_status import IdentityStatus

START = datetime(2026, 1, 5, 19, 0, tzinfo=UTC)
SHIFT = Period(START, START + timedelta(hours=8))


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("planning", "hour", "seen", "steps"),
    [
        (PlanningState.AANGEGEVEN, -1, "aangegeven", (Step.CHANGE, Step.CANCEL)),
        (PlanningState.GEWIJZIGD, -1, "gewijzigd", (Step.CHANGE, Step.CANCEL)),
        (PlanningState.AANGEGEVEN, 0, "bezig", (Step.CHANGE, Step.END)),
        (PlanningState.GEWIJZIGD, 9, "bezig", (Step.CHANGE, Step.END)),
        (PlanningState.GEANNULEERD, 1, "geannuleerd", ()),
        (PlanningState.BEEINDIGD, 1, "beeindigd", ()),
        (PlanningState.VERVALLEN, 1, "vervallen", ()),
    ],
)
def test_the_clock_makes_a_declared_shift_busy_and_changes_what_is_allowed(
    planning: PlanningState, hour: float, seen: str, steps: tuple[Step, ...]
) -> None:
    assert shown(planning, SHIFT, at(hour)) == seen
    assert allowed(planning, SHIFT, at(hour)) == steps
    for step in Step:
        refusal = refuse_step(step, planning, SHIFT, at(hour))
        assert (refusal is None) == (step in steps)
        if refusal:
            assert (refusal.status, refusal.allowed) == (409, steps)


@pytest.mark.parametrize(
    ("given", "now", "found"),
    [
        (None, 4, 4),
        (None, 9, 8),
        (3, 4, 3),
        (8, 9, 8),
        (0, 1, 0),
        (5, 4, "einde-in-de-toekomst"),
        (-1, 4, "einde-voor-begin"),
        (8.5, 9, "einde-na-aangifte"),
    ],
)
def test_when_a_shift_ended(given: float | None, now: float, found: float | str) -> None:
    ended = end_of(SHIFT, None if given is None else at(given), at(now))
    if isinstance(ended, Refusal):
        assert ended.code == found
    else:
        assert ended == at(float(found))


@pytest.mark.parametrize(
    ("now", "start", "end", "room", "reason", "code"),
    [
        (-1, 0, 8, False, ChangeReason.UREN, "geen-wijziging"),
        (-1, 1, 9, False, ChangeReason.UREN, None),
        (-1, 0, 8, True, ChangeReason.RUIMTE, None),
        (-1, 1, 8, False, ChangeReason.RUIMTE, "reden-past-niet"),
        (-1, 0, 7, False, ChangeReason.VERLENGING, "reden-past-niet"),
        (-1, 0, 7, False, ChangeReason.INKORTING, None),
        (1, 0, 10, False, ChangeReason.VERLENGING, None),
        (1, 0, 7, False, ChangeReason.INKORTING, None),
        (1, 0, 8, True, ChangeReason.RUIMTE, "na-begin"),
        (1, 2, 8, False, ChangeReason.UREN, "na-begin"),
        (5, 0, 4, False, ChangeReason.INKORTING, "einde-voorbij"),
        (9, 0, 10, False, ChangeReason.VERLENGING, None),
    ],
)
def test_what_may_change_before_and_after_the_start(
    now: float, start: float, end: float, room: bool, reason: ChangeReason, code: str | None
) -> None:
    refusal = refuse_change(SHIFT, Period(at(start), at(end)), room, reason, at(now))
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("now", "start", "end", "room", "reason", "code"),
    [
        (-1, 0, 8, True, ChangeReason.UREN, "reden-past-niet"),
        (-1, 1, 9, False, ChangeReason.VERLENGING, "reden-past-niet"),
        (-1, 1, 9, False, ChangeReason.INKORTING, "reden-past-niet"),
        (0, 0, 8, True, ChangeReason.RUIMTE, "na-begin"),
        (7, 0, 7, False, ChangeReason.INKORTING, "einde-voorbij"),
        (6.99, 0, 7, False, ChangeReason.INKORTING, None),
        (9, 0, 8.5, False, ChangeReason.VERLENGING, None),
    ],
)
def test_a_reason_fits_its_change_to_the_hour(
    now: float, start: float, end: float, room: bool, reason: ChangeReason, code: str | None
) -> None:
    refusal = refuse_change(SHIFT, Period(at(start), at(end)), room, reason, at(now))
    assert (refusal.code if refusal else None) == code


def test_a_refused_step_says_why_in_words() -> None:
    over = refuse_step(Step.CHANGE, PlanningState.GEANNULEERD, SHIFT, at(1))
    begun = refuse_step(Step.CANCEL, PlanningState.AANGEGEVEN, SHIFT, at(1))
    early = refuse_step(Step.END, PlanningState.AANGEGEVEN, SHIFT, at(-1))
    assert [each.title for each in (over, begun, early) if each] == [
        "Deze aangifte is geannuleerd. Je kan er niets meer aan wijzigen.",
        "Deze shift is al begonnen. Je kan ze niet meer annuleren, wel beëindigen.",
        "Deze shift is nog niet begonnen. Je kan ze wel wijzigen of annuleren.",
    ]


@pytest.mark.parametrize(
    ("observed", "hour", "known", "known_hour", "replaced"),
    [
        ("bevestigd_ter_plaatse", 0, "niet_gecontroleerd", None, True),
        ("bevestigd_ter_plaatse", 1, "weerlegd", 0, True),
        ("weerlegd", 0, "bevestigd_ter_plaatse", 1, False),
        ("weerlegd", 0, "bevestigd_ter_plaatse", 0, True),
        ("bevestigd_ter_plaatse", 0, "afwezig_bij_controle", 0, True),
        ("bevestigd_ter_plaatse", 0, "bevestigd_ter_plaatse", 0, False),
        ("afwezig_bij_controle", 0, "bevestigd_ter_plaatse", 0, False),
    ],
)
def test_the_newer_observation_counts_and_of_one_moment_the_graver(
    observed: str, hour: float, known: str, known_hour: float | None, replaced: bool
) -> None:
    known_at = None if known_hour is None else at(known_hour)
    assert replaces(Verification(observed), at(hour), Verification(known), known_at) is replaced


@pytest.mark.parametrize("identity", IdentityStatus)
@pytest.mark.parametrize("verification", Verification)
def test_an_owner_learns_that_there_was_a_check_and_to_call_after_a_refuted_presence(
    verification: Verification, identity: IdentityStatus
) -> None:
    refuted = verification == "weerlegd"
    told = identity_for_owner(verification, identity)
    assert told == ("contacteer_politie" if refuted else identity)
    unseen = verification == "niet_gecontroleerd"
    seen = "niet_gecontroleerd" if unseen else "gecontroleerd"
    assert verification_for_owner(verification) == seen


class Calendar(RuleBasedStateMachine):
    """A shift that an owner does anything with, at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.planning = at(-5), PlanningState.AANGEGEVEN
        self.ended_at: datetime | None = None

    @rule(hours=st.floats(0.1, 4))
    def time_passes(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    @rule(step=st.sampled_from(Step))
    def step_is_tried(self, step: Step) -> None:
        before = self.planning
        if refuse_step(step, self.planning, SHIFT, self.now):
            return
        assert before in OPEN
        match step:
            case Step.CHANGE:
                self.planning = PlanningState.GEWIJZIGD
            case Step.CANCEL:
                assert self.now < SHIFT.starts_at
                self.planning = PlanningState.GEANNULEERD
            case Step.END:
                ended = end_of(SHIFT, None, self.now)
                assert isinstance(ended, datetime)
                self.planning, self.ended_at = PlanningState.BEEINDIGD, ended

    @precondition(lambda self: self.ended_at is not None)
    @invariant()
    def ended_within_its_hours(self) -> None:
        assert self.ended_at is not None
        assert SHIFT.starts_at <= self.ended_at <= min(SHIFT.ends_at, self.now)

    @precondition(lambda self: self.planning not in OPEN)
    @invariant()
    def nothing_follows_the_end(self) -> None:
        assert allowed(self.planning, SHIFT, self.now) == ()


TestCalendar = Calendar.TestCase
