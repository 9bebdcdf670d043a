"""Nothing leaves for another machine inside a transaction: it is brought by an errand."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = sorted((ROOT / "services").glob("*/src/**/*.py"))
ASKS_A_WATCH = "services/databank/src/databank/operation/prometheus.py"
"""Called by the errand of ``ask_watch`` alone."""


def those_with(pattern: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in SERVICES
        if re.search(pattern, path.read_text(), re.MULTILINE)
    }


def test_services_send_no_mail_but_hand_it_to_an_errand() -> None:
    """``chassis.mail.as_parcel`` does it, when no transaction is open."""
    assert those_with(r"\.send\b|^import (smtplib|mailbox)|^from (smtplib|mailbox)\b") == set()


def test_one_module_of_a_service_calls_another_machine_and_an_errand_calls_it() -> None:
    assert those_with(r"^(import|from) (httpx|requests|urllib\.request|socket)\b") == {ASKS_A_WATCH}
    assert those_with(r"\.looks\(") == {"services/databank/src/databank/operation/ask_watch.py"}
