"""Refusals of corrections: nothing kept to correct, or a suggestion that is none."""

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError


class NoSuggestionError(FieldRefusedError):
    """A key that no error of this delivery has, or none at all."""

    def __init__(self) -> None:
        super().__init__("accepted", lazy("Kies een of meer voorstellen van deze oplevering."))


class NothingKeptError(StepRefusedError):
    """The delivery had no errors, or its upload was erased after its term."""

    def __init__(self) -> None:
        reason = lazy(
            "Van deze oplevering bewaren we geen bestand: ze had geen fouten, of het is te lang"
            " geleden. Lever opnieuw op."
        )
        super().__init__(reason, [])
