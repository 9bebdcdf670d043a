"""Login issuers for one machine: one per trust domain, with a button for each function.

They know synthetic people only and let everybody in as any of them, so they listen on loopback and
serve no other platform than the one on this machine. As a container of its own, by settings
(``launcher.login.evaluation.settings``): ``python -m launcher.local_login``.
"""

import importlib.util
import sys

import httpx

from launcher import late, ports, processes, readiness
from launcher.credentials.make import hand_over
from launcher.errors import LauncherError
from launcher.processes import Process
from launcher.rundir import RunDir
from launcher.service_accounts import account_of

COMPONENT = "login"
_START_SECONDS = 30.0


def ensure(run: RunDir) -> Process:
    """The issuers, running; what a service must know of them is in its ``logins.json``."""
    found = processes.running(run, COMPONENT)
    if found is not None:
        return found
    if importlib.util.find_spec("oidc_provider_mock") is None:
        raise LauncherError(
            "The login of an evaluation is not installed: install launcher[evaluation], or say in "
            "KRACHTLIJN_LOGINS who may sign people in."
        )
    port = ports.claim(run, COMPONENT)[COMPONENT]
    address = f"http://127.0.0.1:{port}"
    files = late.module("launcher.login.settings_files")  # it brings the whole of the web
    *_, clients = files.write(run.secrets, files.Issuers(files.Kind.EVALUATION, address))
    environment = {
        "PATH": "/usr/bin:/bin",
        "KRACHTLIJN_LOGIN_PORT": str(port),
        "KRACHTLIJN_LOGIN_ADDRESS": address,
        "KRACHTLIJN_LOGIN_CLIENTS": str(clients),
    }
    command = [sys.executable, "-m", "launcher.local_login"]
    account = account_of(run, COMPONENT)
    if account is not None:
        hand_over(run.secrets, {COMPONENT: account.uid})
    return processes.spawn(run, COMPONENT, command, environment, address=address, account=account)


def until_ready(login: Process) -> None:
    """Wait until the issuers answer; nobody but a simulator signs in that soon."""
    readiness.until_ready("The login", lambda: _answers(login.address), login, _START_SECONDS)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def main() -> None:
    """Serve until the process is stopped."""
    from launcher.login.evaluation import server
    from launcher.login.evaluation.settings import EvaluationSettings

    settings = EvaluationSettings()
    try:
        server.server(settings, server.issuers(settings)).serve_forever()
    except LauncherError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
