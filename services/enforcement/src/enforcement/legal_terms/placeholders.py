"""Placeholders: rules that a city takes from its own regulation, and ours until it does.

They let the platform be tried; no fine and no sanction may stand on them. A city's own file has no
``placeholder`` in it (docs/deploying.md).
"""

import tomllib
from functools import cache
from importlib.resources import files

import structlog

RULE_CHAPTERS = "rule_chapters.toml"
OWN_RULES = ("gas_rules.toml", RULE_CHAPTERS)
"""Files of ``enforcement/data`` that a city writes from its own regulation."""

log = structlog.get_logger("own-rules")


@cache
def placeholders() -> tuple[str, ...]:
    """The files that are still ours."""
    data = files("enforcement") / "data"
    return tuple(
        name
        for name in OWN_RULES
        if tomllib.loads((data / name).read_text("utf-8")).get("placeholder", False)
    )


def warn_of_placeholders() -> None:
    """Warn whoever starts the service of each."""
    for name in placeholders():
        log.warning("placeholder rules: not for production, see docs/deploying.md", file=name)
