"""Our rules for compose, on what the file comes to with every profile and no setting."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from pydantic import SecretStr

from chassis.addresses import Trust, listed
from chassis.settings import FILES
from contracts import SERVICES
from databank.operation.ask_watch import watch_of
from databank.settings import DatabankSettings
from launcher import own_rules, programs
from launcher.credentials.make import make
from launcher.errors import LauncherError
from launcher.login.evaluation.settings import EvaluationSettings, NotForRealError
from launcher.services import UNBOUND
from launcher.settings_reference import settings_of

from .support.manifests import ROOT, plugins_needed

DOMAIN = {
    "pandkalender": "eigenaar",
    "databank": "politie",
    "enforcement": "stad",
    "reporting": "stad",
    "registry": "zorg",
}
EXACT = re.compile(r"^[^:@]+:v?\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$")
EVERYTHING = ("--profile", "*")
SEND_MAIL = ("enforcement", "registry", "reporting")
HAVE_THEIR_OWN = {
    "KRACHTLIJN_DATABANK_WORKER_URL",
    "KRACHTLIJN_REGISTRY_ORGANISATIONS",
}
"""By the domain, by ``KRACHTLIJN_ORGANISATIONS``."""
HAVE_A_DEFAULT = {"KRACHTLIJN_DATABANK_PROMETHEUS", "KRACHTLIJN_REGISTRY_LINKAGE"}
"""Where compose knows more than the service."""
WRITES_ITS_ROOT = {"keycloak"}
"""Keycloak puts its own program together when it starts."""
MAKE_SECRETS = {"secrets", "logins"}
"""Jobs that lay secrets into others' volumes, and so write as root what they then hand over."""


@cache
def compose(*options: str, **settings: str) -> dict[str, Any]:
    """What the file comes to; ``settings`` as they stand in ``.env``."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | settings
    done = subprocess.run(
        ["docker-compose", *(options or EVERYTHING), "config", "--format", "json"],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.fixture(scope="module", autouse=True)
def docker_compose() -> None:
    try:
        programs.ensure(programs.DOCKER_COMPOSE)
    except LauncherError as error:
        pytest.skip(f"not read: {error}")


def containers() -> dict[str, dict[str, Any]]:
    return dict(compose()["services"])


def volumes(container: dict[str, Any]) -> set[str]:
    return {each["source"] for each in container.get("volumes", []) if each["type"] == "volume"}


def test_every_container_is_held_in() -> None:
    for name, container in containers().items():
        assert container.get("read_only") is True or name in WRITES_ITS_ROOT, name
        assert container["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in container["security_opt"], name
        assert int(container["mem_limit"]) > 0, name
        assert int(container["pids_limit"]) > 0, name
        assert "privileged" not in container, name
        assert container.get("network_mode") != "host", name


def test_only_who_makes_secrets_is_root_and_has_no_network() -> None:
    for name, container in containers().items():
        if name == "operator":
            assert container["cap_add"] == ["DAC_READ_SEARCH"]
            assert container["profiles"] == ["operator"], "nothing starts it but a person"
            assert all(each.get("read_only") for each in container["volumes"])
            continue
        user = str(container.get("user", "the image's own"))
        if name in MAKE_SECRETS:
            assert not container.get("networks"), name
        else:
            assert not user.startswith(("0", "root")), name


def test_only_the_proxy_has_a_port_and_on_this_host_alone() -> None:
    open_to = {
        name: [each.get("host_ip") for each in container["ports"]]
        for name, container in containers().items()
        if container.get("ports")
    }
    assert open_to == {"proxy": ["127.0.0.1", "127.0.0.1"]}


FROM_EVERYWHERE = "lets everybody in from everywhere, as anybody"
EVALUATION = {
    "bind": "127.0.0.1",
    "domain": "localhost",
    "words": "",
    "kind": "evaluation",
    "logins": "1",
}
KEYCLOAK = {"kind": "keycloak", "logins": "0"}


@pytest.mark.parametrize(
    ("changed", "starts"),
    [
        ({}, True),
        ({"bind": "0.0.0.0"}, False),
        ({"domain": "krachtlijn.stad.example"}, False),
        ({"bind": "0.0.0.0", "words": "lets everybody in"}, False),
        ({"bind": "0.0.0.0", "words": FROM_EVERYWHERE}, True),
        ({"bind": "0.0.0.0", "domain": "krachtlijn.stad.example", **KEYCLOAK}, True),
    ],
)
def test_the_login_of_an_evaluation_is_published_by_no_one_setting(
    changed: dict[str, str], starts: bool, tmp_path: Path
) -> None:
    """All waits for the job ``logins``, and the proxy, which alone has a port, for all."""
    said = EVALUATION | changed
    settings = {
        "KRACHTLIJN_HTTPS_BIND": said["bind"],
        "KRACHTLIJN_DOMAIN": said["domain"],
        "KRACHTLIJN_LOGIN_EVALUATION": said["words"],
        "KRACHTLIJN_LOGIN_KIND": said["kind"],
        "KRACHTLIJN_EVALUATION_LOGINS": said["logins"],
    }
    containers = compose(**settings)["services"]
    before = {name: set(each.get("depends_on", {})) for name, each in containers.items()}
    assert "logins" in before["secrets"]
    assert "secrets" in before["proxy"] & before["login"]
    done = write_settings_of_logins(containers["logins"], tmp_path)
    assert (done.returncode == 0) is starts, done.stdout + done.stderr
    if not starts:
        assert "lets everybody in, as whom they choose" in done.stderr
        assert "KRACHTLIJN_LOGIN_KIND=keycloak" in done.stderr
        assert not list(tmp_path.glob("*/logins.json"))
    if said["kind"] == "evaluation":
        environment = containers["login"]["environment"]
        given = {
            name.removeprefix("KRACHTLIJN_LOGIN_").lower(): value
            for name, value in environment.items()
            if name.startswith("KRACHTLIJN_LOGIN_")
        }
        issuer = EvaluationSettings.model_validate(given)
        if starts:
            issuer.check()
        else:
            with pytest.raises(NotForRealError):
                issuer.check()


def write_settings_of_logins(
    job: dict[str, Any], secrets: Path
) -> subprocess.CompletedProcess[str]:
    """What the job ``logins`` does, into ``secrets``."""
    return subprocess.run(
        [
            Path(sys.executable).with_name("krachtlijn"),
            *(each.replace("=/secrets", f"={secrets}") for each in job["command"]),
        ],
        env={"PATH": os.environ["PATH"], **job["environment"]},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("kind", ["evaluation", "keycloak"])
def test_no_two_servers_answer_to_the_name_of_the_login(kind: str, tmp_path: Path) -> None:
    """Each kind has its own name: the one that is chosen answers, whatever else was started."""
    settings = {"KRACHTLIJN_LOGIN_KIND": kind}
    containers = compose(**settings)["services"]
    upstream = containers["proxy"]["environment"]["KRACHTLIJN_LOGIN_UPSTREAM"]
    assert upstream == f"https://{kind}:8443"
    assert f"--internal={upstream}" in containers["logins"]["command"]
    answering = {
        name
        for name, container in containers.items()
        for network in (container.get("networks") or {}).values()
        if kind in (name, *((network or {}).get("aliases") or ()))
    }
    assert answering == {"login" if kind == "evaluation" else "keycloak"}
    make(tmp_path)
    assert kind in names_in(tmp_path / "login" / "tls.crt")


@pytest.mark.parametrize("logins", ["1", "2", "0"])
def test_keycloak_beside_an_evaluation_s_login_is_refused(logins: str, tmp_path: Path) -> None:
    settings = {"KRACHTLIJN_LOGIN_KIND": "keycloak", "KRACHTLIJN_EVALUATION_LOGINS": logins}
    done = write_settings_of_logins(compose(**settings)["services"]["logins"], tmp_path)
    assert (done.returncode == 0) is (logins == "0"), done.stderr
    if logins != "0":
        assert "KRACHTLIJN_EVALUATION_LOGINS=0" in done.stderr


def names_in(certificate: Path) -> list[str]:
    leaf = x509.load_pem_x509_certificate(certificate.read_bytes())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return names.value.get_values_for_type(x509.DNSName)


OURS = re.compile(r"^krachtlijn/")


def test_each_image_of_ours_is_built_by_one_service_and_used_by_the_others() -> None:
    """Compose refuses a tag that two build at once: "image already exists"."""
    ours = {name: each for name, each in containers().items() if OURS.match(each["image"])}
    builders: dict[str, list[str]] = {}
    for name, container in ours.items():
        builders.setdefault(container["image"], [])
        if "build" in container:
            builders[container["image"]].append(name)
    assert {image: names for image, names in builders.items() if len(names) != 1} == {}
    assert len(builders) == 8
    assert {each["pull_policy"] for each in ours.values() if "build" in each} == {"build"}
    assert {each["pull_policy"] for each in ours.values() if "build" not in each} == {"never"}
    always = {name for name, each in ours.items() if "build" in each and not each.get("profiles")}
    assert {ours[name]["image"] for name in always} >= {
        each["image"] for name, each in ours.items() if name not in ("city",)
    }, "what a profile asks for is built with what is there without it"


def test_images_of_ours_come_from_a_registry_when_one_is_named() -> None:
    found = compose(
        KRACHTLIJN_REGISTRY="registry.stad.example/krachtlijn", KRACHTLIJN_PULL="missing"
    )["services"]
    ours = [each for each in found.values() if each["image"].startswith("registry.stad.example/")]
    assert len(ours) > 20
    assert {each["pull_policy"] for each in ours} == {"missing"}


def test_the_plain_port_leads_to_the_one_with_tls() -> None:
    """A city gives it port 80; without, it has one that nobody else has."""
    asked = compose(
        KRACHTLIJN_HTTPS_BIND="0.0.0.0", KRACHTLIJN_HTTPS_PORT="443", KRACHTLIJN_HTTP_PORT="80"
    )["services"]["proxy"]
    ports = {each["target"]: (each["published"], each["host_ip"]) for each in asked["ports"]}
    assert ports == {8443: ("443", "0.0.0.0"), 8080: ("80", "0.0.0.0")}
    proxy = (ROOT / "deploy/compose/Caddyfile").read_text()
    assert re.search(r"^\thttp_port 8080$", proxy, re.M)
    (rule,) = re.findall(r"^http://\*\.\{\$KRACHTLIJN_DOMAIN\} \{\n(.*?)^\}", proxy, re.M | re.S)
    assert rule.strip() == "redir https://{host}{$KRACHTLIJN_URL_PORT}{uri} permanent"
    assert asked["environment"]["KRACHTLIJN_URL_PORT"] == ":8443"
    plain = compose(KRACHTLIJN_URL_PORT="")["services"]["proxy"]
    assert plain["environment"]["KRACHTLIJN_URL_PORT"] == ""


@pytest.mark.parametrize(
    ("certificate", "told"), [("", ""), ("beheer@stad.example", "true"), ("/c.crt /c.key", "true")]
)
def test_browsers_keep_to_tls_with_a_city_s_own_certificate_alone(
    certificate: str, told: str
) -> None:
    settings = {"KRACHTLIJN_PROXY_TLS": certificate} if certificate else {}
    found = compose(**settings)["services"]
    assert {found[name]["environment"]["KRACHTLIJN_HSTS"] for name in SERVICES} == {told}


def test_keycloak_keeps_its_data_where_its_image_has_a_folder_of_its_group() -> None:
    """Its image has /opt/keycloak/data for group 0, and nothing below: a volume there is root's."""
    keycloak = compose(KC_DB="postgres", KC_DB_URL="jdbc:postgresql://db/keycloak")["services"][
        "keycloak"
    ]
    (kept,) = (each for each in keycloak["volumes"] if each["source"] == "keycloak")
    assert kept["target"] == "/opt/keycloak/data"
    assert keycloak["user"].endswith(":0")
    assert keycloak["environment"]["KC_DB_URL"] == "jdbc:postgresql://db/keycloak"
    assert containers()["keycloak"]["environment"]["KC_DB_URL"] is None, "not set, not empty"


def test_nobody_reaches_keycloak_s_administration_by_the_proxy() -> None:
    proxy = (ROOT / "deploy/compose/Caddyfile").read_text()
    login = proxy[proxy.index("\nlogin.{$KRACHTLIJN_DOMAIN} {") :].partition("\n}\n")[0]
    assert "@administration path /admin /admin/* /realms/master /realms/master/*" in login
    assert login.index("respond @administration 404") < login.index("reverse_proxy")


def test_the_topology_needs_a_plugin_that_no_broker_enables_by_itself() -> None:
    assert "rabbitmq_consistent_hash_exchange" in plugins_needed()
    enabled = (ROOT / "deploy/compose/enabled_plugins").read_text()
    assert plugins_needed() <= {*re.findall(r"\w+", enabled)}


def test_the_broker_stops_publishers_before_its_container_has_no_memory() -> None:
    """A share of the machine's memory says nothing of the container's: the mark is absolute."""
    conf = (ROOT / "deploy/compose/rabbitmq.conf").read_text()
    (mark,) = re.findall(r"^vm_memory_high_watermark\.absolute = (\d+)MiB$", conf, re.M)
    limit = int(containers()["broker"]["mem_limit"])
    assert 0.5 * limit <= int(mark) * 1024 * 1024 <= 0.7 * limit
    assert "vm_memory_high_watermark.relative" not in conf


@pytest.mark.parametrize("service", SERVICES)
def test_every_setting_of_a_service_can_be_said_in_env(service: str) -> None:
    """What is not said there stays unset, so that the service's own default counts."""
    names = {each.name for each in settings_of(ROOT, service)} - HAVE_THEIR_OWN
    assert names
    said = compose(**dict.fromkeys(names, "2021"))["services"][service]["environment"]
    assert {name: said.get(name) for name in names} == dict.fromkeys(names, "2021")
    unsaid = containers()[service]["environment"]
    given = {name for name in names if unsaid.get(name) is not None} - HAVE_A_DEFAULT
    assert given == set()


IN_FILES = {*FILES, "amqp_password", "database_password", "alert_hook"}
"""What every service finds in its folder of secrets, or in the public one."""
HERE = {
    *("amqp_url", "database_url", "public_url", "plaintext_hosts", "trusted_proxies", "hsts"),
    *("host", "port", "internal_host", "internal_port", "instance", "instances"),
    *("clock", "clock_begins", "clock_behind", "partitions", "login_evaluation"),
}
"""What follows from how compose is made, or has a default there."""


def test_every_setting_that_all_services_have_can_be_said_in_env() -> None:
    """For all of them at once."""
    beside = {f"KRACHTLIJN_{name.upper()}" for name in IN_FILES | HERE}
    names = {each.name for each in settings_of(ROOT, "chassis")} - beside
    assert {"KRACHTLIJN_BATCH_LIMIT", "KRACHTLIJN_EXPORTS_SMALL", "KRACHTLIJN_BRANCHES"} < names
    said = compose(**dict.fromkeys(names, "7"))["services"]
    unsaid = containers()
    for service in SERVICES:
        found = said[service]["environment"]
        assert {name: found.get(name) for name in names} == dict.fromkeys(names, "7"), service
        given = {name for name in names if unsaid[service]["environment"].get(name) is not None}
        assert given == set(), service


def test_check_reads_a_city_s_files_by_env_alone(tmp_path: Path) -> None:
    """Each setting that ``krachtlijn check`` names reaches the operator and its service."""
    asked = {name for names in own_rules.SETTINGS.values() for name in names}
    said = dict.fromkeys(asked, "/etc/krachtlijn/own/file.toml")
    found = compose(KRACHTLIJN_OWN_FILES=str(tmp_path), **said)["services"]
    assert said.items() <= found["operator"]["environment"].items()
    for name in asked:
        service = name.split("_")[1].lower()
        assert found[service]["environment"][name] == said[name]
    for name in ("operator", *SERVICES):
        mounted = {each["target"]: each["source"] for each in found[name]["volumes"]}
        assert mounted["/etc/krachtlijn/own"] == str(tmp_path), name


def test_images_are_exact() -> None:
    assert {
        name: container["image"]
        for name, container in containers().items()
        if not EXACT.match(container["image"])
    } == {}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_stands_in_its_domain_and_has_its_own_secrets(service: str) -> None:
    container = containers()[service]
    assert set(container["networks"]) == {DOMAIN[service]}
    mail = {f"mail-{service}"} if service in SEND_MAIL else set()
    assert volumes(container) == {"secrets-public", f"secrets-{service}", *mail}
    writable = {each["source"] for each in container["volumes"] if not each.get("read_only")}
    assert writable == mail


def test_a_folder_of_mail_is_a_volume_of_its_service_alone() -> None:
    """At /data, which the image gives to its account: a city's mail program takes from there."""
    named = {f"KRACHTLIJN_{each.upper()}_MAIL_FOLDER": "/data/mail" for each in SEND_MAIL}
    found = compose(**named)["services"]
    for service in SEND_MAIL:
        assert found[service]["environment"][f"KRACHTLIJN_{service.upper()}_MAIL_FOLDER"] == (
            "/data/mail"
        )
        users = {name for name, each in found.items() if f"mail-{service}" in volumes(each)}
        assert users == {service}
        mounted = {each["source"]: each["target"] for each in found[service]["volumes"]}
        assert mounted[f"mail-{service}"] == "/data"


def test_no_migration_has_the_secrets_of_another() -> None:
    for service in SERVICES:
        job = containers()[f"migrate-{service}"]
        assert volumes(job) == {"secrets-public", f"secrets-{service}-owner"}


@pytest.mark.parametrize("service", SERVICES)
def test_who_makes_backups_can_open_none_and_keeps_them_apart(service: str) -> None:
    container = containers()[f"{service}-backup"]
    assert volumes(container) == {
        "secrets-public",
        f"secrets-{service}-backup",
        f"backups-{service}",
        "offsite",
    }
    writable = {each["source"] for each in container["volumes"] if not each.get("read_only")}
    assert writable == {f"backups-{service}"}
    assert set(container["networks"]) == {"beheer"}
    everywhere = {name for each in containers().values() for name in volumes(each)}
    assert not [name for name in everywhere if "restore" in name]


def test_who_copies_backups_elsewhere_reads_them_and_meets_nobody_of_the_platform() -> None:
    """They are encrypted, and it has no key of theirs: taken over, it knows how large they are."""
    found = containers()
    offsite = found["offsite"]
    assert set(offsite["networks"]) == {"outside"}
    assert volumes(offsite) == {f"backups-{service}" for service in SERVICES} | {"offsite"}
    writable = {each["source"] for each in offsite["volumes"] if not each.get("read_only")}
    assert writable == {"offsite"}
    targets = {each["target"] for each in offsite["volumes"]}
    assert targets >= {f"/backups/{service}" for service in SERVICES}
    assert "/run/secrets/krachtlijn" in targets
    assert str(offsite["user"]).startswith("10010:")
    given = compose(KRACHTLIJN_OFFSITE="/srv/offsite", KRACHTLIJN_OFFSITE_KEEP="nothing")
    changed = given["services"]["offsite"]
    assert changed["environment"]["KEEP"] == "nothing"
    assert "/srv/offsite" in {each["source"] for each in changed["volumes"]}


def test_who_makes_backups_sees_when_they_were_copied_elsewhere() -> None:
    """By a volume that the job of secrets gives to the account that copies."""
    found = containers()
    (mark,) = (each for each in found["offsite"]["volumes"] if each["source"] == "offsite")
    assert mark["target"] == "/offsite"
    for service in SERVICES:
        maker = found[f"{service}-backup"]
        (seen,) = (each for each in maker["volumes"] if each["source"] == "offsite")
        assert (seen["target"], seen["read_only"]) == ("/offsite", True)
        assert "--copied=/offsite/copied" in maker["command"]
    (given,) = (each for each in found["secrets"]["volumes"] if each["source"] == "offsite")
    folder = given["target"].removeprefix("/secrets/").partition("/")[0]
    assert f"--owner={folder}=10010" in found["secrets"]["command"]


def test_who_compares_has_passwords_that_show_ids_alone() -> None:
    container = containers()["completeness"]
    assert volumes(container) == {"secrets-public", "secrets-completeness"}
    assert set(container["networks"]) == {"beheer"}


def test_no_secret_stands_in_a_setting() -> None:
    for name, container in containers().items():
        for setting, value in (container.get("environment") or {}).items():
            assert not re.search(r"://[^/@]*:[^/@]+@", str(value)), f"{name}: {setting}"
            assert not setting.endswith(("_PASSWORD", "_SECRET", "_TOKEN")), f"{name}: {setting}"


def test_networks_of_the_trust_domains_have_no_way_out() -> None:
    inside = {name for name, network in compose()["networks"].items() if network.get("internal")}
    assert {"eigenaar", "politie", "stad", "zorg"} <= inside


ALERTS = {
    "KRACHTLIJN_ALERTS_HOOK": "wacht.stad.example",
    "KRACHTLIJN_ALERTS_PAGER": "pager.stad.example",
    "KRACHTLIJN_ALERTS_WATCHDOG": "watchdog.elders.example",
    "KRACHTLIJN_ALERTS_MAIL": "mail.stad.example",
}


def test_who_calls_about_an_alarm_meets_the_relay_under_the_name_that_it_calls() -> None:
    """The databank's hook, Alertmanager (in Prometheus's network) and a test by the operator."""
    found = compose(**ALERTS)["services"]
    relay = found["egress"]
    for name in ("databank", "prometheus", "operator"):
        shared = set(found[name]["networks"]) & set(relay["networks"])
        met = {alias for each in shared for alias in relay["networks"][each]["aliases"]}
        assert set(ALERTS.values()) <= met, name
    assert found["alertmanager"]["network_mode"] == "service:prometheus"
    for name in ("pandkalender", "registry", "enforcement", "reporting"):
        assert not set(found[name]["networks"]) & set(relay["networks"]), f"{name} calls nobody"


def test_only_the_second_half_of_the_relay_has_a_way_out_and_knows_whom_it_leads_to() -> None:
    """It looks names up where the first half has none of them, or it would find that."""
    found = compose(**ALERTS)["services"]
    first, second = found["egress"], found["egress-outside"]
    assert set(second["networks"]) == {"egress", "outside"}
    assert set(first["networks"]) == {"egress", "beheer", "politie"}
    assert compose()["networks"]["egress"]["internal"] is True
    names = {
        alias
        for network in second["networks"]
        for each in (first["networks"].get(network),)
        if each
        for alias in each.get("aliases", ())
    }
    assert names == set()
    assert {name for name, each in found.items() if "egress" in (each.get("networks") or {})} == {
        "egress",
        "egress-outside",
    }
    assert ALERTS.items() <= second["environment"].items()
    assert volumes(first) == volumes(second) == set(), "it knows no secret of anybody"


def test_a_test_of_alarms_stands_where_alertmanager_listens_and_has_no_secret() -> None:
    found = containers()
    tester, asked = found["alert-test"], found["alertmanager"]
    assert tester["network_mode"] == asked["network_mode"] == "service:prometheus"
    listens = next(each for each in asked["command"] if each.startswith("--web.listen-address="))
    address = listens.partition("=")[2]
    assert tester["command"] == ["alert", "test", f"--alertmanager=http://{address}"]
    assert "--enable-feature=receiver-name-in-metrics" in asked["command"]
    assert volumes(tester) == set()
    assert tester["profiles"] == ["alert-test"], "nothing starts it but a person"
    without = compose("--profile", "operator")["services"]
    assert "operator" in without
    assert "alert-test" not in without


def test_who_makes_secrets_sees_them_all_so_a_copy_of_theirs_is_whole() -> None:
    made = {
        each["source"]: each["target"]
        for each in containers()["secrets"]["volumes"]
        if each["source"].startswith("secrets")
    }
    everywhere = {name for each in containers().values() for name in volumes(each)}
    theirs = {"secrets-alerting"}  # of the city's mail server and pager: a folder of the host
    assert {name for name in everywhere if name.startswith("secrets")} - theirs == set(made)
    assert made.pop("secrets") == "/secrets"
    assert {name.replace("secrets-", "/secrets/") for name in made} == set(made.values())


def test_without_a_word_in_env_alarms_lead_nowhere() -> None:
    said = containers()["egress-outside"]["environment"]
    assert {name: said[name].endswith(".invalid") for name in ALERTS} == dict.fromkeys(ALERTS, True)
    assert len({said[name] for name in ALERTS}) == len(ALERTS)


@pytest.mark.parametrize("half", ["inside", "outside"])
def test_the_relay_listens_where_pagers_and_mail_servers_do(half: str) -> None:
    """As an account without rights, which may have these ports in its own container."""
    config = (ROOT / f"deploy/compose/egress/{half}.cfg").read_text()
    ports = {int(port) for port in re.findall(r"^\tbind :(\d+)$", config, re.M)}
    assert ports == {25, 443, 465, 587}
    container = containers()["egress" if half == "inside" else "egress-outside"]
    assert container["sysctls"] == {"net.ipv4.ip_unprivileged_port_start": "0"}
    (mounted,) = container["volumes"]
    assert mounted["source"].endswith(f"deploy/compose/egress/{half}.cfg")
    assert mounted["target"] == "/usr/local/etc/haproxy/haproxy.cfg"


def test_a_city_has_all_its_settings_in_one_file() -> None:
    found = dict(compose("--env-file", "deploy/compose/city.env")["services"])
    assert "city" in found
    for service in (*SERVICES, "city", "topology"):
        assert found[service]["environment"]["KRACHTLIJN_CLOCK"] == "driven", service
    budgets = found["databank"]["environment"]["KRACHTLIJN_DATABANK_READING_BUDGETS"]
    assert json.loads(budgets) == json.loads(UNBOUND)
    assert found["registry"]["environment"]["KRACHTLIJN_REGISTRY_LINKAGE"] == "true"
    mounted = {each["target"]: each["source"] for each in found["registry"]["volumes"]}
    told = found["registry"]["environment"]["KRACHTLIJN_REGISTRY_ORGANISATIONS"]
    assert Path(mounted[told]).samefile(ROOT / "simulator/src/simulator/data/organisations.toml")


def test_the_databank_asks_the_prometheus_that_watches_it_without_a_setting() -> None:
    """Its settings take it; it answers on their own network alone, to the databank and Grafana."""
    prometheus, told = containers()["prometheus"], containers()["databank"]["environment"]
    names = {
        name: {*(network or {}).get("aliases", ())}
        for name, network in prometheus["networks"].items()
    }
    host = next(iter(names["politie"]))
    assert names.pop("politie") == {host}
    assert not any(names.values()), "a name of the police's network alone"
    assert f"--web.listen-address={host}:9090" in prometheus["command"]
    address = f"http://{host}:9090"
    assert f"--url={address}" in prometheus["healthcheck"]["test"]
    assert told["KRACHTLIJN_DATABANK_PROMETHEUS"] == address
    assert {*containers()["databank"]["networks"]} == {"politie"}
    trust = Trust(plaintext_hosts=listed(told["KRACHTLIJN_PLAINTEXT_HOSTS"]))
    assert watch_of(DatabankSettings(prometheus=SecretStr(address)), trust) is not None
    source = (ROOT / "deploy/grafana/provisioning/datasources/prometheus.yml").read_text()
    assert yaml.safe_load(source)["datasources"][0]["url"] == address


def container_of_logins() -> str:
    """The address by which services ask the issuer that is chosen."""
    said: str = containers()["proxy"]["environment"]["KRACHTLIJN_LOGIN_UPSTREAM"]
    return said


def test_each_server_s_certificate_is_watched_with_no_secret_but_its_own() -> None:
    container = containers()["certificates"]
    assert volumes(container) == {"secrets-public", "secrets-certificates"}
    servers = {
        word.removeprefix("--server=").partition("=")[0]
        for word in container["command"]
        if word.startswith("--server=")
    }
    assert servers == {"broker", "database", "proxy", "issuer"}
    assert f"--server=issuer={container_of_logins()}" in container["command"]
    for server in servers - {"issuer"}:
        assert set(containers()[server]["networks"]) & set(container["networks"]), server
