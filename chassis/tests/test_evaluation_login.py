"""A service whose login lets everybody in does not start where others reach it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from pydantic_settings import SettingsError

from chassis import evaluation_login
from chassis.settings import Settings
from launcher.login import settings_files
from launcher.login.settings_files import Issuers, Kind

LOCAL = "https://databank.localhost:8443"
PUBLIC = "https://databank.stad.example"
IN_WORDS = "lets everybody in from everywhere, as anybody"


def settings(folder: Path, kind: Kind, **given: object) -> Settings:
    settings_files.write(folder, Issuers(kind, "https://login.localhost:8443"))
    url = SecretStr("postgresql://databank@127.0.0.1/databank")
    return Settings(
        amqp_url=SecretStr("amqp://databank@127.0.0.1/krachtlijn"),
        database_url=url,
        seal_public=folder,
        issuers=folder,
        logins=folder / "databank" / "logins.json",
        **given,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("kind", "given", "starts"),
    [
        (Kind.EVALUATION, {"public_url": LOCAL, "host": "0.0.0.0"}, True),
        (Kind.EVALUATION, {"public_url": "http://127.0.0.1:8001"}, True),
        (Kind.EVALUATION, {}, True),
        (Kind.EVALUATION, {"public_url": PUBLIC}, False),
        (Kind.EVALUATION, {"public_url": "https://192.0.2.7"}, False),
        (Kind.EVALUATION, {"public_url": "https://localhost.stad.example"}, False),
        (Kind.EVALUATION, {"host": "0.0.0.0"}, False),
        (Kind.EVALUATION, {"public_url": PUBLIC, "login_evaluation": "lets everybody in"}, False),
        (Kind.EVALUATION, {"public_url": PUBLIC, "login_evaluation": IN_WORDS}, True),
        (Kind.KEYCLOAK, {"public_url": PUBLIC, "host": "0.0.0.0"}, True),
    ],
)
def test_a_public_address_is_refused(
    tmp_path: Path, kind: Kind, given: dict[str, str], starts: bool
) -> None:
    read = settings(tmp_path, kind, **given)
    if starts:
        evaluation_login.check(read)
        return
    with pytest.raises(SettingsError, match="lets everybody in, as whom they choose"):
        evaluation_login.check(read)


def test_the_start_says_it_in_a_sentence_and_nothing_runs(tmp_path: Path) -> None:
    read = settings(tmp_path, Kind.EVALUATION)
    for name in ("seal_public.json", "issuers.json"):
        (tmp_path / name).write_text("{}")
    done = subprocess.run(
        [sys.executable, "-m", "chassis.serve", "databank"],
        env={
            "PATH": os.environ["PATH"],
            "KRACHTLIJN_SECRETS": str(tmp_path / "databank"),
            "KRACHTLIJN_PUBLIC": str(tmp_path),
            "KRACHTLIJN_AMQP_URL": read.amqp_url.get_secret_value(),
            "KRACHTLIJN_DATABASE_URL": read.database_url.get_secret_value(),
            "KRACHTLIJN_PUBLIC_URL": PUBLIC,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The login of this service lets everybody in")
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_only_an_evaluation_is_marked(tmp_path: Path) -> None:
    for kind in Kind:
        settings_files.write(tmp_path, Issuers(kind, "https://login.localhost:8443"))
        logins = json.loads((tmp_path / "databank" / "logins.json").read_text())
        marked = [each.get("lets_everybody_in", False) for each in logins.values()]
        assert marked == [kind is Kind.EVALUATION] * len(logins)
