"""Kinds of letters that the cases of a function may await (handbook §4.3)."""

from chassis.web import Function
from enforcement.notifications.correspondence import correspondences
from enforcement.notifications.rules.letters import WrongLetterError
from enforcement.notifications.store.awaited import Asked, Kind


def asked_by(function: Function) -> list[Asked]:
    """Every kind that cases of these workers may await, by procedure, in its own order."""
    return [
        Asked(Kind(each.kind, letter), outline, each.awaited)
        for each in correspondences()
        if function in each.workers
        for letter, outline in each.outlines.items()
        if any(awaited.letter is letter for awaited in each.awaited.letters)
    ]


def asked_for(function: Function, kind: Kind) -> Asked:
    """Raises ``WrongLetterError`` for a kind that no case of these workers ever awaits."""
    for asked in asked_by(function):
        if asked.kind == kind:
            return asked
    raise WrongLetterError
