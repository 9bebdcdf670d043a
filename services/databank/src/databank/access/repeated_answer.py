"""Answers that are given again for the same key: whom they show, and what closes them since."""

from collections.abc import Iterator
from typing import Any

from chassis.web.kept_answer import Repeats
from databank.access.shields.view import closed_files
from databank.roles import TOEZICHT


def persons_in(content: Any) -> set[str]:
    """The ids of persons in an answer, by the names of its fields."""
    return {*_ids(content)}


def _ids(content: Any) -> Iterator[str]:
    match content:
        case dict():
            for name, value in content.items():
                if name.lower().endswith("personid") and isinstance(value, str):
                    yield value
                yield from _ids(value)
        case list():
            for each in content:
                yield from _ids(each)


REPEATS = Repeats(closed=closed_files, persons=persons_in, purpose=TOEZICHT)
