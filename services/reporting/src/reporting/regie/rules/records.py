"""The register of regie: meetings, notes, agreements, briefings, transfers, moments, bottlenecks.

A record is never changed: a correction is a next version of it, and the last one counts. Partners
are functions and kinds of organisations from a closed list, so that no name can get in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import FieldError, NotFoundError, StepRefusedError
from reporting.regie.rules.kinds import (
    COUNTED,
    FOLLOWED_UP,
    PARTNERS,
    STATUSES,
    TYPES,
    RegieKind,
    RegieStatus,
)
from reporting.regie.rules.minutes import (
    NO_MINUTES,
    Minutes,
    check_follow_up,
    check_minutes,
)
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody

ENDS_SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class RegieEntry:
    """The content of one version of a record. ``withdrawn`` when it was entered by mistake.

    Type, status and partners are codes as somebody gave them; ``check`` says whether they exist.
    ``until`` is the end of an agreement, or the last day on which a report was to be published.
    ``origin`` is the bottleneck that a note is about.
    """

    kind: RegieKind
    type: str
    day: date
    subject: str
    partners: tuple[str, ...]
    status: str
    signed_on: date | None = None
    until: date | None = None
    withdrawn: bool = False
    minutes: Minutes = NO_MINUTES
    origin: UUID | None = None

    @property
    def counts(self) -> bool:
        return not self.withdrawn and self.status in COUNTED[self.kind]

    def ends_soon(self, today: date) -> bool:
        """Whether this agreement in force ends within ``ENDS_SOON``: time to renew it, or not."""
        return (
            self.status == RegieStatus.ONDERTEKEND
            and self.until is not None
            and today <= self.until <= today + ENDS_SOON
        )


class RecordNotFoundError(NotFoundError):
    """There is no such record."""

    def __init__(self) -> None:
        super().__init__("Deze registratie")


class ChangedMeanwhileError(StepRefusedError):
    """Somebody else made a next version since this one was read."""

    def __init__(self) -> None:
        super().__init__(
            lazy(
                "Iemand anders heeft dit intussen verbeterd. Bekijk het opnieuw en pas het dan aan."
            )
        )


class WithdrawnError(StepRefusedError):
    """The record was taken back: nothing follows any more."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze registratie is ingetrokken."))


class NothingChangedError(StepRefusedError):
    """The correction says what the record says already."""

    def __init__(self) -> None:
        super().__init__(lazy("Er is niets veranderd. Vul in wat je wilt verbeteren."))


def changes_between(before: RegieEntry, after: RegieEntry) -> list[str]:
    """Names of the fields that a correction changed, those of the minutes among them."""
    noted = [
        field.name
        for field in fields(Minutes)
        if getattr(before.minutes, field.name) != getattr(after.minutes, field.name)
    ]
    changed = [
        field.name
        for field in fields(RegieEntry)
        if field.name != "minutes" and getattr(before, field.name) != getattr(after, field.name)
    ]
    return [*changed, *noted]


def default_type(kind: RegieKind) -> str | None:
    """The type of kinds that have but one most of the time: agreements and bottlenecks."""
    return {RegieKind.OVEREENKOMST: "convenant", RegieKind.KNELPUNT: "knelpunt"}.get(kind)


def default_status(kind: RegieKind, day: date, signed_on: date | None, today: date) -> RegieStatus:
    """The most likely status of a record for which nobody gave one."""
    match kind:
        case RegieKind.NOTA:
            return S.DEFINITIEF if day <= today else S.ONTWERP
        case RegieKind.OVEREENKOMST:
            return S.ONTWERP if signed_on is None else S.ONDERTEKEND
        case RegieKind.KNELPUNT:
            return S.OPEN
        case _:
            return S.DOORGEGAAN if day <= today else S.GEPLAND


def check(entry: RegieEntry, today: date) -> list[FieldError]:
    """All faults of an entry; none when it may be kept. One that is withdrawn says nothing more."""
    if entry.withdrawn:
        known = entry.status in set(RegieStatus)
        return [] if known else [FieldError("status", _choose(STATUSES[entry.kind]))]
    faults = []
    if entry.type not in TYPES[entry.kind]:
        faults.append(FieldError("type", _choose(TYPES[entry.kind])))
    if entry.status not in STATUSES[entry.kind]:
        faults.append(FieldError("status", _choose(STATUSES[entry.kind])))
    elif entry.day > today and entry.status in _ONLY_PAST:
        reason = lazy("%(day)s is nog niet voorbij.", day=f"{entry.day:%d/%m/%Y}")
        faults.append(FieldError("status", reason))
    if names_somebody(entry.subject):
        faults.append(FieldError("subject", NAMES_SOMEBODY))
    unknown = [partner for partner in entry.partners if partner not in PARTNERS]
    if unknown:
        faults.append(
            FieldError("partners", lazy("Kies partners uit de lijst. Schrijf geen namen."))
        )
    if entry.kind is RegieKind.OVEREENKOMST:
        faults += _check_agreement(entry, today)
    elif entry.signed_on:
        belongs = lazy("Dit veld hoort alleen bij een overeenkomst.")
        faults.append(FieldError("signedOn", belongs))
    elif entry.until and entry.kind is not RegieKind.RAPPORTAGEMOMENT:
        belongs = lazy("Dit veld hoort alleen bij een overeenkomst of een rapportagemoment.")
        faults.append(FieldError("until", belongs))
    if entry.origin is not None and entry.kind is not RegieKind.NOTA:
        faults.append(FieldError("origin", lazy("Alleen een nota gaat over een knelpunt.")))
    if entry.kind is RegieKind.OVERLEG:
        held = entry.status == S.DOORGEGAAN
        faults += check_minutes(entry.minutes, entry.day, held, PARTNERS)
    else:
        faults += _check_what_follows(entry)
    return faults


S = RegieStatus
_ONLY_PAST = frozenset({S.DOORGEGAAN, S.DEFINITIEF, S.VERSPREID})


def _check_what_follows(entry: RegieEntry) -> Iterable[FieldError]:
    if replace(entry.minutes, follow_up=()) != NO_MINUTES:
        yield FieldError("agenda", lazy("Een verslag hoort alleen bij een overleg."))
    if entry.minutes.follow_up and entry.kind not in FOLLOWED_UP:
        yield FieldError("followUp", lazy("Hieruit volgen geen afspraken."))
    too_early = lazy("Deze dag ligt voor het begin.")
    yield from check_follow_up(entry.minutes.follow_up, entry.day, PARTNERS, too_early)


def _check_agreement(entry: RegieEntry, today: date) -> Iterable[FieldError]:
    if entry.status in (S.ONDERTEKEND, S.BEEINDIGD) and entry.signed_on is None:
        yield FieldError("signedOn", lazy("Vul in wanneer de overeenkomst ondertekend is."))
    if entry.status == S.ONTWERP and entry.signed_on is not None:
        yield FieldError("status", lazy("Een ondertekende overeenkomst is geen ontwerp meer."))
    if entry.signed_on is not None and entry.signed_on > today:
        yield FieldError("signedOn", lazy("Deze dag is nog niet voorbij."))
    if entry.until is not None and entry.until < (entry.signed_on or entry.day):
        yield FieldError("until", lazy("Het einde ligt voor het begin."))
    if entry.status == S.BEEINDIGD and entry.until is None:
        yield FieldError("until", lazy("Vul in wanneer de overeenkomst eindigde."))


def _choose(codes: Iterable[str]) -> str:
    return lazy("Kies een van deze waarden: %(codes)s.", codes=", ".join(codes))


class Register:
    """The last versions that count in figures."""

    def __init__(self, entries: Iterable[RegieEntry]) -> None:
        self._entries = [entry for entry in entries if entry.counts]

    def of(self, kind: RegieKind, *types: str) -> list[RegieEntry]:
        return [
            entry
            for entry in self._entries
            if entry.kind is kind and (not types or entry.type in types)
        ]


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """A version with its place in the history. ``by`` is a function, never a person."""

    record_id: UUID
    version: int
    entry: RegieEntry
    reason: str | None
    by: str
    at: datetime
