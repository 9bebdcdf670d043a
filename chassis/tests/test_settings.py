"""Settings come from the environment and from two folders: a service's own and everybody's."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from chassis.settings import Settings

BROKER, DATABASE = "amqp://databank@localhost/x", "postgresql://databank@localhost/databank"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own, public = tmp_path / "own", tmp_path / "public"
    own.mkdir()
    public.mkdir()
    for name in ("seal_private.json", "vault.json", "logins.json", "tls.key", "tls.crt"):
        (own / name).write_text("{}")
    for name in ("seal_public.json", "issuers.json", "ca.crt"):
        (public / name).write_text("{}")
    (own / "amqp_password").write_text("of the broker\n")
    (own / "database_password").write_text("of the database\n")
    monkeypatch.setenv("KRACHTLIJN_SECRETS", str(own))
    monkeypatch.setenv("KRACHTLIJN_PUBLIC", str(public))
    monkeypatch.setenv("KRACHTLIJN_AMQP_URL", BROKER)
    monkeypatch.setenv("KRACHTLIJN_DATABASE_URL", DATABASE)
    return tmp_path


def test_secrets_are_found_in_the_service_s_folder(folders: Path) -> None:
    settings = Settings()
    assert settings.amqp_url.get_secret_value() == ("amqp://databank:of%20the%20broker@localhost/x")
    assert "of%20the%20database" in settings.database_url.get_secret_value()
    assert settings.seal_private == folders / "own" / "seal_private.json"
    assert settings.vault == folders / "own" / "vault.json"
    assert settings.logins == folders / "own" / "logins.json"
    assert settings.tls_key == folders / "own" / "tls.key"
    assert settings.seal_public == folders / "public" / "seal_public.json"
    assert settings.issuers == folders / "public" / "issuers.json"
    assert settings.trust.ca == folders / "public" / "ca.crt"
    assert "of the" not in repr(settings)


def test_an_explicit_setting_beats_a_file(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRACHTLIJN_SEAL_PRIVATE", "/elsewhere.json")
    monkeypatch.setenv("KRACHTLIJN_AMQP_PASSWORD", "said")
    settings = Settings()
    assert settings.seal_private == Path("/elsewhere.json")
    assert settings.amqp_url.get_secret_value() == "amqp://databank:said@localhost/x"


def test_what_is_not_in_the_folder_is_not_set(folders: Path) -> None:
    (folders / "own" / "logins.json").unlink()
    (folders / "public" / "ca.crt").unlink()
    settings = Settings()
    assert settings.logins is None
    assert settings.tls_ca is None


def test_a_plain_address_is_refused_without_telling_it(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRACHTLIJN_AMQP_URL", "amqp://databank:said@broker/x")
    with pytest.raises(ValidationError, match="use amqps://") as error:
        Settings()
    assert "said" not in str(error.value)
    monkeypatch.setenv("KRACHTLIJN_PLAINTEXT_HOSTS", "elders, broker")
    assert Settings().plaintext_hosts == {"elders", "broker"}


def test_a_folder_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRACHTLIJN_SECRETS", "/nowhere/of/mine")
    with pytest.raises(SettingsError, match="KRACHTLIJN_SECRETS names /nowhere/of/mine"):
        Settings()


def serve(*arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "chassis.serve", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_a_service_that_is_not_told_enough_says_what_is_missing() -> None:
    code, told = serve("databank", KRACHTLIJN_AMQP_URL="amqp://a:said@broker/x")
    assert code == 1
    assert "KRACHTLIJN_AMQP_URL: The broker on broker would be reached without knowing it" in told
    assert "KRACHTLIJN_DATABASE_URL: Field required" in told
    assert "said" not in told
    assert "Traceback" not in told
    assert serve() == (2, "Say which service: python -m chassis.serve databank\n")


def test_the_connections_follow_the_partitions_and_are_never_too_few(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Settings().connections == 8
    monkeypatch.setenv("KRACHTLIJN_PARTITIONS", "8")
    assert Settings().connections == 15
    monkeypatch.setenv("KRACHTLIJN_DATABASE_CONNECTIONS", "12")
    assert Settings().connections == 12
    monkeypatch.setenv("KRACHTLIJN_DATABASE_CONNECTIONS", "11")
    with pytest.raises(ValidationError, match="at least 12"):
        Settings()
