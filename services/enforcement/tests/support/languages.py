"""Sentences of screens that no catalogue translated."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import httpx
import pytest

from launcher.page_walk import words
from launcher.untranslated import dutch_pieces

LANGUAGES = pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.long)])
"""Texts that no catalogue can translate: they stay Dutch in every language."""


@cache
def ours() -> str:
    """Words of the law, which the city translates."""
    return files("enforcement").joinpath("data", "legal_terms.toml").read_text()


def in_dutch(page: str, language: str) -> list[str]:
    shown = words(page)
    return [piece for piece in dutch_pieces("enforcement", language, ours()) if piece in shown]


def assert_no_dutch(found: Mapping[str, httpx.Response], language: str) -> None:
    left = {path: in_dutch(answer.text, language) for path, answer in found.items()}
    assert {path: pieces for path, pieces in left.items() if pieces} == {}
    assert {answer.status_code for answer in found.values()} == {200}


def with_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}taal={language}"
