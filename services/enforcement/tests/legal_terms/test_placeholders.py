"""Rules that are not the city's own are told to whoever starts the service, and to who decides."""

import tomllib
from importlib.resources import files

import pytest
import structlog
from fastapi import FastAPI
from structlog.testing import capture_logs

from chassis.web import Function
from enforcement.legal_terms import placeholders as module
from enforcement.legal_terms.placeholders import OWN_RULES, placeholders, warn_of_placeholders

from ..support.browser import signed_in
from ..support.city import City


def test_what_we_deliver_says_that_it_is_a_placeholder() -> None:
    for name in OWN_RULES:
        text = (files("enforcement") / "data" / name).read_text("utf-8")
        assert tomllib.loads(text)["placeholder"] is True, name
    assert placeholders() == OWN_RULES


def test_each_start_warns_of_each_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "log", structlog.get_logger("fresh"))  # a used one is bound already
    with capture_logs() as logs:
        warn_of_placeholders()
    assert [(each["log_level"], each["file"]) for each in logs] == [
        ("warning", name) for name in OWN_RULES
    ]


async def test_who_decides_reads_it_where_the_law_stands(app: FastAPI, city: City) -> None:
    for function in (Function.SANCTIONEREND_AMBTENAAR, Function.COLLEGE_SECRETARIS):
        reader = await signed_in(app, city, function)
        shown = await reader.sees("/wettelijke-termijnen")
        assert "de eigen regels van de stad ontbreken" in shown
        assert "gas_rules.toml, rule_chapters.toml" in shown
