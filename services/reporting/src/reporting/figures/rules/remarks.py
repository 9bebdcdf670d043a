"""Remarks beside figures that do not say the same to everybody."""

from typing import Self


class Remark(str):
    """Words of the system that hold a figure of people, or a threshold.

    As a text it is for who serves the plan; ``for_all`` is what everybody reads in its place,
    nothing where that is empty.
    """

    __slots__ = ("for_all",)
    for_all: str

    def __new__(cls, text: str, for_all: str) -> Self:
        said = super().__new__(cls, text)
        said.for_all = for_all
        return said


def for_all(text: str) -> str:
    """What everybody reads of words of the system."""
    return text.for_all if isinstance(text, Remark) else text
