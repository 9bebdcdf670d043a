import base64
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from launcher.credentials import Credentials
from launcher.names import DOMAINS, READERS, SERVICES
from launcher.rundir import RunDir


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    run = RunDir.of(tmp_path, "test")
    first = Credentials.ensure(run)
    files = [path for path in run.secrets.rglob("*") if path.is_file()]
    content = {path: path.read_bytes() for path in files}
    assert Credentials.ensure(run) == first
    assert content == {path: path.read_bytes() for path in files}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {"admin", "tap", *SERVICES} == set(first.broker)


def test_what_is_sealed_for_a_reader_can_be_opened_with_its_own_key(tmp_path: Path) -> None:
    secrets = Credentials.ensure(RunDir.of(tmp_path, "test"))
    public = json.loads(secrets.seal_public.read_text())
    assert set(public) == set(READERS)
    for reader, offer in public.items():
        private = json.loads(secrets.seal_private(reader).read_text())[offer["current"]]
        key = X25519PrivateKey.from_private_bytes(base64.b64decode(private)).public_key()
        assert base64.b64decode(offer["keys"][offer["current"]]) == key.public_bytes_raw()


def test_every_trust_domain_has_its_own_issuer(tmp_path: Path) -> None:
    secrets = Credentials.ensure(RunDir.of(tmp_path, "test"))
    issuers = json.loads(secrets.issuers.read_text())
    assert set(issuers) == set(DOMAINS)
    assert issuers["politie"]["issuer"] == "urn:krachtlijn:issuer:politie"
    assert len({issuer["key"] for issuer in issuers.values()}) == len(DOMAINS)
    assert len(base64.b64decode((secrets.issuer_keys / "zorg.key").read_text())) == 32
