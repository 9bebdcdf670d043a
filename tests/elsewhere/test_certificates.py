"""Who watches certificates sees those that broker and database really present."""

import socket
import time

import httpx
from cryptography import x509

from .support.operator import Operator

PATIENCE_SECONDS = 60


def shown(url: str) -> dict[str, float]:
    """What is at an address for Prometheus, by series; nothing before somebody listens."""
    try:
        told = httpx.get(url, trust_env=False).text
    except httpx.TransportError:
        return {}
    lines = (line.rpartition(" ") for line in told.splitlines() if not line.startswith("#"))
    return {series: float(value) for series, _, value in lines}


def test_the_end_of_what_broker_and_database_present_is_a_metric(platform: Operator) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        metrics = f"127.0.0.1:{probe.getsockname()[1]}"
    broker, database = platform.servers.amqp_port, platform.servers.postgres_port
    servers = [
        f"--server=broker=127.0.0.1:{broker}/broker",
        f"--server=database=postgresql://127.0.0.1:{database}/database",
    ]
    process = platform.begin_alone("certificates", "watch", *servers, "--metrics", metrics)
    series = {
        name: f'krachtlijn_certificate_ends_timestamp_seconds{{name="{name}",service="{name}"}}'
        for name in ("broker", "database")
    }
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not set(series.values()) <= (found := shown(f"http://{metrics}/metrics")).keys():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until, found
            time.sleep(0.1)
    finally:
        process.terminate()
        process.wait(timeout=30)
    for name in ("broker", "database"):
        leaf = x509.load_pem_x509_certificate((platform.secrets / name / "tls.crt").read_bytes())
        assert found[series[name]] == leaf.not_valid_after_utc.timestamp()


def test_nobody_watches_without_a_server(operator: Operator) -> None:
    assert "write broker=broker:5671" in operator.refused(
        "certificates", "watch", "--server=broker"
    )
