"""Packages of tests: what the conftest of one sets up is for its own tests alone."""


def package_of(nodeid: str) -> str:
    """``services/databank`` of ``services/databank/tests/test_x.py::test_y[z]``."""
    return "/".join(nodeid.partition("::")[0].split("/")[:2])
