"""People make rules: they draft a version, hold it against the past, try it in shadow, and a second
person puts it in force. Every step is kept with who, when and why (DP-09, DP-10)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.bus.timers import schedule
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Actor, Problem
from databank.detection.rule_versions.store import back_tests, versions
from databank.detection.rule_versions.store.versions import Held
from databank.detection.rules.catalogue import RULES
from databank.detection.rules.version import (
    ALLOWED,
    NEEDS_BACK_TEST,
    Parameters,
    Reason,
    Stage,
    Step,
    day_of,
    midnight,
)

RULE_BEGINS = "rule-begins"
"""The timer that brings the cases up to date from the day on which a version begins or ends."""

DRAFTING = frozenset({"opstellen", Step.WIJZIGEN.value})


async def draft(
    tx: Transaction, actor: Actor, rule_id: str, parameters: Parameters, reason: Reason
) -> int:
    """A new version that judges nothing yet; gives its number."""
    known = await _rule(tx, rule_id)
    number = max(one.number for one in known) + 1
    version = Held(rule_id, number, parameters, Stage.ONTWERP, None, None, None, None)
    await _put(tx, actor, version, "opstellen", reason)
    return number


async def change(
    tx: Transaction,
    actor: Actor,
    rule_id: str,
    number: int,
    parameters: Parameters,
    reason: Reason,
) -> None:
    """Other parameters for a draft; its back-tests no longer count."""
    version = _take(await _rule(tx, rule_id), number, Step.WIJZIGEN)
    await _put(tx, actor, replace(version, parameters=parameters), Step.WIJZIGEN.value, reason)


async def ask_back_test(
    tx: Transaction, actor: Actor, rule_id: str, number: int, period: tuple[date, date]
) -> UUID:
    """Have a version held against the past; it is done beside the work."""
    version = _take(await _rule(tx, rule_id), number, Step.TERUGTOETSEN)
    test_id = uuid4()
    await back_tests.add(
        tx.conn, test_id, (rule_id, number), version.parameters, period, tx.now, actor.subject
    )
    return test_id


async def to_shadow(
    tx: Transaction, actor: Actor, rule_id: str, number: int, from_day: date, reason: Reason
) -> None:
    """Cases from a coming day on are kept for leadership; nothing is told to anybody."""
    version = _take(await _rule(tx, rule_id), number, Step.SCHADUW)
    await _back_tested(tx, version, Step.SCHADUW)
    _after_today(tx, from_day, "from")
    await _put(
        tx, actor, replace(version, shadow_from=from_day), Step.SCHADUW.value, reason, from_day
    )


async def activate(
    tx: Transaction, actor: Actor, rule_id: str, number: int, from_day: date, reason: Reason
) -> None:
    """In force from a coming day on, by a second person; what was in force ends that day."""
    known = await _rule(tx, rule_id)
    version = _take(known, number, Step.ACTIVEREN)
    if actor.subject in await _drafters(tx, rule_id, number):
        raise _second_person(
            lazy("Je hebt deze versie zelf opgesteld. Vraag een collega ze te activeren.")
        )
    askers = await _back_tested(tx, version, Step.ACTIVEREN)
    if all(asker == actor.subject for asker in askers):
        raise _second_person(
            lazy(
                "Alleen jij hebt deze versie teruggetoetst."
                " Laat een collega ze activeren of toetsen."
            )
        )
    _after_today(tx, from_day, "validFrom")
    for other in known:
        if other.number != number and other.valid_from and other.valid_from >= from_day:
            reason_nl = lazy("Een andere versie begint op die dag of later. Kies een latere dag.")
            raise Problem.field("validFrom", reason_nl)
    for other in known:
        is_current = other.stage is Stage.ACTIEF and other.number != number
        if is_current and (other.valid_to is None or other.valid_to > from_day):
            replaced = replace(other, stage=Stage.VERVANGEN, valid_to=from_day)
            await _put(tx, actor, replaced, Stage.VERVANGEN.value, reason)
    shadow_to = from_day if version.shadow_from else None
    if version.shadow_from and version.shadow_from >= from_day:
        shadow_to = version.shadow_from
    in_force = replace(version, valid_from=from_day, shadow_to=shadow_to)
    await _put(tx, actor, in_force, Step.ACTIVEREN.value, reason, from_day)


async def withdraw(
    tx: Transaction, actor: Actor, rule_id: str, number: int, to_day: date, reason: Reason
) -> None:
    """Ends a version on a coming day. Its cases until then stand."""
    version = _take(await _rule(tx, rule_id), number, Step.INTREKKEN)
    _after_today(tx, to_day, "validTo")
    begins = version.valid_from or version.shadow_from
    ends = to_day if begins is None else max(to_day, begins)
    if version.valid_from:
        version = replace(version, valid_to=ends)
    elif version.shadow_from:
        version = replace(version, shadow_to=ends)
    await _put(
        tx, actor, version, Step.INTREKKEN.value, reason, ends if begins is not None else None
    )


async def _rule(tx: Transaction, rule_id: str) -> list[Held]:
    if rule_id not in RULES:
        raise Problem.not_found(lazy("Deze regel"))
    return await versions.hold(tx.conn, rule_id)


_IS = {
    Stage.ONTWERP: lazy("ontwerp"),
    Stage.SCHADUW: lazy("schaduw"),
    Stage.ACTIEF: lazy("actief"),
    Stage.VERVANGEN: lazy("vervangen"),
    Stage.INGETROKKEN: lazy("ingetrokken"),
}


def _take(known: Sequence[Held], number: int, step: Step) -> Held:
    """The version as the step leaves its stage; refuses what its stage does not permit."""
    version = next((one for one in known if one.number == number), None)
    if version is None:
        raise Problem.not_found(lazy("Deze versie"))
    may = ALLOWED[version.stage]
    if step not in may:
        title = lazy("Deze versie is %(stage)s. Deze stap kan dan niet.", stage=_IS[version.stage])
        raise Problem.conflict(title, allowed=[one.value for one in may])
    return replace(version, stage=may[step])


async def _back_tested(tx: Transaction, version: Held, step: Step) -> list[str]:
    """Who asked for a finished back-test of these very parameters."""
    assert step in NEEDS_BACK_TEST
    askers = await back_tests.passed(tx.conn, (version.rule_id, version.number), version.parameters)
    if not askers:
        raise Problem(
            409,
            "niet-teruggetoetst",
            lazy("Toets deze versie eerst terug, met precies deze instellingen."),
            extra={"allowed": [Step.TERUGTOETSEN.value]},
        )
    return askers


async def _drafters(tx: Transaction, rule_id: str, number: int) -> set[str]:
    return {
        row["actor"]
        for row in await versions.steps(tx.conn, rule_id)
        if row["version"] == number and row["step"] in DRAFTING
    }


def _second_person(title: str) -> Problem:
    return Problem(409, "tweede-persoon-nodig", title, extra={"allowed": []})


def _after_today(tx: Transaction, day: date, field: str) -> None:
    """So that no version judges a day that people have already seen."""
    if day <= day_of(tx.now):
        raise Problem.field(field, lazy("Kies een dag na vandaag."))
    if day > day_of(tx.now) + timedelta(days=3650):
        raise Problem.field(field, lazy("Kies een dag binnen tien jaar."))


async def _put(
    tx: Transaction,
    actor: Actor,
    version: Held,
    step: str,
    reason: Reason,
    from_day: date | None = None,
) -> None:
    """Write it with its history; ``from_day`` is from when on cases may differ by it."""
    await versions.put(tx.conn, version, tx.now)
    details: dict[str, Any] = {"parameters": version.parameters.document()}
    if from_day is not None:
        details["from"] = from_day.isoformat()
    who = (actor.subject, actor.function.value)
    await versions.note(tx.conn, version, step, tx.now, who, reason.value, details)
    if from_day is not None:
        key = f"{version.rule_id} {version.number} {step}"
        data = {"rule": version.rule_id, "from": from_day.isoformat(), "after": str(UUID(int=0))}
        await schedule(tx, RULE_BEGINS, key, tx.now, data)
        # And once more when it begins, for what was under way while people decided.
        await schedule(tx, RULE_BEGINS, f"{key} begin", midnight(from_day), data)
