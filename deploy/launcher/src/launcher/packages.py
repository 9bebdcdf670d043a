"""Packages of tests: what the conftest of one sets up is for its own tests alone."""

APART = (
    "services/databank/tests/detection",
    "services/databank/tests/watch_requests",
    "services/databank/tests/welfare",
    "services/enforcement/tests/street_bans",
    "services/enforcement/tests/today",
    "services/enforcement/tests/worklist",
)
"""Folders that are packages of their own. Their tests look at lists of all that waits, or have the
service look at all that it knows: after the rest of the package they took three to twenty times as
long as alone (docs/decisions/0252)."""


def package_of(nodeid: str) -> str:
    """``services/databank`` of ``services/databank/tests/test_x.py::test_y[z]``, or a folder of
    :data:`APART` for what is in it."""
    path = nodeid.partition("::")[0]
    for folder in APART:
        if path.startswith(f"{folder}/"):
            return folder
    return "/".join(path.split("/")[:2])
