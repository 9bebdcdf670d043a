"""Sentences of screens that no catalogue translated."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import httpx
import pytest

from launcher.untranslated import left_in_dutch

LANGUAGES = pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.long)])
"""Texts that no catalogue can translate: they stay Dutch in every language."""


@cache
def ours() -> str:
    """Words of the law, which the city translates."""
    return files("enforcement").joinpath("data", "legal_terms.toml").read_text()


def assert_no_dutch(found: Mapping[str, httpx.Response], language: str) -> None:
    left = {
        path: left_in_dutch(answer.text, "enforcement", language, ours())
        for path, answer in found.items()
    }
    assert {path: pieces for path, pieces in left.items() if pieces} == {}
    assert {answer.status_code for answer in found.values()} == {200}


def with_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}taal={language}"
