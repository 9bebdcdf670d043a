"""Rules of a search for a person of whom little is known, as tolerant of spelling as the matcher.

What was given must agree as far as a claim knows it: a search narrows, it never weighs.
"""

from dataclasses import dataclass
from enum import StrEnum
from string import ascii_lowercase

from chassis.messages import lazy
from linkage import blocking
from linkage.claim import Features, IdentityDocument, RawClaim
from linkage.persons import PERSONS

MOST_SHOWN = 20
"""More persons than this are not shown, none of them: the officer is asked for more."""
MOST_CLAIMS = 2_000
"""More claims than this under the keys are not compared: too many people fit."""
MOST_PLACES = 50
"""More establishments than this are not shown, none of them."""
TOO_LITTLE = lazy(
    "Geef meer: een familienaam, een volledige geboortedatum, een nummer of een telefoonnummer."
)
NOTHING_GIVEN = lazy("Vul minstens één vak in.")


class SearchKind(StrEnum):
    """Thing that is searched for."""

    PERSOON = "persoon"
    INRICHTING = "inrichting"


AGREES: dict[str, frozenset[str]] = {
    "family": frozenset({"exact", "part", "shared", "alike", "sound", "initial"}),
    "given": frozenset({"exact", "part", "shared", "alike", "sound", "initial", "short", "alias"}),
    "birth": frozenset({"exact", "swapped", "typo", "month_only", "year_only"}),
    "number": frozenset({"exact", "typo"}),
    "document": frozenset({"exact", "recoded", "typo"}),
    "phone": frozenset({"exact", "typo"}),
}
"""Field -> levels of comparison that count as agreeing."""
WEIGHT = {"number": 8, "document": 8, "phone": 4, "birth": 3, "family": 2, "given": 1}
"""Points of a field that agrees, to order what is found; twice as many when it is the same."""

Agreement = tuple[tuple[str, str], ...]
"""Field and level of everything that agrees, in the order in which people name it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Fields that agree, by one claim or by several together."""

    why: Agreement
    points: int

    def joined(self, other: "Hit") -> "Hit":
        """A field that agrees in two claims counts once, by the better of the two."""
        best = dict(other.why) | dict(self.why)
        best |= {field: "exact" for field, level in other.why if level == "exact"}
        return hit(best)


def hit(levels: dict[str, str]) -> Hit:
    named = tuple((field, levels[field]) for field in (*AGREES, "order") if field in levels)
    points = sum(WEIGHT.get(field, 0) * (2 if level == "exact" else 1) for field, level in named)
    return Hit(named, points)


def features(
    *,
    family_name: str | None = None,
    given_names: str | None = None,
    birth_date: str | None = None,
    document_number: str | None = None,
    national_number: str | None = None,
    phone: str | None = None,
) -> Features:
    """The features of what somebody typed; any punctuation, dates as people write them."""
    return Features.of(
        RawClaim(
            family_name=family_name,
            given_names=given_names,
            birth_date=birth_date,
            documents=(IdentityDocument("", "", document_number),) if document_number else (),
            national_number=national_number,
            phone=phone,
        )
    )


def keys(wanted: Features) -> frozenset[int]:
    """Blocking keys to look up; a family name or birth date alone goes with every initial."""
    probes = set(blocking.probes(wanted))
    if not wanted.given:
        probes |= {
            key
            for letter in ascii_lowercase
            for key in blocking.probes(_with(wanted, given=(letter,)))
        }
    return frozenset(probes)


def too_little(wanted: Features) -> bool:
    """Whether a query fits too many people, as a given name or a year of birth alone does."""
    birth = wanted.birth and not wanted.birth.endswith("00")
    return not (wanted.family or birth or wanted.number or wanted.documents or wanted.phone)


def kinds(wanted: Features) -> tuple[str, ...]:
    """Fields that a query has, without their values: for the access log."""
    known = {
        "family": wanted.family,
        "given": wanted.given,
        "birth": wanted.birth,
        "number": wanted.number,
        "document": wanted.documents,
        "phone": wanted.phone,
    }
    return tuple(field for field, value in known.items() if value)


def agrees(wanted: Features, claim: Features) -> Hit | None:
    """The fields in which a claim fits the query; None where anything in it says otherwise."""
    levels = {field: level for field, level, _ in PERSONS.compare(wanted, claim)}
    asked = {field: level for field, level in levels.items() if field in AGREES}
    if not asked or any(level not in AGREES[field] for field, level in asked.items()):
        return None
    if "order" in levels:
        asked["order"] = levels["order"]
    return hit(asked)


def _with(wanted: Features, given: tuple[str, ...]) -> Features:
    return Features(family=wanted.family, given=given, birth=wanted.birth)
