"""New certificates for a platform that runs: nobody is cut off, and nothing is lost."""

from pathlib import Path

import pytest
from cryptography import x509
from tests.elsewhere.support.presented import POSTGRESQL_ASKS, presented

from .support.people import People, eventually
from .support.platform import Platform

SERVERS = ("broker", "database", "proxy")
PLACES = (
    ("broker", 5671, b""),
    ("broker", 15671, b""),
    ("broker", 15691, b""),
    ("database", 5432, POSTGRESQL_ASKS),
)


def renew(platform: Platform, *names: str) -> str:
    """What an operator gives on the host, and what it says."""
    done = platform.script("deploy/compose/renew.sh", *names)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def serials(platform: Platform) -> dict[tuple[str, int], int]:
    """The certificate that each server presents to who connects now, by its port."""
    found = {}
    for server, port, asks in PLACES:
        networks = platform.containers()[server]["NetworkSettings"]["Networks"].values()
        address = next(network["IPAddress"] for network in networks)
        found[server, port] = presented(address, port, platform.ca, server, asks=asks)
    found["proxy", platform.port] = presented(
        "127.0.0.1", platform.port, platform.ca, "databank.localhost"
    )
    return found


def made(platform: Platform, server: str) -> int:
    path: Path = platform.volume(f"secrets-{server}") / "tls.crt"
    return x509.load_pem_x509_certificate(path.read_bytes()).serial_number


def ends(platform: Platform) -> dict[str, float]:
    """The end of each server's certificate, from the file that was made for it."""
    found = {}
    for server in SERVERS:
        path: Path = platform.volume(f"secrets-{server}") / "tls.crt"
        leaf = x509.load_pem_x509_certificate(path.read_bytes())
        found[server] = leaf.not_valid_after_utc.timestamp()
    return found


def watched(platform: Platform) -> dict[str, set[float]]:
    """The ends that Prometheus is told of, by server."""
    shown = platform.metrics("certificates").items()
    return {
        server: {
            value
            for series, value in shown
            if series.startswith("krachtlijn_certificate_ends_timestamp_seconds")
            and f'service="{server}"' in series
        }
        for server in SERVERS
    }


def started(platform: Platform) -> dict[str, str]:
    containers = platform.containers()
    return {server: containers[server]["State"]["StartedAt"] for server in SERVERS}


@pytest.mark.parametrize("time", ["once", "and once more"])
def test_servers_present_new_certificates_and_go_on(
    platform: Platform, people: People, room: str, time: str
) -> None:
    hours = 100 if time == "once" else 110
    before, running = serials(platform), started(platform)
    early = people.declare(room, "Ilse", hours_from_now=hours)
    said = renew(platform, *SERVERS)
    assert all(f"{server}: new connections meet" in said for server in SERVERS)
    late = people.declare(room, "Jana", hours_from_now=hours + 4)
    eventually(lambda: {early, late} <= people.known_shifts(), "nothing was lost")
    now = serials(platform)
    assert now == {place: made(platform, place[0]) for place in now}
    assert not set(now.values()) & set(before.values())
    assert started(platform) == running, "none was restarted"
    new = {server: {end} for server, end in ends(platform).items()}
    eventually(lambda: watched(platform) == new, "who watches sees the new ones")


def test_what_holds_for_long_is_not_renewed(platform: Platform) -> None:
    before = serials(platform)
    assert "New certificates" not in renew(platform)
    assert serials(platform) == before


def test_a_name_that_has_no_certificate_is_said_so_and_nothing_is_renewed(
    platform: Platform,
) -> None:
    before = serials(platform)
    done = platform.script("deploy/compose/renew.sh", "brokker")
    assert done.returncode != 0
    assert "brokker has no certificate" in done.stdout + done.stderr
    assert serials(platform) == before
