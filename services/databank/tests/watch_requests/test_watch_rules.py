"""Who may do what with a watch request, and on which days it holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chassis.refusals import FieldRefusedError
from databank.access.break_glass.rules import Official, Role
from databank.search.rules import features
from databank.watch_requests.rules import (
    STEPS,
    Answer,
    Likeness,
    Reckoning,
    Spotted,
    State,
    Step,
    ToldHit,
    WatchRequest,
    WatchTerm,
    answers_after,
    check_term,
    may_be_sought,
    reckon,
    sought_features,
)

DAY = date(2026, 3, 16)
A_DAY = timedelta(days=1)
ASKED = WatchRequest("vrager", DAY, frozenset(), (WatchTerm(DAY + 9 * A_DAY, "vrager"),))
RUNS = replace(ASKED, terms=(WatchTerm(DAY + 9 * A_DAY, "vrager", "leider", agreed=True),))
LONGER = replace(RUNS, terms=(*RUNS.terms, WatchTerm(DAY + 30 * A_DAY, "vrager")))
ASKER, LEADER = Official("vrager", Role.AGENT), Official("leider", Role.TEAMLEIDER)
STRANGER = Official("vreemde", Role.AGENT)


@pytest.mark.parametrize(("days", "runs"), [(8, True), (9, True), (10, False)])
def test_a_request_holds_up_to_and_with_its_last_day(days: int, runs: bool) -> None:
    state = RUNS.state(DAY + days * A_DAY)
    assert state is (State.LOOPT if runs else State.VERLOPEN)
    waits = ASKED.state(DAY + days * A_DAY)
    assert waits is (State.GEVRAAGD if runs else State.VERLOPEN)
    answers = LONGER.allowed(LEADER, DAY + days * A_DAY)
    assert (Step.BEVESTIGEN in answers) is runs, "a longer term is agreed to while it runs"


def test_a_sighting_counts_from_the_first_day_to_the_end_of_the_last() -> None:
    """Days of the city: 16 March begins at 23:00 UTC the day before; 25 March ends likewise."""
    assert RUNS.span() == (
        datetime(2026, 3, 15, 23, tzinfo=UTC),
        datetime(2026, 3, 25, 23, tzinfo=UTC),
    )
    assert ASKED.span() is None, "nobody agreed"
    refused = replace(ASKED, terms=(replace(ASKED.terms[0], decided_by="leider", agreed=False),))
    assert (refused.span(), refused.state(DAY)) == (None, State.GEWEIGERD)
    ended = replace(RUNS, ended_at=datetime(2026, 3, 17, tzinfo=UTC))
    assert (ended.span(), ended.state(DAY)) == (None, State.BEEINDIGD)


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False), (90, False), (91, True)])
def test_a_term_is_of_today_up_to_ninety_days(days: int, refused: bool) -> None:
    if refused:
        with pytest.raises(FieldRefusedError):
            check_term(DAY + days * A_DAY, DAY, 90)
    else:
        check_term(DAY + days * A_DAY, DAY, 90)


OFFICIALS = st.builds(
    Official, st.sampled_from(["vrager", "leider", "ander"]), st.sampled_from(Role)
)


@given(OFFICIALS, OFFICIALS, st.sampled_from([ASKED, LONGER]))
@example(Official("vrager", Role.TEAMLEIDER), Official("vrager", Role.TEAMLEIDER), ASKED)
@example(Official("vrager", Role.RECHERCHE), Official("vrager", Role.RECHERCHE), LONGER)
@example(Official("vrager", Role.TEAMLEIDER), Official("leider", Role.TEAMLEIDER), ASKED)
@example(Official("vrager", Role.AGENT), Official("ander", Role.AGENT), ASKED)
def test_nobody_agrees_to_what_they_asked(
    asker: Official, answerer: Official, request: WatchRequest
) -> None:
    """Whoever asked, in whatever role they come back; and only who leads answers at all."""
    terms = (*request.terms[:-1], replace(request.terms[-1], asked_by=asker.subject))
    mine = replace(request, requested_by=asker.subject, terms=terms)
    may = Step.BEVESTIGEN in mine.allowed(answerer, DAY)
    leads = answerer.role in (Role.TEAMLEIDER, Role.RECHERCHE)
    assert may is (leads and answerer.subject != asker.subject)


def test_a_sighting_is_told_to_nobody_whom_it_does_not_concern() -> None:
    """Who answers sees the request while it waits, and no sighting; afterwards neither."""
    assert RUNS.concerns(ASKER)
    assert not RUNS.concerns(LEADER) and not RUNS.concerns(STRANGER)
    assert ASKED.may_see(LEADER, DAY) and not ASKED.may_see(STRANGER, DAY)
    assert not RUNS.may_see(LEADER, DAY)
    named = replace(RUNS, told=frozenset({Role.TEAMLEIDER}))
    assert named.concerns(LEADER) and not named.concerns(STRANGER)
    assert not named.concerns(Official("fgb", Role.FUNCTIONARIS))


@pytest.mark.parametrize("state", State)
def test_every_state_ends_by_people_or_is_an_end(state: State) -> None:
    assert (Step.BEEINDIGEN in STEPS[state]) is (state in (State.GEVRAAGD, State.LOOPT))


def test_who_is_sought_by_name_may_be_somebody_with_the_same_birth_date() -> None:
    sought = sought_features(
        {"family_name": "Voorbeeld", "given_names": "Ana", "birth_date": "2010-05-17"}
    )
    alike = features(family_name="Vorbeeld", given_names="Ana", birth_date="2010-05-17")
    older = features(family_name="Voorbeeld", given_names="Ana", birth_date="1991-11-02")
    other = features(family_name="Peeters", given_names="Ana", birth_date="2010-05-17")
    assert may_be_sought(sought, [other, alike])
    assert not may_be_sought(sought, [older, other])
    assert not may_be_sought(sought, [])


REQUEST, SOURCE = UUID(int=1), UUID(int=2)
FIRST, SECOND = UUID(int=11), UUID(int=12)
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)


def spotted(person: UUID, claim: int, seen_at: datetime = NOON) -> Spotted:
    return Spotted(REQUEST, "inspection", SOURCE, person, UUID(int=claim), "straat", seen_at)


def hit(number: int, person: UUID, claim: int, lapsed_at: datetime | None = None) -> ToldHit:
    what = (REQUEST, "inspection", SOURCE, person, UUID(int=claim))
    return ToldHit(UUID(int=number), *what, told_at=NOON, lapsed_at=lapsed_at)


def test_each_person_at_one_inspection_is_told_once() -> None:
    seen = [spotted(FIRST, 21), spotted(FIRST, 22), spotted(SECOND, 23)]
    assert reckon([], seen).new == [seen[0], seen[2]]
    told = [hit(1, FIRST, 21), hit(2, SECOND, 23)]
    assert reckon(told, seen) == Reckoning([], [(UUID(int=1), seen[0]), (UUID(int=2), seen[2])], [])


def test_what_counts_no_more_lapses_and_nobody_is_told_twice() -> None:
    """Also not when her hits became those of one person, or the claim of a source another."""
    assert reckon([hit(1, FIRST, 21), hit(2, FIRST, 22, NOON)], []).lapsing == [UUID(int=1)]
    both = [hit(1, FIRST, 21), hit(2, FIRST, 22)]
    one = reckon(both, [spotted(FIRST, 22)])
    assert (one.lapsing, one.new) == ([UUID(int=1)], [])
    assert one.standing == [(UUID(int=2), spotted(FIRST, 22))]
    other = reckon([hit(1, FIRST, 21, NOON)], [spotted(FIRST, 24)])
    assert (other.new, other.standing) == ([], [(UUID(int=1), spotted(FIRST, 24))])


@pytest.mark.parametrize(
    ("likeness", "last", "answers"),
    [
        ("misschien", None, ("ja", "nee")),
        ("misschien", "misschien", ("ja", "nee")),
        ("misschien", "ja", ("ja", "nee")),
        ("niet", "nee", ("misschien",)),
        ("zeker", "ja", ("misschien",)),
        ("zeker", None, ()),
    ],
)
def test_every_answer_may_be_taken_back_and_none_is_overruled(
    likeness: str, last: str | None, answers: tuple[str, ...]
) -> None:
    assert answers_after(Likeness(likeness), Answer(last) if last else None) == answers
