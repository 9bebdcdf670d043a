import base64
import json
import os
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from typer.testing import CliRunner, Result

from launcher.backup.keys import ReaderKeys, WriterKeys
from launcher.credentials import Credentials, certificates, verifiers
from launcher.credentials.commands import app
from launcher.credentials.make import ensure_secrets, make
from launcher.errors import LauncherError
from launcher.names import DOMAINS, READERS, SERVICES
from launcher.rundir import RunDir, write_json, write_private

INSIDE = {"completeness", "certificates", *(f"{service}-backup" for service in SERVICES)}
SEEN = {"grafana", "login"}
SECRETS = {"amqp_password", "database_password", "seal_private.json", "vault.json"}


def content(folder: Path) -> dict[str, bytes]:
    paths = folder.rglob("*")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    run = RunDir.of(tmp_path, "test")
    ensure_secrets(run)
    first = content(run.secrets)
    ensure_secrets(run)
    assert content(run.secrets) == first
    for path in run.secrets.rglob("*"):
        for_everybody = "public" in path.parts
        wanted = (0o755 if for_everybody else 0o700) if path.is_dir() else None
        assert path.stat().st_mode & 0o777 == (wanted or (0o644 if for_everybody else 0o600)), path


def test_a_service_s_folder_holds_its_own_secrets_and_nobody_else_s(tmp_path: Path) -> None:
    make(tmp_path)
    found = content(tmp_path)
    for service in SERVICES:
        names = {path.name for path in (tmp_path / service).iterdir()}
        assert names == SECRETS | {"tls.crt", "tls.key"}
        for name in SECRETS:
            secret = found[f"{service}/{name}"]
            elsewhere = {path for path, each in found.items() if secret in each}
            copies = {f"{service}-owner/vault.json"} if name == "vault.json" else set()
            assert elsewhere == {f"{service}/{name}"} | copies


def test_who_sets_passwords_need_not_know_them(tmp_path: Path) -> None:
    make(tmp_path)
    secrets = Credentials(tmp_path)
    assert {"admin", "tap", "operator", *SERVICES} == set(secrets.broker_users)
    for user, digest in secrets.broker_users.items():
        assert verifiers.fits_broker_hash(secrets.broker[user], digest)
    for role, verifier in secrets.database_roles.items():
        assert verifiers.fits_database_verifier(secrets.database[role], verifier)
    in_clear = [*secrets.broker.values(), *secrets.database.values()]
    told = "".join(path.read_text() for path in (tmp_path / "admin").glob("*.json"))
    assert not [word for word in in_clear if word in told]


def test_a_password_that_somebody_changed_is_followed(tmp_path: Path) -> None:
    make(tmp_path)
    before = Credentials(tmp_path).broker_users
    write_private(tmp_path / "databank" / "amqp_password", "another one")
    make(tmp_path)
    after = Credentials(tmp_path).broker_users
    assert {name for name in after if after[name] != before[name]} == {"databank"}
    assert verifiers.fits_broker_hash("another one", after["databank"])


def test_the_digests_are_those_of_the_servers() -> None:
    """The examples of RabbitMQ's documentation and of RFC 7677."""
    salt = bytes.fromhex("908dc60a")
    assert (
        verifiers.broker_hash("test12", salt) == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
    )
    made = (
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
        ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
    )
    assert verifiers.fits_database_verifier("pencil", made)
    assert not verifiers.fits_database_verifier("pencils", made)


def test_what_is_sealed_for_a_reader_can_be_opened_with_its_own_key(tmp_path: Path) -> None:
    make(tmp_path)
    secrets = Credentials(tmp_path)
    public = json.loads(secrets.seal_public.read_text())
    assert set(public) == set(READERS)
    for reader, offer in public.items():
        private = json.loads(secrets.seal_private(reader).read_text())[offer["current"]]
        key = X25519PrivateKey.from_private_bytes(base64.b64decode(private)).public_key()
        assert base64.b64decode(offer["keys"][offer["current"]]) == key.public_bytes_raw()


def test_every_trust_domain_has_its_own_issuer(tmp_path: Path) -> None:
    make(tmp_path)
    secrets = Credentials(tmp_path)
    issuers = json.loads(secrets.issuers.read_text())
    assert set(issuers) == set(DOMAINS)
    assert issuers["politie"]["issuer"] == "urn:krachtlijn:issuer:politie"
    assert len({issuer["keys"][0]["key"] for issuer in issuers.values()}) == len(DOMAINS)
    assert len(base64.b64decode((secrets.issuer_keys / "zorg.key").read_text())) == 32


def names(path: Path) -> set[str]:
    leaf = x509.load_pem_x509_certificate(path.read_bytes())
    found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(found.get_values_for_type(x509.DNSName))


def test_a_name_is_added_to_the_certificates_that_the_world_sees(tmp_path: Path) -> None:
    assert set(make(tmp_path)) == {*SERVICES, *INSIDE, "broker", "database", "proxy", *SEEN}
    assert make(tmp_path) == []
    assert make(tmp_path, ["krachtlijn.stad.example"]) == [
        "broker",
        "database",
        "proxy",
        "grafana",
        "login",
    ]
    assert {"krachtlijn.stad.example", "proxy"} <= names(tmp_path / "proxy" / "tls.crt")
    assert make(tmp_path) == []
    assert "krachtlijn.stad.example" in names(tmp_path / "proxy" / "tls.crt")


def test_certificates_of_another_authority_are_made_anew(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "ca" / "ca.key").unlink()
    assert make(tmp_path) == []
    with pytest.raises(LauncherError, match=r"put back ca/ca\.key"):
        make(tmp_path, ["elders.example"])
    (tmp_path / "public" / "ca.crt").unlink()
    assert len(make(tmp_path)) == len(SERVICES) + len(INSIDE) + 5


def test_a_certificate_of_the_city_s_own_authority_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "AUTHORITY", "Stad")
    make(tmp_path / "city")
    monkeypatch.undo()
    make(tmp_path / "ours")
    for name in ("tls.crt", "tls.key"):
        theirs = (tmp_path / "city" / "proxy" / name).read_text()
        (tmp_path / "ours" / "proxy" / name).write_text(theirs)
    assert make(tmp_path / "ours", ["elders.example"]) == [
        "broker",
        "database",
        "grafana",
        "login",
    ]
    made = (tmp_path / "ours" / "proxy" / "tls.crt").read_text()
    assert made == (tmp_path / "city" / "proxy" / "tls.crt").read_text()


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match="krachtlijn secrets init --to"):
        Credentials.given(tmp_path)
    (tmp_path / "admin").mkdir()
    secrets = Credentials.given(tmp_path)
    with pytest.raises(LauncherError, match=r"admin/broker_password is missing"):
        secrets.broker_password("admin")


def test_secrets_of_release_0_2_0_are_taken_over(tmp_path: Path) -> None:
    old, passwords = tmp_path / "old", {"admin": "a", "databank": "b"}
    write_json(old / "passwords.json", {"broker": passwords, "database": {"databank_owner": "c"}})
    write_json(old / "seal" / "databank.json", {"2026-01": base64.b64encode(bytes(32)).decode()})
    write_json(old / "seal" / "public.json", {})
    write_private(old / "seal" / "destroyed.jsonl", "{}\n")
    write_json(old / "vault" / "registry.json", {"current": "a", "keys": {"a": "b"}})
    write_private(old / "issuers" / "stad.key", base64.b64encode(bytes(32)).decode())
    make(old)
    secrets = Credentials(old)
    assert secrets.broker["databank"] == "b"
    assert secrets.database["databank_owner"] == "c"
    assert "2026-01" in json.loads(secrets.seal_public.read_text())["databank"]["keys"]
    assert json.loads(secrets.owner_vault("registry").read_text())["current"] == "a"
    assert base64.b64decode((secrets.issuer_keys / "stad.key").read_text()) == bytes(32)
    assert secrets.destroyed.read_text() == "{}\n"
    assert not [each for each in ("seal", "vault", "passwords.json") if (old / each).exists()]


def test_a_key_that_opens_backups_is_never_replaced(tmp_path: Path) -> None:
    """Also when what makes backups is gone: a folder that was moved, a new volume over it."""
    make(tmp_path)
    secrets = Credentials(tmp_path)
    before = content(secrets.restore("databank"))
    old = WriterKeys.of(secrets, "databank")
    for path in secrets.backup("databank").iterdir():
        path.unlink()
    make(tmp_path)
    after = content(secrets.restore("databank"))
    assert after["identity.txt"] == before["identity.txt"]
    reader, new = ReaderKeys.of(secrets, "databank"), WriterKeys.of(secrets, "databank")
    assert list(map(str, new.recipients)) == list(map(str, old.recipients))
    for writer in (old, new):
        assert reader.has_signed(b"a manifest", base64.b64decode(writer.sign(b"a manifest")))


def test_no_key_that_opens_is_made_where_somebody_took_it_away(tmp_path: Path) -> None:
    make(tmp_path)
    secrets = Credentials(tmp_path)
    (secrets.restore("databank") / "identity.txt").unlink()
    kept = content(secrets.backup("databank"))
    make(tmp_path)
    assert not (secrets.restore("databank") / "identity.txt").exists()
    assert content(secrets.backup("databank")) == kept


def test_a_certificate_is_made_anew_when_somebody_asks(tmp_path: Path) -> None:
    make(tmp_path, ["krachtlijn.stad.example"])
    before = content(tmp_path)
    assert make(tmp_path, renew=["proxy"]) == ["proxy"]
    after = content(tmp_path)
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"proxy/tls.crt", "proxy/tls.key"}
    assert {"krachtlijn.stad.example", "proxy"} <= names(tmp_path / "proxy" / "tls.crt")


HOOK = "smtps://krachtlijn:geheim@mail.example.org?from=a@example.org&to=b@example.org"


def put(tree: Path, *words: str, text: str) -> Result:
    return CliRunner().invoke(app, ["put", *words, "--to", str(tree)], input=text)


def test_a_hook_is_put_into_its_service_s_folder_and_belongs_to_its_user(tmp_path: Path) -> None:
    make(tmp_path)
    os.chown(tmp_path / "databank", 10002, 10002)
    done = put(tmp_path, "databank", "alert_hook", text=HOOK + "\n")
    assert done.exit_code == 0, done.output
    path = tmp_path / "databank" / "alert_hook"
    assert path.read_text() == HOOK + "\n"
    assert (path.stat().st_uid, path.stat().st_mode & 0o777) == (10002, 0o600)
    assert "geheim" not in done.output


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (("databank", "alert_hook"), "ftp://example.org", "must begin with smtp://"),
        (("databank", "alert_hook"), "http://pager.example.org/", "in plain: use https://"),
        (("databank", "alert_hook"), "", "nothing was said"),
        (("databank", "amqp_password"), "x", "secrets init"),
        (("broker", "alert_hook"), HOOK, "secrets init"),
    ],
)
def test_what_would_not_work_is_not_put(
    tmp_path: Path, words: tuple[str, str], text: str, said: str
) -> None:
    make(tmp_path)
    before = content(tmp_path)
    done = put(tmp_path, *words, text=text)
    assert done.exit_code != 0
    assert said in (str(done.exception) + done.output)
    assert content(tmp_path) == before
