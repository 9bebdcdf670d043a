"""Terms of procedures as figures: how often each was met, and how often it was late."""

from dataclasses import dataclass

IN_TIME, LATE = "op tijd", "te laat"


@dataclass(frozen=True, slots=True)
class Term:
    """``indicator`` is the one whose readers see it. What has no term counts in neither."""

    code: str
    label: str
    indicator: str
    in_time: int
    late: int
