"""The refusals of the registry that have a name: an unknown delivery, a bad upload."""

from collections.abc import Sequence

from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError, NotFoundError


class DeliveryNotFoundError(NotFoundError):
    """There is no such delivery, or none that this organisation may know of."""

    def __init__(self) -> None:
        super().__init__("Deze oplevering")


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
