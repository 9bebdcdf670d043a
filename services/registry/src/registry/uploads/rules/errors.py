"""Refusals of an upload: a table is missing, or a file cannot be read."""

from collections.abc import Sequence

from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError


class IncompleteUploadError(FieldsRefusedError):
    """One of the three tables is missing."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        reason = lazy("De oplevering is niet volledig.")
        super().__init__(errors, reason=reason, code="bestand-ontbreekt")


class UnreadableUploadError(FieldsRefusedError):
    """One of the files cannot be read."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        reason = lazy("We kunnen de oplevering niet lezen.")
        super().__init__(errors, reason=reason, code="bestand-onleesbaar")
