"""Answers to the questions of a validation: in words, before the organisation signs."""

import re
from collections.abc import Sequence

from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError

SHORTEST, LONGEST = 3, 300
MOST = 60
"""Questions of a delivery: each total is asked about once, and there are fewer."""
NUMBER = re.compile(r"\d[\d .\-/]{5,}\d|@")
"""A phone, a national number, a birth date or an address of mail."""


def check(questions: int, answers: Sequence[str]) -> list[str]:
    """The answers, one to each question. Raises ``FieldsRefusedError``, by place from 1."""
    given = [answer.strip() for answer in [*answers, *[""] * questions][:questions]]
    errors = [
        FieldError(f"answers.{place}", reason)
        for place, answer in enumerate(given, start=1)
        if (reason := _wrong(answer))
    ]
    if errors:
        raise FieldsRefusedError(errors, reason=lazy("Beantwoord elke vraag."), code="vraag-open")
    return given


def _wrong(answer: str) -> str:
    if len(answer) < SHORTEST:
        return lazy("Zeg in enkele woorden hoe het zit.")
    if len(answer) > LONGEST:
        return lazy("Schrijf hoogstens %(most)s tekens.", most=LONGEST)
    if NUMBER.search(answer):
        return lazy("Schrijf geen nummers of gegevens van een persoon.")
    return ""
