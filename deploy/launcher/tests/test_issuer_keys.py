"""Keys of token issuers have an end, and a renewed one takes over without a gap."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from chassis.web import TrustDomain, issue, verify
from chassis.web.tokens import InvalidTokenError, Issuers
from launcher.credentials import Credentials
from launcher.credentials.make import make
from launcher.login.commands import app

ISSUER_KEY_LIVES = timedelta(days=400)
OVERLAP = timedelta(hours=1)


def token(secrets: Credentials) -> str:
    return issue(
        (secrets.issuer_keys / "politie.key").read_text(),
        domain="politie",
        function="politie_agent",
        organisation="LPA",
        subject="u-1",
        service="databank",
    )


def accepts(issuers: Issuers, given: str) -> bool:
    try:
        verify(given, issuers, frozenset(TrustDomain))
    except InvalidTokenError:
        return False
    return True


def ends(secrets: Credentials) -> list[datetime]:
    entry = json.loads(secrets.issuers.read_text())["politie"]
    return [datetime.fromisoformat(key["not_after"]) for key in entry["keys"]]


def test_a_renewed_key_counts_at_once_and_the_former_for_an_hour(tmp_path: Path) -> None:
    make(tmp_path)
    secrets = Credentials.given(tmp_path)
    now = datetime.now(UTC)
    (first,) = ends(secrets)
    assert abs(first - now - ISSUER_KEY_LIVES) < timedelta(minutes=5)
    running = Issuers.load(secrets.issuers, "databank")
    before = token(secrets)
    assert accepts(running, before)
    done = CliRunner().invoke(app, ["renew-key", "politie", "--secrets", str(tmp_path)])
    assert done.exit_code == 0, done.output
    former, current = ends(secrets)
    assert abs(former - now - OVERLAP) < timedelta(minutes=5)
    assert abs(current - now - ISSUER_KEY_LIVES) < timedelta(minutes=5)
    after = token(secrets)
    assert accepts(running, after), "without a restart"
    assert accepts(running, before)


def test_what_has_run_out_is_offered_no_more_and_nothing_else_changes(tmp_path: Path) -> None:
    make(tmp_path)
    secrets = Credentials.given(tmp_path)
    kept = secrets.issuer_keys / "politie.json"
    document = json.loads(kept.read_text())
    past = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    document["keys"].insert(0, {"key": "AAAA", "not_after": past})
    kept.write_text(json.dumps(document))
    make(tmp_path)
    assert len(ends(secrets)) == 1
    again = secrets.issuers.read_text()
    make(tmp_path)
    assert secrets.issuers.read_text() == again


def test_no_key_of_a_domain_that_is_not_is_renewed(tmp_path: Path) -> None:
    make(tmp_path)
    done = CliRunner().invoke(app, ["renew-key", "iets", "--secrets", str(tmp_path)])
    assert done.exit_code != 0


def test_a_key_file_alone_is_no_reason_to_trust_longer(tmp_path: Path) -> None:
    """A key that has run out and is still the current one is not given another life."""
    make(tmp_path)
    secrets = Credentials.given(tmp_path)
    kept = secrets.issuer_keys / "politie.json"
    document = json.loads(kept.read_text())
    document["keys"][0]["not_after"] = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    kept.write_text(json.dumps(document))
    make(tmp_path)
    assert ends(secrets) == []
