"""Each term and bound of the procedures on the day before, on the day and on the day after.

What is said of a day is literal: the law gives a person the whole of the last day (art. 53 Ger.W.),
and the city nothing before it is over.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from chassis.days import day_start
from chassis.refusals import RefusedError
from contracts.codes import FineBand, MeasureKind, SanctionKind
from enforcement.cases.rules import Attempt
from enforcement.gas.rules import (
    DefenceOutcome,
    GasFile,
    GasState,
    MixedOffence,
    ProposedFine,
)
from enforcement.gas.rules import guards as gas
from enforcement.gas.rules.fines import age_on, band_of, is_recidivism
from enforcement.hearings.rules import left_no_time, must_leave_time
from enforcement.integrity_investigations.rules import IntegrityState
from enforcement.integrity_investigations.rules import guards as integrity
from enforcement.legal_terms.proposals.rules import Draft, check
from enforcement.legal_terms.rules import Confidence, Roll, Unit
from enforcement.mayor_measures.rules import guards as measures
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.meetings.rules import must_be_the_next
from enforcement.payments.rules import claim, instalments
from enforcement.payments.rules.balance import (
    Balance,
    BookingKind,
    check_amount,
    check_refund,
    check_taken_back,
    check_undo,
)
from enforcement.payments.rules.claim import ClaimFile, ClaimState
from enforcement.payments.rules.instalments import Instalment, InstalmentState
from enforcement.sanctions.rules import guards as sanctions
from enforcement.sanctions.rules.period import Period, unsound_period
from enforcement.sanctions.rules.states import SanctionState
from enforcement.sanctions.rules.warnings import LaterFact, OwnerWarning, no_sequel
from enforcement.street_bans.rules import BanFile, BanState, sound_period
from enforcement.street_bans.rules import guards as bans
from enforcement.suitability.rules import guards as suitability
from enforcement.suitability.rules.codes import Decision, DossierState
from enforcement.suitability.rules.guards import DossierFile

DAY = date(2026, 3, 16)
"""The last day, or the first, of each term below: a Monday."""
LATER = date(2026, 12, 1)
NOT_BEFORE = (False, True, True)
"""From that day on."""
UNTIL = (True, True, False)
"""The whole of that day, and no longer."""
AFTER = (False, False, True)
"""Once that day is over."""
FINE = GasFile(
    GasState.KLAAR_VOOR_BESLISSING,
    decide_by=DAY,
    start_notified_on=DAY,
    defence_until=DAY,
    appeal_until=DAY,
    may_be_victim=True,
    mixed=MixedOffence.LICHT,
    prosecutor_until=DAY,
)
MEASURE = measures.MeasureFile(
    MeasureState.IN_UITVOERING, MeasureKind.OPENBARE_ORDE, hearing_on=DAY, works=True, until=DAY
)
BAN = BanFile(
    BanState.ACTIEF, hearing_on=DAY, meeting_on=DAY, runs_from=DAY, runs_until=DAY, confirmed=True
)
SANCTION = sanctions.SanctionFile(
    SanctionState.IN_UITVOERING,
    defence_until=DAY,
    takes_effect=True,
    may_be_lifted=True,
    effect_until=DAY,
)
DOSSIER = DossierFile(DossierState.TOEGEKEND, True, 1, 0, valid_to=DAY, defence_until=DAY)
CLAIM = ClaimFile(ClaimState.TE_BETALEN, DAY, DAY, DAY, 100, False, False, False)
INTEGRITY = integrity.IntegrityFile(IntegrityState.UITGENODIGD, hearing_on=DAY, effect_after=DAY)
WARNING = OwnerWarning("owner", "code", day_start(DAY), DAY)


def on(day: date, outcome: str | None = None) -> Attempt:
    return Attempt(day, outcome)


def raises_nothing(act: Callable[[], object]) -> bool:
    try:
        act()
    except RefusedError:
        return False
    return True


def last_minute(day: date) -> datetime:
    return day_start(day + timedelta(days=1)) - timedelta(minutes=1)


Days = tuple[bool, bool, bool]
BOUNDS: dict[str, tuple[Callable[[date], bool], Days]] = {
    # fines
    "a fine within the term to decide": (lambda d: not gas.is_within_term(FINE, on(d)), UNTIL),
    "a case that lapses": (lambda d: not gas.is_past_term(FINE, on(d)), AFTER),
    "a decision made known": (lambda d: not gas.is_notified_in_time(FINE, on(d)), UNTIL),
    "a decision that arrives": (
        lambda d: not gas.is_notified_in_time(replace(FINE, notified_on=d), on(LATER)),
        UNTIL,
    ),
    "a case that lapses for a letter": (
        lambda d: not gas.is_past_term(replace(FINE, notified_on=d), on(DAY - timedelta(days=9))),
        AFTER,
    ),
    "a step after the opening letter": (
        lambda d: not gas.start_was_notified(FINE, on(d)),
        NOT_BEFORE,
    ),
    "a fine after the defence": (lambda d: not gas.defence_is_over(FINE, on(d)), AFTER),
    "a fine after the prosecutor's silence": (
        lambda d: not gas.is_free_of_prosecutor(FINE, on(d)),
        AFTER,
    ),
    "a check with the police of seven days ago": (
        lambda d: (
            not gas.victim_was_checked(replace(FINE, victim_checked_on=date(2026, 3, 9)), on(d))
        ),
        UNTIL,
    ),
    "a final fine": (lambda d: not gas.appeal_term_is_over(FINE, on(d)), AFTER),
    "recidivism, of 16 March 2024": (
        lambda d: is_recidivism([date(2024, 3, 16)], d, 24),
        UNTIL,
    ),
    "recidivism, before the finding": (lambda d: is_recidivism([DAY], d, 24), NOT_BEFORE),
    "of age, born on 16 March 2008": (lambda d: age_on("2008-03-16", d) >= 18, NOT_BEFORE),
    # claims
    "a reminder": (lambda d: not claim.is_late(CLAIM, on(d)), AFTER),
    "collection before prescription": (lambda d: not claim.is_not_prescribed(CLAIM, on(d)), UNTIL),
    "a claim written off": (lambda d: not claim.is_prescribed(CLAIM, on(d)), AFTER),
    "an instalment missed": (
        lambda d: (
            instalments.standing([Instalment(DAY, 5)], 0, d)[0].state is InstalmentState.GEMIST
        ),
        AFTER,
    ),
    "the next instalment": (
        lambda d: instalments.next_due([Instalment(DAY, 5)], d) == DAY,
        UNTIL,
    ),
    "a plan that begins": (
        lambda d: (
            instalments.objection([Instalment(DAY, 5), Instalment(LATER, 5)], 10, d, LATER) is None
        ),
        UNTIL,
    ),
    "a plan before prescription": (
        lambda d: (
            instalments.objection(
                [Instalment(date(2026, 1, 5), 5), Instalment(d, 5)], 10, date(2026, 1, 5), DAY
            )
            is None
        ),
        UNTIL,
    ),
    # hearings
    "a hearing after the invitation": (lambda d: left_no_time(d, DAY, None) is None, AFTER),
    "a hearing after the time to prepare": (
        lambda d: left_no_time(d, None, DAY) is None,
        NOT_BEFORE,
    ),
    "a hearing planned after the invitation": (
        lambda d: raises_nothing(
            lambda: must_leave_time(day_start(d), DAY, DAY, "x", sooner=True)  # type: ignore[arg-type]
        ),
        AFTER,
    ),
    "a hearing planned after the time to prepare": (
        lambda d: raises_nothing(
            lambda: must_leave_time(day_start(d), date(2026, 3, 1), DAY, "x", sooner=False)  # type: ignore[arg-type]
        ),
        NOT_BEFORE,
    ),
    # orders of the mayor and bans
    "an order after the hearing": (lambda d: not measures.hearing_is_over(MEASURE, on(d)), AFTER),
    "an order that works": (lambda d: not measures.works_now(MEASURE, on(d)), UNTIL),
    "an order renewed": (lambda d: not measures.may_be_renewed(MEASURE, on(d)), UNTIL),
    "a meeting that was": (
        lambda d: raises_nothing(lambda: must_be_the_next(DAY, date(2026, 3, 2), DAY, d)),
        NOT_BEFORE,
    ),
    "a ban after the hearing": (lambda d: not bans.hearing_is_over(BAN, on(d)), AFTER),
    "a ban that the college missed": (
        lambda d: not bans.was_missed(replace(BAN, confirmed=False), on(d)),
        NOT_BEFORE,
    ),
    "a ban renewed while it runs": (lambda d: not bans.may_be_renewed(BAN, on(d)), NOT_BEFORE),
    "a ban that is over": (lambda d: not bans.is_over(BAN, on(d)), AFTER),
    "a ban that awaits minutes": (
        lambda d: (
            not bans.is_over(
                replace(BAN, confirmed=False, runs_until=DAY - timedelta(days=1), meeting_on=d),
                on(LATER),
            )
        ),
        NOT_BEFORE,
    ),
    "a ban that binds nobody": (
        lambda d: not bans.binds_nobody(replace(BAN, binds_until=DAY), on(d)),
        AFTER,
    ),
    "a ban that is not over": (lambda d: not bans.is_not_over(BAN, on(d)), UNTIL),
    "a ban of a month from 17 February": (
        lambda d: raises_nothing(
            lambda: sound_period(date(2026, 2, 17), d, day_start(date(2026, 2, 17)), 1)
        ),
        UNTIL,
    ),
    "a ban from the order on": (
        lambda d: raises_nothing(lambda: sound_period(d, d, day_start(DAY), 1)),
        NOT_BEFORE,
    ),
    "a ban of a day": (
        lambda d: raises_nothing(lambda: sound_period(DAY, d, day_start(DAY), 1)),
        NOT_BEFORE,
    ),
    # sanctions
    "a sanction after the defence": (lambda d: not sanctions.defence_runs(SANCTION, d), AFTER),
    "a sanction that is checked": (
        lambda d: not sanctions.has_something_to_check(SANCTION, on(d)),
        UNTIL,
    ),
    "a sanction that is lifted": (
        lambda d: not sanctions.has_something_to_lift(SANCTION, on(d)),
        UNTIL,
    ),
    "a fact while the warning counts": (
        lambda d: (
            no_sequel(
                replace(WARNING, counts_from=day_start(date(2026, 1, 1))),
                LaterFact("owner", "code", last_minute(d)),
            )
            is None
        ),
        UNTIL,
    ),
    "a fact after the warning": (
        lambda d: (
            no_sequel(replace(WARNING, until=LATER), LaterFact("owner", "code", day_start(d)))
            is None
        ),
        NOT_BEFORE,
    ),
    "a suspension of three months from 16 December": (
        lambda d: (
            unsound_period(
                SanctionKind.SCHORSING,
                Period(day_start(date(2025, 12, 16)), day_start(d)),
                day_start(date(2025, 12, 16)),
                3,
            )
            is None
        ),
        UNTIL,  # the end is exclusive: 15 March is its last day
    ),
    "a suspension that lasts": (
        lambda d: (
            unsound_period(
                SanctionKind.SCHORSING, Period(day_start(DAY), day_start(d)), day_start(DAY), 3
            )
            is None
        ),
        AFTER,
    ),
    # declarations and investigations
    "a refusal after the hearing": (
        lambda d: not suitability.refusal_needs_hearing(DOSSIER, on(d, Decision.GEWEIGERD)),
        AFTER,
    ),
    "silence that counts": (lambda d: not suitability.silence_counts(DOSSIER, on(d)), AFTER),
    "a declaration that lapsed": (
        lambda d: not suitability.validity_is_over(DOSSIER, on(d)),
        AFTER,
    ),
    "a proposal after the hearing": (
        lambda d: not integrity.hearing_is_over(INTEGRITY, on(d)),
        AFTER,
    ),
    "a decision that works": (lambda d: not integrity.may_work(INTEGRITY, on(d)), AFTER),
    # the law itself
    "a version after the newest": (
        lambda d: raises_nothing(lambda: check(draft(d), Unit.DAYS, DAY, DAY)),
        AFTER,
    ),
    "a version within ten years": (
        lambda d: raises_nothing(
            lambda: check(draft(d), Unit.DAYS, date(2016, 1, 1), DAY - timedelta(days=3653))
        ),
        UNTIL,
    ),
    "a source that was read": (
        lambda d: raises_nothing(
            lambda: check(replace(draft(LATER), verified_on=DAY), Unit.DAYS, date(2016, 1, 1), d)
        ),
        NOT_BEFORE,
    ),
}


def draft(valid_from: date) -> Draft:
    return Draft(valid_from, 15, "x", Roll.NONE, "law", None, None, Confidence.LIKELY, 0, None)


@pytest.mark.parametrize("what", BOUNDS)
def test_a_term_holds_on_its_own_day_as_the_law_has_it(what: str) -> None:
    holds, expected = BOUNDS[what]
    days = (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1))
    assert tuple(holds(day) for day in days) == expected


def fined(amount: int, **more: int) -> bool:
    proposed = ProposedFine(amount, 350, "officer", True, DefenceOutcome.GEEN_VERWEER)
    file = replace(FINE, proposed=proposed, envisaged=more.get("envisaged", 200))
    return gas.amount_is_lawful(file, on(DAY, "geldboete_opgelegd")) is None


@dataclass(frozen=True)
class Booked:
    """A payment as the rules look at it."""

    booking_id: UUID
    amount_cents: int
    kind: BookingKind = BookingKind.BETALING
    undoes: UUID | None = None
    line_id: UUID | None = None


NUMBERS: dict[str, tuple[Callable[[int], bool], int, Days]] = {
    "a fine above nothing": (fined, 0, AFTER),
    "a fine up to its maximum": (fined, 350, UNTIL),
    "a fine without a hearing": (lambda n: fined(n, envisaged=70), 70, UNTIL),
    "heard by right": (lambda n: replace(FINE, envisaged=n).hears_by_right, 70, AFTER),
    "the band up to 70": (lambda n: band_of(n) is FineBand.TOT_70, 70, UNTIL),
    "the band up to 175": (lambda n: band_of(n) is FineBand.TOT_175, 70, AFTER),
    "the band from 176": (lambda n: band_of(n) is FineBand.TOT_350, 175, AFTER),
    "the band above 350": (lambda n: band_of(n) is FineBand.BOVEN_350, 350, AFTER),
    "a payment of a cent": (lambda n: raises_nothing(lambda: check_amount("x", n)), 1, NOT_BEFORE),
    "a payment of at most € 100,000": (
        lambda n: raises_nothing(lambda: check_amount("x", n)),
        10_000_000,
        UNTIL,
    ),
    "a refund of what was too much": (
        lambda n: raises_nothing(lambda: check_refund(Balance(100, 150), n)),
        50,
        UNTIL,
    ),
    "taken back of what was paid": (
        lambda n: raises_nothing(lambda: check_taken_back(Balance(100, 40), n)),
        40,
        UNTIL,
    ),
    "undone of what is still paid": (
        lambda n: raises_nothing(lambda: check_undo(n, Booked(UUID(int=1), 40))),
        40,
        NOT_BEFORE,
    ),
    "something owed": (
        lambda n: not claim.owes_something(replace(CLAIM, outstanding_cents=n), on(DAY)),
        0,
        AFTER,
    ),
    "paid": (lambda n: not claim.is_paid(replace(CLAIM, outstanding_cents=n), on(DAY)), 0, UNTIL),
    "two instalments": (lambda n: plan_of(n), 2, NOT_BEFORE),
    "twenty-four instalments": (lambda n: plan_of(n), 24, UNTIL),
    "a ban renewed twice": (
        lambda n: not bans.may_be_renewed(replace(BAN, renewals=n, most_renewals=9), on(DAY)),
        1,
        UNTIL,
    ),
    "an order with a renewal left": (
        lambda n: not measures.may_be_renewed(replace(MEASURE, renewals_left=n), on(DAY)),
        1,
        NOT_BEFORE,
    ),
}


def plan_of(parts: int) -> bool:
    plan = instalments.propose(100 * parts, parts, DAY)
    return instalments.objection(plan, 100 * parts, DAY, date(2030, 1, 1)) is None


@pytest.mark.parametrize("what", NUMBERS)
def test_a_bound_holds_on_both_sides(what: str) -> None:
    holds, bound, expected = NUMBERS[what]
    assert tuple(holds(number) for number in (bound - 1, bound, bound + 1)) == expected


def test_instalments_come_one_after_the_other() -> None:
    same_day = [Instalment(DAY, 50), Instalment(DAY, 50)]
    assert instalments.objection(same_day, 100, DAY, LATER) is not None
    day_after = [Instalment(DAY, 50), Instalment(DAY + timedelta(days=1), 50)]
    assert instalments.objection(day_after, 100, DAY, LATER) is None
