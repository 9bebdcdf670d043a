import os
import sys
from pathlib import Path

import httpx
import pytest

from launcher import leftovers, processes, services
from launcher.errors import LauncherError
from launcher.infra import Infrastructure
from launcher.rundir import RunDir
from launcher.services import Clock

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def test_services_start_together_and_are_kept_when_asked_again(
    infra: Infrastructure, stand_ins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(stand_ins))
    names = ["databank", "reporting"]
    started = services.ensure(infra, names, Clock())
    assert all(services.ready(service.url) for service in started)
    assert services.ensure(infra, names, Clock()) == started
    processes.stop(service.process for service in started)
    with pytest.raises(LauncherError, match="databank has stopped"):
        services.check_alive(started)
    processes.forget(infra.run, names)


def test_the_card_with_a_worker_s_code_leads_to_the_calendar_of_this_machine(
    infra: Infrastructure, stand_ins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(stand_ins))
    app = stand_ins / "databank" / "app.py"
    told = 'os.environ["KRACHTLIJN_DATABANK_WORKER_URL"].encode()'
    app.write_text("import os\n" + app.read_text().replace('b"ready"', told))
    names = ["databank", "pandkalender"]
    started = databank, calendar = services.ensure(infra, names, Clock())
    assert httpx.get(databank.url, trust_env=False).text == f"{calendar.url}/mijn"
    processes.stop(service.process for service in started)
    processes.forget(infra.run, names)


def test_a_simulated_city_has_its_own_list_of_care_organisations_and_another_has_none(
    infra: Infrastructure, stand_ins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(stand_ins))
    app = stand_ins / "registry" / "app.py"
    told = 'os.environ.get("KRACHTLIJN_REGISTRY_ORGANISATIONS", "none").encode()'
    app.write_text("import os\n" + app.read_text().replace('b"ready"', told))
    for clock, list_of_city in ((Clock("driven"), True), (Clock(), False)):
        started = services.ensure(infra, ["registry"], clock)
        told = httpx.get(started[0].url, trust_env=False).text
        assert Path(told).is_file() is list_of_city, told
        processes.stop(service.process for service in started)
        processes.forget(infra.run, ["registry"])


def test_a_service_that_cannot_start_shows_the_end_of_its_log(
    infra: Infrastructure, stand_ins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stand_ins / "registry" / "app.py").write_text("raise RuntimeError('no table of rates')\n")
    monkeypatch.setenv("PYTHONPATH", str(stand_ins))
    with pytest.raises(LauncherError, match="no table of rates"):
        services.ensure(infra, ["registry"], Clock())


def test_a_service_is_told_of_its_own_secrets_only_and_only_where_they_are(
    infra: Infrastructure,
) -> None:
    """Whoever may list processes can read what they were told."""
    told = services.settings(infra, "databank", Clock("driven")).values()
    secrets = infra.credentials
    words = [*secrets.broker.values(), *secrets.database.values()]
    assert not [word for word in words if word in " ".join(told)]
    within = {each for each in told if each.startswith(str(secrets.folder))}
    assert within == {str(secrets.folder / "databank"), str(secrets.folder / "public")}


def test_a_process_that_ignores_the_request_to_stop_is_ended(tmp_path: Path) -> None:
    run = RunDir.of(tmp_path, "test")
    process = processes.spawn(run, "stubborn", [sys.executable, "-c", STUBBORN], os.environ)
    processes.stop([process], patience=0.5)
    assert not process.alive


def test_a_process_without_a_record_is_found_by_what_it_carries(tmp_path: Path) -> None:
    run = RunDir.of(tmp_path, "test")
    process = processes.spawn(run, "lost", ["sleep", "60"], os.environ)
    processes.forget(run, ["lost"])
    assert leftovers.sweep(RunDir.of(tmp_path, "demo")) == 0
    assert leftovers.sweep(run) == 1
    assert not process.alive


def test_a_reused_process_number_is_not_taken_for_the_component(tmp_path: Path) -> None:
    run = RunDir.of(tmp_path, "test")
    other = processes.Process("rabbitmq", os.getpid(), started=1, address="", log="")
    processes.record(run, other)
    assert processes.running(run, "rabbitmq") is None
