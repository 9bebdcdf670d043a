import socket
from pathlib import Path

from launcher import ports
from launcher.rundir import RunDir


def test_a_free_port_is_remembered(tmp_path: Path) -> None:
    run = RunDir.of(tmp_path, "test")
    first = ports.claim(run, "amqp", "postgres")
    assert len(set(first.values())) == 2
    assert ports.claim(run, "amqp", "postgres") == first == ports.remembered(run)


def test_a_port_that_somebody_took_is_chosen_anew(tmp_path: Path) -> None:
    run = RunDir.of(tmp_path, "test")
    taken = ports.claim(run, "amqp", "postgres")
    with socket.create_server(("127.0.0.1", taken["amqp"])):
        again = ports.claim(run, "amqp", "postgres")
    assert again["amqp"] != taken["amqp"]
    assert again["postgres"] == taken["postgres"]
