"""Work of the police that must not wait past its term, for an alarm (``chassis.overdue``)."""

from collections.abc import Mapping
from functools import partial

from chassis.overdue import LateSince
from databank.access.break_glass import store as break_glass
from databank.exchanges.store import exchanges
from databank.first_contacts.store import contacts
from databank.population import store as population
from databank.review.store import questions
from databank.welfare.store import signals

OVERDUE: Mapping[str, LateSince] = {
    "urgent-signal": partial(signals.late_since, urgent=True),
    "signal": partial(signals.late_since, urgent=False),
    "identity-review": questions.late_since,
    "first-contact": contacts.late_since,
    "exchange-answer": exchanges.late_since,
    "emergency-access": break_glass.late_since,
    "sector-figures": population.silent_since,
}
