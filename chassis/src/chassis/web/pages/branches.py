"""Branches of sex work on a screen: the word for one, and those that a form offers."""

from collections.abc import Iterable
from datetime import date

from chassis.branches import branches
from chassis.web.pages.languages import language
from contracts.branches import Branch


def branch_word(code: str) -> str:
    """The word in the language of this request; a code that is not listed here reads as itself."""
    found = branches().find(code)
    return found.label.of(language()) if found else code.replace("_", " ")


def branch_words(codes: Iterable[Branch] | None = None) -> dict[Branch, str]:
    """All branches with their words, or only ``codes``."""
    return {code: branch_word(code) for code in (branches().codes if codes is None else codes)}


def offered_branches(on: date, *chosen: str) -> dict[Branch, str]:
    """The branches of a day with their words, and those that are chosen already."""
    listed = branches()
    offered = {*listed.offered(on), *chosen}
    return branch_words(code for code in listed.codes if code in offered)
