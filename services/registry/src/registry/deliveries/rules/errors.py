"""The refusals of the registry: an unknown delivery, a step that cannot be taken, a bad upload."""

from collections.abc import Mapping, Sequence

from registry.deliveries.rules.delivery import Step


class DeliveryError(Exception):
    """The base of every refusal; nothing was changed."""


class UnknownDeliveryError(DeliveryError):
    """There is no such delivery, or none that this organisation may know of."""


class StepRefusedError(DeliveryError):
    """The step cannot be taken now. ``reason`` is Dutch; ``allowed`` names the steps that can."""

    def __init__(self, reason: str, allowed: Sequence[Step] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.allowed = tuple(allowed)


class UploadRefusedError(DeliveryError):
    """An upload that is not kept. ``reasons`` has a Dutch sentence for each field that is wrong."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = dict(reasons)


class IncompleteUploadError(UploadRefusedError):
    """One of the three tables is missing."""


class UnreadableUploadError(UploadRefusedError):
    """One of the files cannot be read."""
