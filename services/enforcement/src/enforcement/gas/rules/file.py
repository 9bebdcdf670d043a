"""A fine case as its guards see it."""

from dataclasses import dataclass
from datetime import date

from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.gas.rules.states import (
    DefenceOutcome,
    GasState,
    MixedOffence,
)


@dataclass(frozen=True, slots=True)
class ProposedFine:
    """A fine that an officer is about to impose; ``limit`` is :func:`fines.fine_limit`.

    ``decider`` is the officer's pseudonym. ``declares_no_part``: the officer declares neither to
    have found the facts nor to have mediated; a second person looked who did.
    """

    amount: int
    limit: int
    decider: str
    declares_no_part: bool
    defence: DefenceOutcome


@dataclass(frozen=True, slots=True)
class GasFile:
    """Amounts are whole euros, days are days in Brussels.

    ``on_hold``: the police asked for consultation, in whatever state. ``competent``: a rule was in
    force on the fact date, and the person was old enough. ``envisaged`` is the fine that the
    opening letter has in view; ``prosecutor_until`` the last day of the prosecutor's term, when the
    facts are ``mixed``. ``defence_until`` is the last day for a defence; ``waived``: whoever has
    one said in words that no more will follow. ``decide_by``: decided and
    notified. ``notified_on`` is of the decision. ``untold``, ``unoffered`` and ``undecided`` count
    the persons (a minor, each holder of parental authority) who still lack the opening letter, the
    offer of mediation, and the decision; ``uncorrected`` those who got another amount than the fine
    has now. ``judged``: a court ruled on the fine. ``prosecuted``: a criminal court or the
    prosecutor has the facts too, and nobody weighed that yet; ``barred``: the law leaves no fine.
    """

    state: GasState
    undelivered: bool = False
    on_hold: bool = False
    competent: bool = True
    minor: bool = False
    mixed: MixedOffence | None = None
    prosecutor_answer: ProsecutorAnswer | None = None
    prosecutor_until: date | None = None
    prosecutor_silent: bool = False
    prosecuted: bool = False
    barred: bool = False
    envisaged: int | None = None
    hearing_threshold: int = 70
    start_notified_on: date | None = None
    defence_until: date | None = None
    not_contested: bool = False
    defended: bool = False
    waived: bool = False
    hearing_asked: bool = False
    hearing_done: bool = False
    bar_notified: bool = False
    counsel_named: bool = False
    prosecutor_copied: bool = False
    untold: int = 0
    unoffered: int = 0
    undecided: int = 0
    uncorrected: int = 0
    mediation_offered: bool = False
    mediation_accepted: bool = False
    mediation_ended: bool = False
    mediator: str | None = None
    finder: str | None = None
    finder_checked_by: str | None = None
    service_accepted: bool = False
    victim_checked_on: date | None = None
    may_be_victim: bool = False
    decide_by: date = date.max
    proposed: ProposedFine | None = None
    notified_on: date | None = None
    appeal_until: date | None = None
    judged: bool = False

    @property
    def hears_by_right(self) -> bool:
        """The right to be heard orally: minors always, adults above the threshold (art. 25 §4)."""
        return self.minor or (self.envisaged or 0) > self.hearing_threshold
