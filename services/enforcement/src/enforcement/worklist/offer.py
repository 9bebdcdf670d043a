"""Offer of steps: whose turn it is in an open case, and what that function then owes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor, Function
from chassis.web.pages.languages import mark
from enforcement.cases.procedures import Procedures
from enforcement.cases.scope import scope_of
from enforcement.cases.take_step import allowed_steps
from enforcement.cases.turns import Turn
from enforcement.functions import CASE_WORKERS, SANCTIONING, SECRETARIAT_OF
from enforcement.notifications.awaited import asked_by
from enforcement.notifications.store import awaited
from enforcement.worklist.store import Due, Reader


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that is to be taken now, in words, or the kind of a letter to make, with its page."""

    said: str
    path: str


@dataclass(frozen=True, slots=True)
class Work:
    """An open case with what it awaits of the reader."""

    due: Due
    offers: Sequence[Offer]


LOOK_AGAIN = mark("Opvolgen")


def reader_for(tx: Transaction, actor: Actor, procedures: Procedures) -> Reader:
    """Who looks, with the turns of that function in the procedures that it reads."""
    scope, function = scope_of(actor.function), actor.function
    return Reader(
        subject=actor.subject,
        kinds=scope.kinds,
        college=scope.college,
        today=city_day(tx.now),
        pleads=function in CASE_WORKERS,
        follows=function in CASE_WORKERS | SANCTIONING,
        waits=procedures.waiting_states(function),
        within=procedures.terms_within(function),
        near=procedures.nearing_terms(function),
        over=procedures.terms_over(function),
        kept=[
            f"{colleague}:{state}"
            for colleague in Function
            for state in procedures.shared_states(function, colleague)
        ],
    )


async def offered(tx: Transaction, due: Due, function: Function, procedures: Procedures) -> Work:
    """A case with the steps and letters of the turns that are this function's now."""
    today = city_day(tx.now)
    registered = procedures.of(due.kind)
    steps = registered.steps
    case = await steps.get(tx, due.case_id)
    file, allowed = case.file(), allowed_steps(case, today)
    turns = [
        turn
        for turn in registered.turns.of(function, due.state)
        if _has_come(turn, due)
        and (turn.when is None or turn.when(file, today))
        and (turn.asked is None or await turn.asked(tx, case))
        and (turn.body is None or await turn.body(tx, case) in (SECRETARIAT_OF[function], None))
    ]
    places: dict[StrEnum, UUID] = {}
    outside: dict[str, str] = {}
    for turn in turns:
        if turn.under_way is not None and await turn.under_way(tx, case):
            continue
        if turn.page is not None:
            said, path = turn.page
            outside |= {said: path} if any(step in allowed for step in turn.steps) else {}
            continue
        elsewhere = None if turn.first is None else await turn.first(tx, case)
        if elsewhere is not None:
            places[elsewhere.step] = elsewhere.case_id
        else:
            places |= {step: due.case_id for step in turn.steps if step in allowed}
    pages = {step: steps.page_of(place, step, function) for step, place in places.items()}
    offers = [Offer(said, path) for said, path in outside.items()]
    offers += [Offer(steps.steps[step], path) for step, path in pages.items() if path]
    letters = {letter for turn in turns for letter in turn.letters}
    offers += await _letters(tx, due, function, letters)
    if not offers and due.on_day is not None and due.on_day <= today:
        offers.append(Offer(LOOK_AGAIN, procedures.page_of(due.kind, due.case_id)))
    return Work(due, offers)


def _has_come(turn: Turn, due: Due) -> bool:
    """Its term, if it waits for one, is near enough or over; its mark, if it has one, is there."""
    if turn.only is not None:
        return turn.only in due.marks
    return turn.at_once or turn.nearing in due.near or turn.over in due.passed


async def _letters(
    tx: Transaction, due: Due, function: Function, letters: Collection[str]
) -> list[Offer]:
    """Those that the case awaits and that nobody made yet."""
    return [
        Offer(asked.kind.letter, f"/brieven/dossier/{due.case_id}")
        for asked in asked_by(function)
        if asked.kind.case == due.kind
        and asked.kind.letter in letters
        and await awaited.among(tx, asked, [due.case_id])
    ]
