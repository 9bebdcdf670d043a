"""Outlines of letters: when a procedure may send one, and what it cannot do without."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldError, FieldsRefusedError, StepRefusedError
from enforcement.cases.rules import TO_FILL_IN
from enforcement.notifications.rules.letters import PERSONS, AddresseeRole, Particulars
from enforcement.notifications.rules.notification import Mode


@dataclass(frozen=True, slots=True)
class Outline:
    """A kind of letter in one procedure. ``words`` is the folder of its dated templates.

    It may be made and may leave in the states ``when``: what it says was done then, and may still
    be said; ``otherwise`` is said in any other. One that came back goes out once more in those of
    ``again`` too. Whether a hearing has its hour, each case knows itself.

    ``needs`` are particulars without which it would lack what the law wants in it, ``may_have``
    others. Everybody in the case with a role of ``goes_to`` gets one. ``registered``: plain post
    does not do. ``taken_once``: its step was taken when it first arrived, so that nothing waits for
    it any more. ``each_once``: whoever is named later gets it alone. ``with_report``: a copy of
    every report that the case is about goes with it. ``dunning``: finance has it
    drafted from a claim, without reading it.
    """

    words: str
    when: frozenset[StrEnum]
    otherwise: str
    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    goes_to: tuple[AddresseeRole, ...] = PERSONS
    registered: bool = False
    again: frozenset[StrEnum] = frozenset()
    taken_once: bool = False
    each_once: bool = False
    with_report: bool = False
    dunning: bool = False


PLAN_FIRST = lazy("Plan eerst de hoorzitting.")
NOT_HEARD = lazy("Er was nog geen hoorzitting.")
NOT_DECIDED = lazy("Er is nog geen beslissing.")
NOT_ORDERED = lazy("Er is geen bevel dat nog ter kennis moet komen.")


def is_over(last_day: date) -> LazyMessage:
    """Why no letter is made about an order that ran until then."""
    day = f"{last_day:%d/%m/%Y}"
    return lazy(
        "Het bevel liep tot en met %(day)s. Een brief verandert daar niets meer aan.", day=day
    )


HEARING = ("hearing_when", "hearing_where")
"""Particulars of an invitation."""
REPORT = ("hearing_when", "hearing_present", "hearing_report")
"""Particulars of the report of a hearing."""


def must_have_occasion(outline: Outline, state: str, *, again: bool = False) -> None:
    """Raises ``StepRefusedError`` with what has to happen before, or is over.

    ``again``: the letter came back, and goes to another address.
    """
    if again and state in outline.again:
        return
    if state not in outline.when:
        raise StepRefusedError(outline.otherwise)


def must_be_complete(outline: Outline, particulars: Particulars) -> None:
    """Raises ``FieldsRefusedError`` with every particular that is missing, or says somewhere what
    somebody still has to fill in.
    """
    wrong = [
        FieldError(_camel(name), lazy("Vul dit in: de brief mag niet zonder."))
        for name in outline.needs
        if getattr(particulars, name) is None
    ]
    for name, said in particulars.said().items():
        open_place = TO_FILL_IN.search(said) if isinstance(said, str) else None
        if open_place is not None:
            reason = lazy("Vul dit nog in: %(place)s", place=open_place.group())
            wrong.append(FieldError(_camel(name), reason))
    if wrong:
        raise FieldsRefusedError(wrong)


def completed(known: Mapping[str, Any], written: Particulars) -> Particulars:
    """The particulars of a letter: those that the case says, and beyond them what somebody wrote.

    Raises ``FieldsRefusedError`` where somebody wrote something else than the case says.
    """
    said = {name: value for name, value in written.said().items() if name != "minor"}
    different = [name for name, value in said.items() if known.get(name, value) != value]
    if different:
        reason = lazy("Dit staat in het dossier zelf, en daar anders. Laat het leeg.")
        raise FieldsRefusedError([FieldError(_camel(name), reason) for name in different])
    return replace(written, **known)


def mode_of(outline: Outline, wanted: Mode | None) -> Mode:
    """The way in which a letter goes. Raises ``RefusedError`` where plain post does not do."""
    if wanted is None:
        return Mode.AANGETEKEND if outline.registered else Mode.GEWONE_POST
    if outline.registered and wanted is Mode.GEWONE_POST:
        raise FieldsRefusedError(
            [FieldError("mode", lazy("Deze brief moet aangetekend of tegen ontvangstbewijs."))]
        )
    return wanted


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
