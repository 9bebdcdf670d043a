"""The city finds the platform by addresses, and speaks in plain to nobody elsewhere."""

from pathlib import Path

import pytest

from chassis.addresses import PlainAddressError
from simulator.session import Settings


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    (tmp_path / "amqp_password").write_text("of the tap\n")
    (tmp_path / "ca.crt").touch()
    monkeypatch.setenv("KRACHTLIJN_SECRETS", str(tmp_path))
    monkeypatch.setenv("KRACHTLIJN_PUBLIC", str(tmp_path))
    monkeypatch.setenv("KRACHTLIJN_TAP_URL", "amqps://tap@broker:5671/krachtlijn")
    monkeypatch.setenv("KRACHTLIJN_SERVICES", '{"databank": "https://databank:8443"}')
    monkeypatch.setenv("KRACHTLIJN_METRICS", "{}")
    monkeypatch.setenv("KRACHTLIJN_LOGIN_ISSUERS", "https://login:8443")
    monkeypatch.setenv("KRACHTLIJN_ISSUER_KEYS", str(tmp_path))
    return monkeypatch


def test_the_tap_s_password_and_authority_are_files(
    told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = Settings.from_environment()
    assert settings.tap_url == (
        f"amqps://tap:of%20the%20tap@broker:5671/krachtlijn?cafile={tmp_path}/ca.crt"
    )
    assert settings.trust.ca == tmp_path / "ca.crt"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KRACHTLIJN_TAP_URL", "amqp://tap@broker/krachtlijn"),
        ("KRACHTLIJN_SERVICES", '{"databank": "http://databank:8000"}'),
        ("KRACHTLIJN_LOGIN_ISSUERS", "http://login:8000"),
    ],
)
def test_an_address_in_plain_is_refused(told: pytest.MonkeyPatch, name: str, value: str) -> None:
    told.setenv(name, value)
    with pytest.raises(PlainAddressError):
        Settings.from_environment()
    told.setenv("KRACHTLIJN_PLAINTEXT_HOSTS", "broker,databank,login")
    assert Settings.from_environment()


def test_the_operator_s_import_is_used_where_it_is_at_hand(told: pytest.MonkeyPatch) -> None:
    assert Settings.from_environment().legacy_import == ()
    told.setenv("KRACHTLIJN_LEGACY_IMPORT", '["krachtlijn", "legacy", "import"]')
    assert Settings.from_environment().legacy_import == ("krachtlijn", "legacy", "import")
