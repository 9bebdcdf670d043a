"""What services and issuers must know of each other is written once, and secrets stay."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chassis.web.login.issuer_settings import IssuerSettings
from launcher.errors import LauncherError
from launcher.login import realms
from launcher.login.commands import app
from launcher.login.evaluation.server import CLIENTS


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_each_service_gets_its_own_secret_and_keeps_it(tmp_path: Path) -> None:
    order = ("settings", "--secrets", str(tmp_path), "--issuers", "https://login.example")
    run(*order)
    first = {path: path.read_text() for path in tmp_path.glob("*/logins.json")}
    assert {path.parent.name for path in first} == {
        service for services in realms.TAKES.values() for service in services
    }
    run(*order)
    assert first == {path: path.read_text() for path in first}
    secrets = [
        IssuerSettings.model_validate(entry).client_secret
        for text in first.values()
        for entry in json.loads(text).values()
    ]
    assert len({secret.get_secret_value() for secret in secrets if secret}) == len(secrets)


def test_keycloak_gets_the_same_secrets_and_the_addresses(tmp_path: Path) -> None:
    run(
        *("settings", "--secrets", str(tmp_path), "--issuers", "https://login.example"),
        *("--service", "databank=https://databank.example/"),
        *("--service", "registry=https://registry.example"),
        *("--service-internal", "registry=https://registry:8443"),
    )
    lines = (tmp_path / "login" / "keycloak.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines)
    assert given["KRACHTLIJN_DATABANK_URL"] == "https://databank.example"
    assert given["KRACHTLIJN_DATABANK_INTERNAL_URL"] == "https://databank.example"
    assert given["KRACHTLIJN_REGISTRY_INTERNAL_URL"] == "https://registry:8443"
    databank = json.loads((tmp_path / "databank" / "logins.json").read_text())
    assert given["KRACHTLIJN_DATABANK_POLITIE_SECRET"] == databank["politie"]["client_secret"]
    asked = {
        part.partition("}")[0]
        for domain in realms.TAKES
        for part in realms.as_json(domain).split("${")[1:]
    }
    assert asked >= set(given)
    assert {name for name in asked if name.endswith("_SECRET")} <= set(given)


def test_the_evaluation_issuer_gets_the_clients(tmp_path: Path) -> None:
    run(
        *("settings", "--secrets", str(tmp_path), "--issuers", "https://login.localhost:8443"),
        *("--kind", "evaluation", "--internal", "http://login:8080"),
        *("--service", "databank=https://databank.localhost:8443"),
        *("--service-internal", "databank=https://databank:8443"),
    )
    clients = CLIENTS.validate_json((tmp_path / "login" / "clients.json").read_text())
    assert clients["politie"]["databank"].address == "https://databank.localhost:8443"
    assert clients["politie"]["databank"].internal == "https://databank:8443"
    entry = json.loads((tmp_path / "databank" / "logins.json").read_text())["politie"]
    assert (entry["issuer"], entry["internal"]) == (
        "https://login.localhost:8443/politie",
        "http://login:8080/politie",
    )


@pytest.mark.parametrize("wrong", ["databank", "iets=https://x.example", "databank=x.example"])
def test_an_address_that_makes_no_sense_is_refused_with_what_to_do(
    tmp_path: Path, wrong: str
) -> None:
    with pytest.raises(LauncherError, match="--service NAME=URL"):
        run("realms", "--to", str(tmp_path), "--service", wrong)


def test_realms_with_addresses_need_no_environment_for_them(tmp_path: Path) -> None:
    run("realms", "--to", str(tmp_path), "--service", "registry=https://zorg.example")
    text = (tmp_path / "zorg.json").read_text()
    assert "https://zorg.example/aanmelden/zorg/terug" in text
    assert "_URL}" not in text
