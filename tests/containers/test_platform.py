"""`docker compose up`, and what then must hold: from a declaration to walls and restarts."""

import json
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .support.capture import captured
from .support.engine import WORLD
from .support.people import CANARY, People, eventually
from .support.platform import LASTING, SERVICES, WATCHING, Platform

DOMAINS = {
    "pandkalender": "eigenaar",
    "databank": "politie",
    "enforcement": "stad",
    "reporting": "stad",
    "registry": "zorg",
}
TLS_PORTS = {5432, 5671, 8443, 9000, 15671, 15691}
"""Ports on which a connection begins with TLS, or is refused."""
FIND_SECRETS = """
import os
names = ("vault.json", "seal_private.json", "logins.json", "clients.json", "definitions.json")
for folder, _, files in os.walk("/"):
    if not folder.startswith(("/proc", "/sys", "/opt", "/usr")):
        for name in files:
            if name in names or name.endswith(".key") or "password" in name:
                print(os.path.join(folder, name))
"""


KNOCK = """
import concurrent.futures, json, socket, sys

def opens(place):
    try:
        socket.create_connection(tuple(place), timeout=2)
    except OSError:
        return False
    return True

places = json.loads(sys.argv[1])
with concurrent.futures.ThreadPoolExecutor(len(places)) as pool:
    print(json.dumps(list(pool.map(opens, places))))
"""


def reached(platform: Platform, service: str, *places: tuple[str, int]) -> set[tuple[str, int]]:
    """Hosts and ports to which a service can open a connection, of some."""
    told = platform.exec(service, "python", "-c", KNOCK, json.dumps(places)).stdout
    return {place for place, opens in zip(places, json.loads(told), strict=True) if opens}


def addresses(platform: Platform, service: str) -> list[str]:
    networks = platform.containers()[service]["NetworkSettings"]["Networks"]
    return [network["IPAddress"] for network in networks.values()]


# Basic


def test_a_declaration_through_the_proxy_ends_in_a_detection_and_no_listener_reads_it(
    platform: Platform, people: People, room: str, tmp_path: Path
) -> None:
    with captured(tmp_path / "bridges.pcap") as capture:
        people.meet_in_the_street("Ana")
        shift = people.declare(room, "Ana")
        eventually(lambda: shift in people.known_shifts(), "the police know the declaration")
        eventually(people.branch_shifts, "the announced move from street to window is known")
        announced = "be.krachtlijn.databank.branch-shift-announced.v1"
        eventually(lambda: people.facts().get(announced), "reporting has heard of the move")
    assert not capture.holds(CANARY)
    inside = {address for service in LASTING for address in addresses(platform, service)}
    spoken = {(to, port) for to, port in capture.connections(platform.engine) if to in inside}
    assert spoken
    assert {port for _, port in spoken} <= TLS_PORTS


def test_a_listener_would_read_what_is_said_in_plain(platform: Platform, tmp_path: Path) -> None:
    """The capture above proves something: it sees what is not sealed."""
    (address, *_) = addresses(platform, "reporting")
    serve = (
        f"import socket; server = socket.create_server(('{address}', 9999));"
        " print(server.accept()[0].recv(99))"
    )
    say = f"import socket; socket.create_connection(('{address}', 9999)).send(b'{CANARY}')"
    with captured(tmp_path / "bridges.pcap") as capture, ThreadPoolExecutor() as pool:
        heard = pool.submit(platform.exec, "reporting", "python", "-c", serve)
        eventually(
            lambda: platform.exec("enforcement", "python", "-c", say, check=False).returncode == 0,
            "somebody says something in plain",
        )
        assert CANARY in heard.result().stdout
    assert capture.holds(CANARY)


@pytest.mark.parametrize(
    ("service", "person"),
    [
        ("pandkalender", "eigenaar van het huis met 51 ramen"),
        ("databank", "agent 1"),
        ("enforcement", "functionaris gegevensbescherming"),
    ],
)
def test_a_browser_signs_in_at_the_issuer_that_says_that_it_lets_everybody_in(
    people: People, service: str, person: str
) -> None:
    away = people.open(service, "/aanmelden")
    assert away.status_code == 303
    issuer = people.follow(away)
    assert "Niet voor echt gebruik" in issuer.text
    back = people.follow(away, method="POST", data={"sub": person, "sterk": "ja"})
    inside = people.follow(people.follow(back))
    assert inside.status_code == 200
    assert "Afmelden" in inside.text
    people.client.cookies.clear()


# Walls


def test_only_the_proxy_has_a_port_outside(platform: Platform) -> None:
    published = {
        service: container["HostConfig"]["PortBindings"]
        for service, container in platform.containers().items()
        if container["HostConfig"]["PortBindings"]
    }
    assert list(published) == ["proxy"]
    (bindings,) = published["proxy"].values()
    assert [each["HostIp"] for each in bindings] == ["127.0.0.1"]


def test_health_and_metrics_are_not_for_who_comes_through_the_proxy(people: People) -> None:
    for path in ("/metrics", "/health/ready", "/health/live"):
        assert people.open("databank", path).status_code in (303, 401, 404), path


def test_nobody_is_root_and_nobody_may_become_it(platform: Platform) -> None:
    for service, container in platform.containers().items():
        if service not in (*LASTING, *WATCHING):
            continue
        users = platform.engine.podman("top", container["Id"], "huser").split()[1:]
        assert users and "root" not in users and "0" not in users, service
        host = container["HostConfig"]
        assert "no-new-privileges" in str(host["SecurityOpt"]), service
        most = {"CAP_NET_BIND_SERVICE"} if service == "proxy" else set()
        assert set(container["EffectiveCaps"] or ()) <= most, service
        assert host["Memory"] > 0 and host["PidsLimit"] > 0, service


@pytest.mark.parametrize("service", [*LASTING, *WATCHING])
def test_not_even_root_can_write_beside_volumes_and_tmpfs(platform: Platform, service: str) -> None:
    written = platform.exec(service, "sh", "-c", "echo > /usr/probe", user="0", check=False)
    assert written.returncode != 0
    assert "Read-only file system" in written.stderr + written.stdout
    assert platform.containers()[service]["HostConfig"]["ReadonlyRootfs"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_finds_its_own_secrets_alone(platform: Platform, service: str) -> None:
    found = platform.exec(service, "python", "-c", FIND_SECRETS).stdout.split()
    assert "/run/secrets/krachtlijn/vault.json" in found
    assert all(path.startswith("/run/secrets/krachtlijn/") for path in found), found


def test_a_folder_of_another_service_would_be_closed(
    platform: Platform, images: dict[str, str]
) -> None:
    volume = f"{platform.name}_secrets-registry:/other:ro"
    run = ("run", "--rm", "--network", "none", "--volume", volume, "--entrypoint", "python")
    for service, readable in (("databank", False), ("registry", True)):
        script = "open('/other/vault.json')"
        done = platform.engine.run(["podman", *run, images[service], "-c", script], check=False)
        assert (done.returncode == 0) is readable, done.stderr


def test_services_of_different_domains_cannot_reach_each_other(platform: Platform) -> None:
    hosts = {other: [other, *addresses(platform, other)] for other in SERVICES}
    for service in SERVICES:
        places = {
            other: {(host, 8443) for host in hosts[other]} for other in SERVICES if other != service
        }
        open_to = reached(platform, service, *set.union(*places.values()))
        for other, its in places.items():
            same = DOMAINS[service] == DOMAINS[other]
            assert open_to & its == (its if same else set()), f"{service} to {other}"


def test_a_service_has_no_way_out(platform: Platform, images: dict[str, str]) -> None:
    knock = f"import socket; socket.create_connection(('{WORLD}', 443), timeout=2)"
    with socket.create_server((WORLD, 443)):
        for service in SERVICES:
            places = (WORLD, 443), ("broker", 5671)
            assert reached(platform, service, *places) == {("broker", 5671)}
        run = ("run", "--rm", "--network", f"{platform.name}_outside", "--entrypoint", "python")
        platform.engine.podman(*run, images["registry"], "-c", knock)  # somebody answers there


def test_broker_and_database_answer_nobody_in_plain(platform: Platform) -> None:
    in_plain = [("broker", port) for port in (5672, 15672, 15692, 4369, 25672)]
    tls = ("broker", 5671)
    assert reached(platform, "databank", *in_plain, tls) == {tls}
    script = (
        "import asyncio, asyncpg, pathlib\\n"
        "word = pathlib.Path('/run/secrets/krachtlijn/database_password').read_text()\\n"
        "asyncio.run(asyncpg.connect(host='database', user='databank', database='databank',"
        " password=word, ssl=False))"
    ).replace("\\n", "\n")
    refused = platform.exec("databank", "python", "-c", script, check=False)
    assert "no encryption" in refused.stderr, refused.stderr[-500:]


# Again


@pytest.mark.parametrize(
    "job", ["secrets", "topology", "databases", *(f"migrate-{s}" for s in SERVICES)]
)
def test_a_job_may_run_again_and_twice_at_once(platform: Platform, job: str) -> None:
    def again(_number: int) -> int:
        run = ("run", "--rm", "--no-deps", "--no-TTY", job)
        return platform.compose(*run, check=False).returncode

    times = 1 if job == "secrets" else 2
    with ThreadPoolExecutor(times) as pool:
        assert list(pool.map(again, range(times))) == [0] * times


@pytest.mark.parametrize("service", LASTING)
def test_the_platform_goes_on_after_a_restart_of(
    platform: Platform, people: People, room: str, service: str
) -> None:
    platform.compose("restart", "--timeout", "30", service)
    platform.wait_healthy(*LASTING)
    hours = 4 * (2 + LASTING.index(service))
    shift = people.declare(room, f"Vera{LASTING.index(service)}", hours_from_now=hours)
    eventually(lambda: shift in people.known_shifts(), "a declaration arrives after the restart")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_stops_in_order_within_its_grace(platform: Platform, service: str) -> None:
    platform.compose("stop", service)
    stopped = platform.containers()[service]["State"]
    platform.compose("start", service)
    platform.wait_healthy(service)
    assert stopped["ExitCode"] == 0, "143 or 137 would mean that it was cut off"


def test_what_is_killed_comes_back(platform: Platform) -> None:
    before = platform.containers()["enforcement"]["State"]
    assert before["Pid"] > 1  # 0 would be this process itself
    os.kill(before["Pid"], signal.SIGKILL)
    eventually(
        lambda: platform.containers()["enforcement"]["State"]["Pid"] not in (0, before["Pid"]),
        "the service runs again",
    )
    platform.wait_healthy("enforcement")


# A wrong secret


def test_a_wrong_password_is_told_and_harms_nobody_else(
    platform: Platform, people: People, room: str
) -> None:
    secret = platform.volume("secrets-registry") / "database_password"
    right = secret.read_text()
    try:
        secret.write_text("wrong")
        platform.compose(
            "up", "--detach", "--no-build", "--no-deps", "--force-recreate", "registry"
        )
        eventually(lambda: "database_password" in platform.logs("registry"), "the error is told")
        assert "wrong" not in platform.logs("registry").split()
        shift = people.declare(room, "Zora", hours_from_now=60)
        eventually(lambda: shift in people.known_shifts(), "the others go on")
    finally:
        secret.write_text(right)
    platform.compose("restart", "registry")
    platform.wait_healthy(*LASTING)
