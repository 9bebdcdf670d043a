"""Known holes in what is used: each package of ``uv.lock`` and ``deploy/uv.txt`` is asked about.

``pip-audit`` asks; this says which versions, and holds that each was answered for: by itself it
passes by what its index does not know, or says nothing of. A hole that does not concern us stands
in ``holes.toml`` with why and until when: from the day after, it fails again. Ends with 1 when a
hole, a package without an answer or an exception that ran out is found.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOLES = Path(__file__).with_name("holes.toml")
LONGEST = 90
"""Days for which an exception may stand, before somebody looks again."""

Package = tuple[str, str]
"""Name and exact version."""


def locked(root: Path = ROOT) -> set[Package]:
    """Every package from an index that an image, an environment or the tests can have."""
    lock = tomllib.loads((root / "uv.lock").read_text())
    ours = re.findall(r"^(\S+)==(\S+)", (root / "deploy" / "uv.txt").read_text(), re.M)
    packages = (each for each in lock["package"] if "registry" in each["source"])
    return {(each["name"], each["version"]) for each in packages} | set(ours)


def rounds(packages: set[Package]) -> Iterator[list[Package]]:
    """Lists in which no name comes twice: of some, each Python has a version of its own."""
    left = sorted(packages)
    while left:
        once = dict(reversed(left))
        yield sorted(once.items())
        left = sorted(set(left) - set(once.items()))


def excepted(text: str, today: date) -> tuple[set[str], list[str]]:
    """Ids that do not concern us, and what is wrong with the list."""
    ids, wrong = set(), []
    for each in tomllib.loads(text).get("hole", []):
        until: date = each["until"]
        if len(each["why"].split()) < 3:
            wrong.append(f"{each['id']}: say in a sentence why it does not concern us.")
        elif until < today:
            wrong.append(f"{each['id']}: its exception ended on {until}: look again.")
        elif (until - today).days > LONGEST:
            wrong.append(f"{each['id']}: an exception stands {LONGEST} days at most.")
        else:
            ids.add(each["id"])
    return ids, wrong


def judged(
    asked: set[Package], answers: Sequence[Mapping[str, Any]], ids: set[str]
) -> tuple[list[str], set[str]]:
    """What is wrong, in sentences, and which exceptions were of use."""
    wrong, used = [], set()
    answered = {(each["name"], each["version"]) for each in answers if "vulns" in each}
    wrong += [f"{name} {version}: nobody said whether it has a hole."
              for name, version in sorted(asked - answered)]  # fmt: skip
    for each in answers:
        for hole in each.get("vulns", []):
            if mine := {hole["id"], *hole["aliases"]} & ids:
                used |= mine
                continue
            mended = ", ".join(hole["fix_versions"]) or "no version"
            wrong.append(f"{each['name']} {each['version']}: {hole['id']}, mended in {mended}.")
    return wrong, used


def ask(packages: Sequence[Package], program: Path, more: Sequence[str]) -> list[dict[str, Any]]:
    """What ``pip-audit`` says of each; nothing is installed or resolved for it."""
    with tempfile.TemporaryDirectory() as folder:
        listed, said = Path(folder, "requirements.txt"), Path(folder, "said.json")
        listed.write_text("".join(f"{name}=={version}\n" for name, version in packages))
        done = subprocess.run(  # noqa: S603
            [program, "--no-deps", "--disable-pip", "--progress-spinner=off", "--desc=off",
             "--aliases=on", "--format=json", f"--output={said}", f"--requirement={listed}", *more],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not said.exists():
            raise SystemExit(f"pip-audit could not ask: {done.stderr.strip().splitlines()[-1:]}")
        found: list[dict[str, Any]] = json.loads(said.read_text())["dependencies"]
        return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Ask for known holes in what uv.lock names.")
    parser.add_argument("program", type=Path, help="pip-audit")
    said, more = parser.parse_known_args(arguments)
    ids, wrong = excepted(HOLES.read_text(), datetime.now(UTC).date())
    packages = locked()
    answers = [each for some in rounds(packages) for each in ask(some, said.program, more)]
    found, used = judged(packages, answers, ids)
    wrong += [*found, *(f"{each}: nothing has this hole any more." for each in sorted(ids - used))]
    for sentence in wrong:
        print(sentence)
    print(f"{len(packages)} packages asked, {len(wrong)} to look at.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
