"""The register of regulation: proposals to change it, and instruments against hidden forms.

A proposal goes from draft to partners, to who decides, to a decision; an instrument is tried, and
then has a result (handbook §1.5: VA-2.2-06, VA-2.2-08, VA-2.3-05). The status follows from the days
that were filled in, so it never says anything else than they do. As in the register of regie a
record is never changed: a correction is a next version of it, and nobody is named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import FieldError, NotFoundError, StepRefusedError
from reporting.regie.rules.kinds import PARTNERS
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody


class Kind(StrEnum):
    VOORSTEL = "voorstel"
    INSTRUMENT = "instrument"


class Topic(StrEnum):
    """The regulation that a proposal is about, or what an instrument is to make possible."""

    PROSTITUTIE = "prostitutie"
    GESCHIKTHEIDSVERKLARING = "geschiktheidsverklaring"
    VERDOKEN_VORMEN = "verdoken_vormen"
    REGISTREREN = "registreren"
    CONTROLEREN = "controleren"
    SANCTIONEREN = "sanctioneren"


TOPICS: Mapping[Kind, tuple[Topic, ...]] = {
    Kind.VOORSTEL: (Topic.PROSTITUTIE, Topic.GESCHIKTHEIDSVERKLARING, Topic.VERDOKEN_VORMEN),
    Kind.INSTRUMENT: (Topic.REGISTREREN, Topic.CONTROLEREN, Topic.SANCTIONEREN),
}


class Status(StrEnum):
    ONTWERP = "ontwerp"
    OVERLEGD = "overlegd"
    INGEDIEND = "ingediend"
    AANGENOMEN = "aangenomen"
    VERWORPEN = "verworpen"
    TE_PROBEREN = "te_proberen"
    BEPROEFD = "beproefd"
    BRUIKBAAR = "bruikbaar"
    NIET_BRUIKBAAR = "niet_bruikbaar"


class Decision(StrEnum):
    """The decision on a proposal."""

    AANGENOMEN = "aangenomen"
    VERWORPEN = "verworpen"


class Verdict(StrEnum):
    """The conclusion of the trial of an instrument."""

    BRUIKBAAR = "bruikbaar"
    NIET_BRUIKBAAR = "niet_bruikbaar"


OPEN = frozenset(
    {Status.ONTWERP, Status.OVERLEGD, Status.INGEDIEND, Status.TE_PROBEREN, Status.BEPROEFD}
)
"""Statuses after which something is still to come."""
LONGEST_RESULT = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """The content of one version. Partners are codes as somebody gave them; ``check`` judges.

    ``day``: when it was drafted, or thought of. ``note``: the address of the note in the city's
    own documents. ``withdrawn`` when it should never have been recorded.
    """

    kind: Kind
    topic: Topic
    day: date
    subject: str
    partners: tuple[str, ...] = ()
    consulted_on: date | None = None
    submitted_on: date | None = None
    decided_on: date | None = None
    decision: Decision | None = None
    tried_on: date | None = None
    verdict: Verdict | None = None
    result: str = ""
    note: str = ""
    withdrawn: bool = False

    @property
    def status(self) -> Status:
        if self.kind is Kind.INSTRUMENT:
            tried = Status.TE_PROBEREN if self.tried_on is None else Status.BEPROEFD
            return tried if self.verdict is None else Status(self.verdict)
        if self.decision is not None:
            return Status(self.decision)
        if self.submitted_on is not None:
            return Status.INGEDIEND
        return Status.ONTWERP if self.consulted_on is None else Status.OVERLEGD


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """A version with its place in the history. ``by`` is a function, never a person."""

    record_id: UUID
    version: int
    entry: Entry
    reason: str | None
    by: str
    at: datetime


class RegulationNotFoundError(NotFoundError):
    """There is no such record."""

    def __init__(self) -> None:
        super().__init__("Dit voorstel of instrument")


class RegulationWithdrawnError(StepRefusedError):
    """The record was taken back: nothing follows any more."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit is ingetrokken. Noteer het opnieuw als het toch telt."))


STEPS = ("consulted_on", "submitted_on", "decided_on")
OF_PROPOSAL = frozenset({*STEPS, "decision"})
OF_INSTRUMENT = frozenset({"tried_on", "verdict", "result"})
NAMES = {
    "day": "date",
    "consulted_on": "consultedOn",
    "submitted_on": "submittedOn",
    "decided_on": "decidedOn",
    "tried_on": "triedOn",
}
"""Fields by the names that the API gives them, where they differ."""


def changes_between(before: Entry, after: Entry) -> list[str]:
    """Names of the fields that a next version changed."""
    return [
        field.name
        for field in fields(Entry)
        if getattr(before, field.name) != getattr(after, field.name)
    ]


FILLED_IN = frozenset(
    {"partners", "consulted_on", "submitted_on", "decided_on", "tried_on", "result", "note"}
) | {"decision", "verdict"}
"""Fields that a next step fills in."""


def needs_reason(before: Entry, after: Entry) -> bool:
    """Whether a next version changes what was said, and does more than fill in a next step."""
    return any(
        field not in FILLED_IN or (field != "partners" and getattr(before, field))
        for field in changes_between(before, after)
    )


def check(entry: Entry, today: date) -> list[FieldError]:
    """All faults of an entry; none when it may be kept. One that is withdrawn says nothing more."""
    if entry.withdrawn:
        return []
    return [
        *_check_words(entry),
        *_check_days(entry, today),
        *(_check_proposal(entry) if entry.kind is Kind.VOORSTEL else _check_instrument(entry)),
    ]


def is_address(text: str) -> bool:
    """An address that may stand on a page as a link: https, without a user and without a query."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and not set(text) & set(" <>\"'\\@")
    return plain and parts.scheme == "https" and bool(host) and not parts.query


def _check_words(entry: Entry) -> Iterator[FieldError]:
    if entry.topic not in TOPICS[entry.kind]:
        yield FieldError("topic", lazy("Kies waarover het gaat uit de lijst."))
    for field in ("subject", "result"):
        if names_somebody(getattr(entry, field)):
            yield FieldError(field, NAMES_SOMEBODY)
    if any(partner not in PARTNERS for partner in entry.partners):
        reason = lazy("Kies een partner uit de lijst. Schrijf geen namen.")
        yield FieldError("partners", reason)
    if entry.note and not is_address(entry.note):
        reason = lazy("Geef het adres van de nota, zoals https://documenten.stad.example/nota-12.")
        yield FieldError("note", reason)
    foreign = OF_INSTRUMENT if entry.kind is Kind.VOORSTEL else OF_PROPOSAL
    for field in sorted(foreign):
        if getattr(entry, field):
            reason = lazy("Dit veld hoort niet bij deze soort.")
            yield FieldError(NAMES.get(field, field), reason)


def _check_days(entry: Entry, today: date) -> Iterator[FieldError]:
    """Each day is over, and none lies before that of the step before it."""
    steps = STEPS if entry.kind is Kind.VOORSTEL else ("tried_on",)
    before: date | None = entry.day
    for field in ("day", *steps):
        day: date | None = getattr(entry, field)
        if day is not None and day > today:
            yield FieldError(NAMES[field], lazy("Deze dag is nog niet voorbij."))
        if day is not None and before is None:
            reason = lazy("Vul eerst in wanneer de stap ervoor gezet is.")
            yield FieldError(NAMES[field], reason)
        elif day is not None and before is not None and day < before:
            reason = lazy("Deze dag ligt voor die van de stap ervoor.")
            yield FieldError(NAMES[field], reason)
        before = day


def _check_proposal(entry: Entry) -> Iterator[FieldError]:
    if entry.consulted_on is not None and not entry.partners:
        yield FieldError("partners", lazy("Zeg met welke partners er overlegd is."))
    if (entry.decided_on is None) != (entry.decision is None):
        missing = "decidedOn" if entry.decided_on is None else "decision"
        yield FieldError(missing, lazy("Zeg wat er beslist is, en wanneer."))


def _check_instrument(entry: Entry) -> Iterator[FieldError]:
    if entry.verdict is not None and entry.tried_on is None:
        yield FieldError("triedOn", lazy("Zeg wanneer het geprobeerd is."))
    if entry.verdict is not None and len(entry.result) < 3:
        yield FieldError("result", lazy("Zeg in een paar woorden wat het opleverde."))
    if entry.result and entry.verdict is None:
        yield FieldError("verdict", lazy("Zeg of het bruikbaar is."))
    if len(entry.result) > LONGEST_RESULT:
        reason = lazy("Schrijf hoogstens %(number)s tekens.", number=LONGEST_RESULT)
        yield FieldError("result", reason)
