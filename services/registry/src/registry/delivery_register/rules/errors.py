"""The refusal of a delivery that is not there, or that is another's."""

from chassis.refusals import NotFoundError


class DeliveryNotFoundError(NotFoundError):
    """There is no such delivery, or none that this organisation may know of."""

    def __init__(self) -> None:
        super().__init__("Deze oplevering")
