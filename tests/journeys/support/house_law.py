"""Who may let rooms of a house, and how its declaration stands, from the texts alone.

Written without the services' code, to judge them. "Handbook" is the domain handbook, its §2.1 the
table of states of a declaration. Where it is silent, these readings hold:

* The last day counts whole, in Brussels time: a term in days ends with its last day.
* Who asks to renew by the last day is in time, whenever somebody notes it: it counts from the day
  on which it was asked, and the declaration works on from its noting (0234). Later nothing is left
  to renew, nor once it ran out after a refusal.
* A decision on a renewal that lapsed (0191) or on a declaration that is over revives nothing:
  §2.1 has no way back from "vervallen" or "afgestand" but a new application.
* A sale changes the owner and nothing else: a suspension lies over the declaration (0191, 0198) and
  a closure shuts the house, so both bind the buyer. The seller may let no more from that moment.
  A renewal that runs goes on for the buyer.
* A suspension noted when its owner holds no declaration binds nobody: §2.7 warns and hears first
  (0198). But who sells once invited to be heard frees nothing: it binds the declaration that the
  buyer took over, who was told (0204). An invitation counts from the day on which it left, to
  another day from the first one (0218), and for the sanction that it was about alone. A closure
  shuts the house whoever holds it.
* A sanction noted late is known from its noting; it ends when the decision says, not later.
* What is withdrawn works no more from the noting. It is the sanction noted last that still stands.
* No sanction moves the last day (0191). When the declaration is over it is shown as over, not as
  suspended. Whoever gets a declaration there, granted or bought, gets with it what is left of the
  suspensions that once bound him: decided against him, or laid over what he held, whoever held the
  house between and by whichever declaration (a guard against evasion, 0198 and 0204). Those of
  others bind him only where they lay over what he bought; a closure always does.
* A declaration granted for later is none before its first day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from .house_facts import (
    Fact,
    Granted,
    Invited,
    Kind,
    Relinquished,
    RenewalAsked,
    RenewalGranted,
    RenewalRefused,
    Sanctioned,
    SanctionWithdrawn,
    Sold,
)

BRUSSELS = ZoneInfo("Europe/Brussels")


class Standing(StrEnum):
    """How the police's databank must show the declaration."""

    GESCHIKT = "geschikt"
    GESCHORST = "geschorst"
    VOORBIJ = "voorbij"
    GEEN = "geen"


@dataclass
class _Declaration:
    owner: str
    first: date
    last: date
    outlasted: bool = False
    """A renewal asked without a refusal before it runs."""
    sold: list[tuple[str, datetime]] = field(default_factory=list)
    """Who held it before, and until when."""
    asked: bool = False
    refused: bool = False
    ended: bool = False

    def over(self, at: datetime) -> bool:
        # Handbook §2.1: "vernieuwing_lopend (declaration stays valid)"; else "vervallen".
        # 0191: a renewal asked after a refusal keeps it valid "until its own last day".
        return self.ended or (not self.outlasted and _day(at) > self.last)


@dataclass
class _House:
    declaration: _Declaration | None = None
    sanctions: list[tuple[Sanctioned, _Declaration | None]] = field(default_factory=list)
    invited: dict[str, datetime] = field(default_factory=dict)
    held_under: dict[Sanctioned, set[str]] = field(default_factory=dict)
    """Who held the house while a sanction bound its declaration."""


def may_let(facts: Sequence[Fact], owner: str, at: datetime) -> bool:
    """Whether this owner may let, by what was noted until then.

    Handbook §2.1, invariants: a declaration that is valid and not suspended, and no closure.
    """
    house = _house(facts, at)
    held = house.declaration
    return (
        held is not None
        and held.owner == owner
        and _standing(house, at) is Standing.GESCHIKT
        and not _runs(house, Kind.TIJDELIJKE_SLUITING, at)
    )


def standing(facts: Sequence[Fact], at: datetime) -> Standing:
    """The declaration's own standing: a closure shuts the house and leaves it as it is."""
    return _standing(_house(facts, at), at)


def _standing(house: _House, at: datetime) -> Standing:
    held = house.declaration
    if held is None:
        return Standing.GEEN
    if held.over(at):
        return Standing.VOORBIJ
    if _day(at) < held.first:
        return Standing.GEEN
    return Standing.GESCHORST if _runs(house, Kind.SCHORSING, at) else Standing.GESCHIKT


def _runs(house: _House, kind: Kind, at: datetime) -> bool:
    """Handbook §2.7: schorsing and tijdelijke sluiting have a "from" and a "to"."""
    return any(
        sanction.kind is kind
        and sanction.begins <= at < sanction.ends
        and (kind is Kind.TIJDELIJKE_SLUITING or declaration is house.declaration)
        for sanction, declaration in house.sanctions
    )


def _house(facts: Sequence[Fact], at: datetime) -> _House:
    house = _House()
    for fact in sorted((fact for fact in facts if fact.at <= at), key=lambda fact: fact.at):
        match fact:
            case Granted():
                _begins(house, _Declaration(fact.owner, fact.first, fact.last))
            case Invited():
                house.invited.setdefault(fact.owner, fact.left or fact.at)
            case Sanctioned():
                held = house.declaration
                binds = held is not None and not held.over(fact.at) and _binds(house, held, fact)
                house.sanctions.append((fact, held if binds else None))
                house.held_under[fact] = {fact.owner, *([held.owner] if held and binds else [])}
                house.invited.pop(fact.owner, None)
            case SanctionWithdrawn():
                if house.sanctions:
                    house.sanctions.pop()
            case _:
                if house.declaration is not None and _still_holds(house.declaration, fact):
                    _happens(house.declaration, fact)
                    if isinstance(fact, Sold):
                        _comes_to(house, house.declaration)
    return house


def _still_holds(held: _Declaration, fact: Fact) -> bool:
    """Handbook §2.1: a declaration that is over has no way back. But what was asked in time was not
    over, though nobody had noted it (0234)."""
    in_time = isinstance(fact, RenewalAsked) and fact.on is not None and fact.on <= held.last
    return not held.over(fact.at) or (in_time and not held.ended and not held.refused)


def _binds(house: _House, held: _Declaration, sanction: Sanctioned) -> bool:
    """Handbook §2.7, guards: warned and heard before it, or it binds nobody. 0204: a sale since the
    invitation changes nothing."""
    invited_at = house.invited.get(sanction.owner)
    return held.owner == sanction.owner or any(
        owner == sanction.owner and invited_at is not None and invited_at <= until
        for owner, until in held.sold
    )


def _begins(house: _House, granted: _Declaration) -> None:
    house.declaration = granted
    _comes_to(house, granted)


def _comes_to(house: _House, held: _Declaration) -> None:
    """Whoever holds it now: what once bound him binds it, and what lies over it binds him."""
    for index, (sanction, declaration) in enumerate(house.sanctions):
        if declaration is held:
            house.held_under[sanction].add(held.owner)
        elif declaration is not None and held.owner in house.held_under[sanction]:
            house.sanctions[index] = sanction, held


def _happens(held: _Declaration, fact: Fact) -> None:
    match fact:
        case RenewalAsked() if not held.asked:
            held.asked, held.outlasted = True, not held.refused
        case RenewalGranted():
            # Handbook §2.1: "toegekend (new validity)".
            held.last = fact.last
            held.asked = held.outlasted = held.refused = False
        case RenewalRefused():
            # 0191 and 0053: refused, it is valid until its last day; past it, over at once.
            held.asked = held.outlasted = False
            held.refused = True
            held.ended = held.over(fact.at)
        case Sold():
            held.sold.append((held.owner, fact.at))
            held.owner = fact.owner
        case Relinquished():
            # Handbook §2.1: "any valid", owner stops, "afgestand".
            held.ended = True
        case _:
            pass


def _day(at: datetime) -> date:
    return at.astimezone(BRUSSELS).date()
