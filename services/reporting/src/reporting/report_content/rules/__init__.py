"""Rules of a report's content: its bytes, its differences, and disclosure control of it."""

__all__ = [
    "canonical",
    "content",
    "differences",
    "disclosure_check",
    "for_public",
    "marks",
    "readership",
    "written_numbers",
]
