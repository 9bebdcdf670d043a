"""The life of a version of a rule: people draft it, back-test it, try it in shadow, and a second
person puts it in force. Every step is kept with who, when and why (DP-09, DP-10)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.bus.timers import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from chassis.web import Actor
from databank.detection.rule_versions.rules import (
    BackTestState,
    NotBackTestedError,
    SecondPersonNeededError,
)
from databank.detection.rule_versions.store import back_tests, versions
from databank.detection.rule_versions.store.back_tests import BackTestRow
from databank.detection.rule_versions.store.versions import LockedVersion
from databank.detection.rules.catalogue import RULES
from databank.detection.rules.version import (
    ALLOWED,
    DRAFTING,
    NEEDS_BACK_TEST,
    Parameters,
    Reason,
    RecordedStep,
    Stage,
    Step,
)

RULE_BEGINS = "rule-begins"
"""The timer that brings the cases up to date from the day on which a version begins or ends."""


async def draft(
    tx: Transaction, actor: Actor, rule_id: str, parameters: Parameters, reason: Reason
) -> int:
    """Draft a new version, which judges nothing yet; gives its number."""
    known = await _rule(tx, rule_id)
    number = max(version.number for version in known) + 1
    version = LockedVersion(rule_id, number, parameters, Stage.ONTWERP, None, None, None, None)
    await _put(tx, actor, version, RecordedStep.OPSTELLEN, reason)
    return number


async def change(
    tx: Transaction,
    actor: Actor,
    rule_id: str,
    number: int,
    parameters: Parameters,
    reason: Reason,
) -> None:
    """Give a draft other parameters; its back-tests no longer count."""
    version = _take(await _rule(tx, rule_id), number, Step.WIJZIGEN)
    await _put(tx, actor, replace(version, parameters=parameters), RecordedStep.WIJZIGEN, reason)


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


async def cancel_back_test(tx: Transaction, test_id: UUID) -> BackTestRow:
    """Stop a back-test that waits or runs; gives it as it then stands."""
    if await back_tests.get_for_update(tx.conn, test_id) is None:
        raise NotFoundError(lazy("Deze terugtoets"))
    if not await back_tests.finish(tx.conn, test_id, BackTestState.GEANNULEERD, tx.now):
        raise StepRefusedError(lazy("Deze terugtoets is al afgelopen."), [])
    cancelled = await back_tests.get(tx.conn, test_id)
    assert cancelled is not None  # it is locked
    return cancelled


async def shadow(
    tx: Transaction, actor: Actor, rule_id: str, number: int, from_day: date, reason: Reason
) -> None:
    """Try a version from a coming day on: its cases are kept for leadership, and told to nobody."""
    version = _take(await _rule(tx, rule_id), number, Step.SCHADUW)
    await _back_tested(tx, version, Step.SCHADUW)
    _after_today(tx, from_day, "from")
    await _put(
        tx, actor, replace(version, shadow_from=from_day), RecordedStep.SCHADUW, reason, from_day
    )


async def activate(
    tx: Transaction, actor: Actor, rule_id: str, number: int, from_day: date, reason: Reason
) -> None:
    """Put a version in force from a coming day on, by a second person; the former ends that day."""
    known = await _rule(tx, rule_id)
    version = _take(known, number, Step.ACTIVEREN)
    if actor.subject in await _drafters(tx, rule_id, number):
        raise SecondPersonNeededError(
            lazy("Je hebt deze versie zelf opgesteld. Vraag een collega ze te activeren.")
        )
    askers = await _back_tested(tx, version, Step.ACTIVEREN)
    if all(asker == actor.subject for asker in askers):
        raise SecondPersonNeededError(
            lazy(
                "Alleen jij hebt deze versie teruggetoetst."
                " Laat een collega ze activeren of toetsen."
            )
        )
    _after_today(tx, from_day, "validFrom")
    for other in known:
        if other.number != number and other.valid_from and other.valid_from >= from_day:
            reason_nl = lazy("Een andere versie begint op die dag of later. Kies een latere dag.")
            raise FieldRefusedError("validFrom", reason_nl)
    for other in known:
        is_current = other.stage is Stage.ACTIEF and other.number != number
        if is_current and (other.valid_to is None or other.valid_to > from_day):
            replaced = replace(other, stage=Stage.VERVANGEN, valid_to=from_day)
            await _put(tx, actor, replaced, RecordedStep.VERVANGEN, reason)
    shadow_to = from_day if version.shadow_from else None
    if version.shadow_from and version.shadow_from >= from_day:
        shadow_to = version.shadow_from
    in_force = replace(version, valid_from=from_day, shadow_to=shadow_to)
    await _put(tx, actor, in_force, RecordedStep.ACTIVEREN, reason, from_day)


async def withdraw(
    tx: Transaction, actor: Actor, rule_id: str, number: int, to_day: date, reason: Reason
) -> None:
    """End a version on a coming day. Its cases until then stand."""
    version = _take(await _rule(tx, rule_id), number, Step.INTREKKEN)
    _after_today(tx, to_day, "validTo")
    begins = version.valid_from or version.shadow_from
    ends = to_day if begins is None else max(to_day, begins)
    if version.valid_from:
        version = replace(version, valid_to=ends)
    elif version.shadow_from:
        version = replace(version, shadow_to=ends)
    await _put(
        tx, actor, version, RecordedStep.INTREKKEN, reason, ends if begins is not None else None
    )


async def _rule(tx: Transaction, rule_id: str) -> list[LockedVersion]:
    if rule_id not in RULES:
        raise NotFoundError(lazy("Deze regel"))
    return await versions.get_for_update(tx.conn, rule_id)


_IS = {
    Stage.ONTWERP: lazy("ontwerp"),
    Stage.SCHADUW: lazy("schaduw"),
    Stage.ACTIEF: lazy("actief"),
    Stage.VERVANGEN: lazy("vervangen"),
    Stage.INGETROKKEN: lazy("ingetrokken"),
}


def _take(known: Sequence[LockedVersion], number: int, step: Step) -> LockedVersion:
    """The version as the step leaves its stage; refuses what its stage does not permit."""
    version = next((each for each in known if each.number == number), None)
    if version is None:
        raise NotFoundError(lazy("Deze versie"))
    may = ALLOWED[version.stage]
    if step not in may:
        title = lazy("Deze versie is %(stage)s. Deze stap kan dan niet.", stage=_IS[version.stage])
        raise StepRefusedError(title, [each.value for each in may])
    return replace(version, stage=may[step])


async def _back_tested(tx: Transaction, version: LockedVersion, step: Step) -> list[str]:
    """The subjects who asked for a finished back-test of these very parameters."""
    assert step in NEEDS_BACK_TEST
    askers = await back_tests.askers_of_finished(
        tx.conn, (version.rule_id, version.number), version.parameters
    )
    if not askers:
        raise NotBackTestedError
    return askers


async def _drafters(tx: Transaction, rule_id: str, number: int) -> set[str]:
    return {
        step.actor
        for step in await versions.steps(tx.conn, rule_id)
        if step.version == number and step.step in DRAFTING
    }


def _after_today(tx: Transaction, day: date, field: str) -> None:
    """So that no version judges a day that people have already seen."""
    if day <= city_day(tx.now):
        raise FieldRefusedError(field, lazy("Kies een dag na vandaag."))
    if day > city_day(tx.now) + timedelta(days=3650):
        raise FieldRefusedError(field, lazy("Kies een dag binnen tien jaar."))


async def _put(
    tx: Transaction,
    actor: Actor,
    version: LockedVersion,
    step: RecordedStep,
    reason: Reason,
    from_day: date | None = None,
) -> None:
    """Write it with its history; ``from_day`` is from when on cases may differ by it."""
    await versions.put(tx.conn, version, tx.now)
    details: dict[str, Any] = {"parameters": version.parameters.document()}
    if from_day is not None:
        details["from"] = from_day.isoformat()
    who = (actor.subject, actor.function.value)
    await versions.add_step(tx.conn, version, step, tx.now, who, reason, details)
    if from_day is not None:
        key = f"{version.rule_id} {version.number} {step.value}"
        data = {"rule": version.rule_id, "from": from_day.isoformat(), "after": str(UUID(int=0))}
        await schedule(tx, RULE_BEGINS, key, tx.now, data)
        # And once more when it begins, for what was under way while people decided.
        await schedule(tx, RULE_BEGINS, f"{key} begin", day_start(from_day), data)
