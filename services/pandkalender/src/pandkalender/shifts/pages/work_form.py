"""Fields of a form, or columns of a file, that say how somebody works."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from chassis.messages import lazy
from chassis.web import Body
from pandkalender.moments.pages import date_parsing
from pandkalender.shifts.rules.work import Work, WorkStatus, work

COLUMNS = ("statuut", "erkenningsnummer", "erkenningtot")


def _as_written(text: Any) -> Any:
    """``werknemer`` is enough for an employee, as owners write it in a file."""
    written = text.strip().lower() if isinstance(text, str) else text
    return WorkStatus.WERKNEMER if written == "werknemer" else written


class WorkForm(Body):
    """All of it may be left empty."""

    work_status: Annotated[WorkStatus, BeforeValidator(_as_written)] = Field(
        default=WorkStatus.ONBEKEND, alias="statuut"
    )
    recognition: str | None = Field(
        default=None, min_length=3, max_length=40, alias="erkenningsnummer"
    )
    recognised_until: date_parsing.Day | None = Field(default=None, alias="erkenningtot")

    @model_validator(mode="after")
    def recognition_is_of_an_employee(self) -> "WorkForm":
        employed = self.work_status is WorkStatus.WERKNEMER
        if not employed and (self.recognition or self.recognised_until):
            raise ValueError(
                lazy(
                    "Een erkenning telt alleen voor een werknemer. Kies werknemer, of maak het"
                    " nummer en de datum van de erkenning leeg."
                )
            )
        return self

    @property
    def work(self) -> Work:
        return work(self.work_status, self.recognition, self.recognised_until)
