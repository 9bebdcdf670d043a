"""Commands of an operator start without what only services need: it takes longer than they do."""

import subprocess
import sys

HEAVY = ("fastapi", "faststream", "sqlalchemy", "sqlmodel")
COMMANDS = ("launcher.audit", "launcher.bus", "launcher.vault_keys")


def test_commands_about_bus_log_and_keys_import_neither_web_nor_database_tools() -> None:
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, {', '.join(COMMANDS)}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(HEAVY).isdisjoint(found.stdout.split())
