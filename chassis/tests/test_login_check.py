"""A service that is refused says so before it starts, and what to do."""

import re

import pytest
from pydantic import SecretStr

from chassis.login_check import refusals
from chassis.settings import Settings
from launcher.sandbox import Sandbox


@pytest.fixture
def settings(sandbox: Sandbox) -> Settings:
    sandbox.database("registry")
    return sandbox.settings("registry")


def spoiled(url: SecretStr, old: str, new: str) -> SecretStr:
    return SecretStr(re.sub(old, new, url.get_secret_value()))


async def test_who_is_let_in_hears_nothing(settings: Settings) -> None:
    assert await refusals(settings) == []


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("database_url", "database_password.*databases create"),
        ("amqp_url", "amqp_password.*topology"),
    ],
)
async def test_a_wrong_password_is_told_without_telling_it(
    settings: Settings, field: str, told: str
) -> None:
    wrong = spoiled(getattr(settings, field), r":[^:@/]+@", ":canaryword@")
    (sentence,) = await refusals(settings.model_copy(update={field: wrong}))
    assert re.search(told, sentence)
    assert "canaryword" not in sentence


@pytest.mark.parametrize("field", ["database_url", "amqp_url"])
async def test_a_server_that_is_away_is_waited_for(settings: Settings, field: str) -> None:
    away = spoiled(getattr(settings, field), r"@127\.0\.0\.1:\d+", "@127.0.0.1:9")
    assert await refusals(settings.model_copy(update={field: away})) == []
