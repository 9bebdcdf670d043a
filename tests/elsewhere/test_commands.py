"""Each command works with addresses and secrets alone, and says what to do when it cannot."""

import json
import shutil
import subprocess
from pathlib import Path

import asyncpg
import pytest

from chassis.web.roles import TrustDomain
from chassis.web.tokens import Issuers, verify
from launcher.credentials import Credentials
from launcher.credentials.make import make
from launcher.credentials.tree import roles_of

from .support.operator import Operator

DATABASE_COMMANDS = [["databases", "create"], ["migrate", "pandkalender"], ["bus", "status"]]


def test_the_command_is_there_without_a_checkout_and_without_a_test_issuer(
    operator: Operator,
) -> None:
    listed, _ = operator.begin_alone("--help").communicate(timeout=120)
    for name in ("secrets", "topology", "databases", "migrate", "token", "keys", "audit", "bus"):
        assert f"{name} " in listed
    told = subprocess.run(
        [operator.programs / "python", "-c", "import oidc_provider_mock"],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    assert "ModuleNotFoundError" in told
    assert "installed without" in operator.refused("status")
    assert not list(operator.folder.iterdir())


def test_secrets_are_made_where_one_says_and_once(operator: Operator, tmp_path: Path) -> None:
    order = ("secrets", "init", "--to", str(tmp_path / "s"), "--host", "krachtlijn.example")
    assert "New certificates: pandkalender" in operator.done(*order).out
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert operator.done(*order).out == f"The secrets are complete in {tmp_path / 's'}.\n"
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    usage = operator("secrets", "init", "--to", str(tmp_path), "--owner", "baker=1")
    assert usage.code == 2
    assert "baker=1 is not FOLDER=UID" in usage.error
    (tmp_path / "file").touch()
    assert "cannot be used" in operator.refused("secrets", "init", "--to", str(tmp_path / "file"))


def test_everything_may_be_set_up_again(platform: Operator) -> None:
    again = platform.done("topology", "apply", *platform.broker)
    assert again.out == "The topology stands in krachtlijn, 1 per consumer.\n"
    again = platform.done("databases", "create", *platform.database)
    assert again.out.count("was there") == 5
    again = platform.done("migrate", "databank", *platform.database)
    assert again.out == "The tables of databank are up to date.\n"


@pytest.mark.night(
    "the command around what is proved without it",
    stays="tests/contracts/test_reshaping.py::test_the_tap_is_there_only_where_a_simulator_plays",
)
def test_a_broker_has_a_tap_only_where_a_simulator_plays(platform: Operator) -> None:
    usual = platform.done("topology", "apply", *platform.broker)
    assert "tap" not in usual.out
    driven = platform.done("topology", "apply", *platform.broker, KRACHTLIJN_CLOCK="driven")
    assert "Removed" not in driven.out
    assert "Removed tap." in platform.done("topology", "apply", *platform.broker).out
    asked = platform.done("topology", "apply", "--tap", *platform.broker)
    assert "Removed" not in asked.out
    assert "Removed tap." in platform.done("topology", "apply", "--no-tap", *platform.broker).out


async def test_two_migrations_at_once_both_end_well(platform: Operator) -> None:
    server = platform.servers.database
    conn = await asyncpg.connect(server.dsn("postgres"))
    await conn.execute('DROP DATABASE IF EXISTS "databank" WITH (FORCE)')
    await conn.close()
    platform.done("databases", "create", *platform.database)
    both = [platform.begin("migrate", "databank", *platform.database) for _ in range(2)]
    for running in both:
        answer = running.ends(180)
        assert answer.code == 0, answer.error


@pytest.mark.night(
    "the command around what is proved without it",
    stays="tests/contracts/test_reshaping.py::test_fewer_partitions_only_when_all_are_empty",
)
def test_more_partitions_are_made_by_what_the_management_tells_of_the_broker(
    platform: Operator,
) -> None:
    try:
        more = platform.done("topology", "apply", "--partitions", "2", *platform.broker)
        assert "2 per consumer" in more.out
    finally:
        less = platform.done("topology", "apply", *platform.broker)
    assert "Removed databank.1." in less.out


@pytest.mark.parametrize("folders", [("admin", "public")])
def test_who_sets_passwords_works_without_knowing_them(
    platform: Operator, tmp_path: Path, folders: tuple[str, ...]
) -> None:
    """The jobs for topology and databases get their own folder and the public one."""
    for name in folders:
        shutil.copytree(platform.secrets / name, tmp_path / name)
    own = ("--secrets", str(tmp_path))
    platform.done("topology", "apply", *platform.broker[:2], *own)
    platform.done("databases", "create", "--database-url", platform.server, *own)
    missing = platform.refused("migrate", "databank", "--database-url", platform.server, *own)
    assert f"{tmp_path}/databank-owner/database_password is missing" in missing


def test_a_server_of_one_service_needs_what_it_is_known_by_alone(
    platform: Operator, tmp_path: Path
) -> None:
    """As where police and city have servers of their own: of others not even a digest."""
    (tmp_path / "admin").mkdir()
    shutil.copytree(platform.secrets / "public", tmp_path / "public")
    shutil.copy(platform.secrets / "admin" / "database_password", tmp_path / "admin")
    roles = json.loads((platform.secrets / "admin" / "database_roles.json").read_text())
    own = {name: roles[name] for name in roles_of("databank")}
    (tmp_path / "admin" / "database_roles.json").write_text(json.dumps(own))
    place = ("--database-url", platform.server, "--secrets", str(tmp_path))
    assert platform.done("databases", "create", "databank", *place).out == "databank: was there\n"
    assert "no service baker" in platform.refused("databases", "create", "baker", *place)


def test_a_migration_needs_the_owner_s_folder_alone(platform: Operator, tmp_path: Path) -> None:
    for name in ("databank-owner", "public"):
        shutil.copytree(platform.secrets / name, tmp_path / name)
    own = ("--database-url", platform.server, "--secrets", str(tmp_path))
    platform.done("migrate", "databank", *own)


def test_a_token_of_the_secrets_is_one_that_services_take(platform: Operator) -> None:
    order = ("token", "--function", "politie_agent", "--organisation", "LPA",
             "--service", "databank")  # fmt: skip
    place = ("--secrets", str(platform.secrets))
    token = platform.done(*order, "--domain", "politie", *place).out.strip()
    issuers = Issuers.load(platform.servers.credentials.issuers, "databank")
    actor = verify(token, issuers, frozenset({TrustDomain.POLITIE})).actor
    assert (actor.function, actor.organisation) == ("politie_agent", "LPA")
    assert "no trust domain leger" in platform.refused(*order, "--domain", "leger", *place)
    unknown = platform.refused(
        *("token", "--function", "baker", "--organisation", "LPA", "--domain", "zorg"),
        *("--service", "registry"),
        *place,
    )
    assert "no function baker: zorg has zorg_registrator" in unknown
    assert "installed without one" in platform.refused(*order, "--domain", "politie")


def test_operators_see_every_database_and_queue(platform: Operator) -> None:
    found = json.loads(platform.done("bus", "status", "--json", *platform.everything).out)
    assert {name for name, each in found.items() if "error" not in each} >= {"databank"}
    assert found["databank"]["queues"] == {"messages": 0, "consumers": 0, "dead": 0}
    letters = platform.done("bus", "dead", "databank", "--json", *platform.everything)
    assert json.loads(letters.out)["messages"] == 0
    checked = platform.done("audit", "verify", "databank", *platform.database)
    assert "databank: all 0 rows" in checked.out
    # a name that is given all the same, with a login of its own
    url = platform.servers.database.address("databank", "databank")
    named = ("--database-url", f"databank={url}", "--secrets", str(platform.secrets))
    assert "databank: all 0 rows" in platform.done("audit", "verify", "databank", *named).out


def test_keys_are_turned_over_where_the_secrets_lie(platform: Operator, tmp_path: Path) -> None:
    shutil.copytree(platform.secrets, tmp_path / "s")
    secrets = Credentials(tmp_path / "s")
    place = ("--database-url", platform.server, "--secrets", str(secrets.folder))
    listed = json.loads(platform.done("keys", "list", "databank", "--json", *place).out)
    assert [each["kek"] for each in listed["keys"]] == [listed["current"]] * 2
    new = json.loads(platform.done("keys", "rotate", "databank", "--json", *place).out)["key"]
    try:
        for file in (secrets.vault("databank"), secrets.owner_vault("databank")):
            assert json.loads(file.read_text())["current"] == new
        epoch = platform.done("bus", "keys", "rotate", "databank", "--json", *place[2:])
        public = json.loads(secrets.seal_public.read_text())
        assert public["databank"]["current"] == json.loads(epoch.out)["epoch"]
        assert secrets.seal_public.stat().st_mode & 0o777 == 0o644
        assert secrets.seal_private("databank").stat().st_mode & 0o777 == 0o600
    finally:
        for name in ("databank", "databank-owner"):
            shutil.copy(secrets.folder / name / "vault.json", platform.secrets / name)


def test_a_key_at_rest_is_made_without_a_database_and_used_without_writing_the_file(
    platform: Operator, tmp_path: Path
) -> None:
    """With compose and in a cluster no one place reaches the database and may write the file."""
    shutil.copytree(platform.secrets, tmp_path / "s")
    secrets = Credentials(tmp_path / "s")
    where = ("--secrets", str(secrets.folder))
    place = ("--database-url", platform.server, *where)
    old = json.loads(secrets.vault("databank").read_text())["current"]

    def keks() -> set[str]:
        listed = json.loads(platform.done("keys", "list", "databank", "--json", *place).out)
        return {each["kek"] for each in listed["keys"]}

    new = json.loads(platform.done("keys", "new", "databank", "--json", *where).out)["key"]
    for file in (secrets.vault("databank"), secrets.owner_vault("databank")):
        held = json.loads(file.read_text())
        assert (held["current"], {*held["keys"]} >= {old, new}) == (new, True)
    assert keks() == {old}
    try:
        before = secrets.vault("databank").read_text()
        wrapped = json.loads(platform.done("keys", "wrap", "databank", "--json", *place).out)
        assert wrapped == {"service": "databank", "key": new, "wrapped": 2}
        assert keks() == {new}
        nothing = json.loads(platform.done("keys", "wrap", "databank", "--json", *place).out)
        assert nothing["wrapped"] == 0
        left = platform.done("keys", "prune", "databank", "--yes", "--keep-file", "--json", *place)
        assert old in json.loads(left.out)["fileKeys"]
        assert secrets.vault("databank").read_text() == before
        told = platform.refused("keys", "forget", "databank", "--key", new, "--yes", *where)
        assert "wraps" in told
        platform.done("keys", "forget", "databank", "--key", old, "--yes", *where)
        for file in (secrets.vault("databank"), secrets.owner_vault("databank")):
            held = json.loads(file.read_text())["keys"]
            assert (old in held, new in held) == (False, True)
    finally:
        for name in ("databank", "databank-owner"):
            shutil.copy(secrets.folder / name / "vault.json", platform.secrets / name)


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Secrets of another platform: passwords and authority are others."""
    folder = tmp_path_factory.mktemp("strangers")
    make(folder)
    return folder


def test_a_wrong_password_is_told(platform: Operator, strangers: Path, tmp_path: Path) -> None:
    shutil.copytree(strangers, tmp_path, dirs_exist_ok=True)
    shutil.copytree(platform.secrets / "public", tmp_path / "public", dirs_exist_ok=True)
    own = ("--secrets", str(tmp_path))
    told = platform.refused("topology", "apply", *platform.broker[:2], *own)
    assert "refuses (401): check user, password and virtual host" in told
    for command in DATABASE_COMMANDS[:2]:
        told = platform.refused(*command, "--database-url", platform.server, *own)
        assert "refuses the login: check user and password" in told


def test_a_server_that_another_authority_vouches_for_is_refused(
    platform: Operator, strangers: Path
) -> None:
    own = ("--secrets", str(strangers))
    told = platform.refused("topology", "apply", *platform.broker[:2], *own)
    assert "The broker's management does not prove who it is" in told
    assert "KRACHTLIJN_TLS_CA" in told
    for command in DATABASE_COMMANDS[:2]:
        told = platform.refused(*command, "--database-url", platform.server, *own)
        assert "does not prove who it is (" in told
    ours = str(platform.servers.credentials.ca)
    told = platform.refused(
        *("topology", "apply", *platform.broker[:2], *own), KRACHTLIJN_TLS_CA=ours
    )
    assert "refuses (401)" in told


def test_a_server_that_is_away_is_told(platform: Operator) -> None:
    secrets = ("--secrets", str(platform.secrets))
    told = platform.refused(
        "topology", "apply", "--management-url", "https://admin@localhost:9/", *secrets
    )
    assert "cannot be reached (ConnectError): check that the broker runs" in told
    for command in DATABASE_COMMANDS[:2]:
        told = platform.refused(*command, "--database-url", "postgresql://localhost:9", *secrets)
        assert "cannot be reached (" in told


def test_an_address_in_plain_is_refused_before_anything_is_sent(platform: Operator) -> None:
    secrets = ("--secrets", str(platform.secrets))
    told = platform.refused(
        "topology", "apply", "--management-url", "http://admin@broker:15672/", *secrets
    )
    assert "use https://. Where nobody else can listen, name the host" in told
    url = "postgresql://database/?sslmode=require"
    for command in DATABASE_COMMANDS:
        told = platform.refused(*command, "--database-url", url, *secrets)
        assert "leave sslmode=require out of its address" in told


def test_missing_secrets_are_told(platform: Operator, tmp_path: Path) -> None:
    for command in DATABASE_COMMANDS[:2]:
        told = platform.refused(*command, "--database-url", platform.server)
        assert told == "Say where the secrets of that platform are: --secrets DIR."
        told = platform.refused(
            *command, "--database-url", platform.server, "--secrets", str(tmp_path)
        )
        assert f"krachtlijn secrets init --to {tmp_path}" in told


def test_a_service_that_is_not_installed_is_told(platform: Operator) -> None:
    told = platform.refused("migrate", "registry", *platform.database)
    assert told == "The package registry is not installed here: install it first."
    assert "There is no service bakery" in platform.refused("migrate", "bakery", *platform.database)


def test_ids_are_compared_with_nothing_but_the_passwords_that_show_them(
    platform: Operator, tmp_path: Path
) -> None:
    """With addresses role by role, as where databases stand on several servers."""
    shutil.copytree(platform.secrets / "completeness", tmp_path / "completeness")
    addresses = [
        f"--database-url={service}_completeness=postgresql://{service}_completeness"
        f"@localhost:{platform.servers.postgres_port}/{service}?sslmode=verify-full"
        for service in ("pandkalender", "databank")
    ]
    authority = {"KRACHTLIJN_TLS_CA": str(platform.servers.credentials.ca)}
    compare = ("bus", "completeness", *addresses, "--secrets", str(tmp_path), "--json")
    told = json.loads(platform.done(*compare, **authority).out)
    assert {each["reader"] for each in told} == {"pandkalender", "databank"}
    assert all(each["missing"] == 0 for each in told)
