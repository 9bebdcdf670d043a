"""Login issuers for one machine: one per trust domain, with a button for each function.

They know synthetic people only and let everybody in as any of them, so they listen on loopback and
serve no other platform than the one on this machine.
"""

import json
import logging
import secrets
import sys
import threading
from dataclasses import dataclass

from launcher import ports, processes
from launcher.credentials import Credentials
from launcher.names import DOMAINS, SERVICES
from launcher.processes import Process
from launcher.rundir import RunDir, read_json, write_json

COMPONENT = "login"


@dataclass(frozen=True)
class Someone:
    """A synthetic person: what the button says, the function, and the organisation."""

    subject: str
    function: str
    organisation: str


PEOPLE: dict[str, tuple[Someone, ...]] = {
    "eigenaar": (
        Someone("eigenaar van het huis met 51 ramen", "eigenaar", "OWN-001"),
        Someone("beheerder van dat huis", "beheerder", "OWN-001"),
        Someone("eigenaar van een klein huis", "eigenaar", "OWN-002"),
        Someone("eigenaar van een ander huis", "eigenaar", "OWN-003"),
    ),
    "politie": (
        Someone("agent 1", "politie_agent", "LPA"),
        Someone("agent 2", "politie_agent", "LPA"),
        Someone("teamleider", "politie_teamleider", "LPA"),
        Someone("recherche", "recherche", "LPA"),
        Someone("beheerder van de databank", "politie_beheerder", "LPA"),
        Someone(
            "functionaris gegevensbescherming", "functionaris_gegevensbescherming_politie", "LPA"
        ),
    ),
    "stad": (
        Someone("prostitutieambtenaar", "prostitutieambtenaar", "STAD"),
        Someone("dienst prostitutiebeleid", "dienst_prostitutiebeleid", "STAD"),
        Someone("dossierbehandelaar", "dossierbehandelaar_bh", "STAD"),
        Someone("sanctionerend ambtenaar", "sanctionerend_ambtenaar", "STAD"),
        Someone("medewerker rapportering", "reporting_medewerker", "STAD"),
        Someone("lid van de plangroep", "plangroep_lid", "STAD"),
        Someone("technisch beheerder", "technisch_beheerder", "STAD"),
        Someone(
            "functionaris gegevensbescherming", "functionaris_gegevensbescherming_stad", "STAD"
        ),
    ),
    "zorg": (
        Someone("registrator", "zorg_registrator", "GHAPRO"),
        Someone("verantwoordelijke", "zorg_verantwoordelijke", "GHAPRO"),
        Someone("analist van de studiedienst", "studiedienst_analist", "STUDIEDIENST"),
        Someone(
            "functionaris gegevensbescherming", "functionaris_gegevensbescherming_zorg", "GHAPRO"
        ),
    ),
}


def ensure(run: RunDir) -> Process:
    """The issuers, running; what a service must know of them is in its ``logins.json``."""
    found = processes.running(run, COMPONENT)
    if found is not None:
        return found
    claimed = ports.claim(run, *(f"{COMPONENT}-{domain}" for domain in DOMAINS))
    taken = {domain: claimed[f"{COMPONENT}-{domain}"] for domain in DOMAINS}
    _write_logins(run, taken)
    command = [sys.executable, "-m", "launcher.local_login", json.dumps(taken)]
    return processes.spawn(run, COMPONENT, command, {"PATH": "/usr/bin:/bin"})


def _write_logins(run: RunDir, taken: dict[str, int]) -> None:
    for service in SERVICES:
        path = Credentials(run.secrets).logins(service)
        kept = read_json(path)
        document = {
            domain: {
                "issuer": f"http://127.0.0.1:{port}",
                "client_id": service,
                "client_secret": kept.get(domain, {}).get("client_secret") or secrets.token_hex(16),
                "functions": {one.function: one.function for one in PEOPLE[domain]},
            }
            for domain, port in taken.items()
        }
        write_json(path, document)


def main(taken: dict[str, int]) -> None:
    """Serve until the process is stopped."""
    from oidc_provider_mock import User, app
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    for domain, port in taken.items():
        people = [
            User(
                sub=one.subject,
                claims={"functions": [one.function], "organisation": one.organisation},
            )
            for one in PEOPLE[domain]
        ]
        server = make_server("127.0.0.1", port, app(user_claims=people), threaded=True)
        threading.Thread(target=server.serve_forever).start()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
