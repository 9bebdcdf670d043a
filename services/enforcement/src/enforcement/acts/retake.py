"""The act by which a body takes its decision back, as procedures share it (decision 0193)."""

from enum import StrEnum
from typing import Annotated

from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Reason, area


class Retake(Act, decides=True, asks=True):
    """Withdraw a decision, or begin anew once it lapsed or was stayed or annulled.

    ``restart`` says where the case went wrong: from there every guard holds again. A procedure
    gives its own codes, and their words.
    """

    restart: StrEnum
    motivation: Annotated[Reason, area(mark("Waarom?"), NO_NAMES, name="reden")]

    def noted(self) -> str:
        return f"{self.restart}: {self.motivation}"
