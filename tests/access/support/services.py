"""The services as these tests see them: the domains that they trust, their routes and a client."""

import re
from collections.abc import Callable
from uuid import uuid4

import httpx
from fastapi import FastAPI

TRUSTS = {
    "pandkalender": {"eigenaar", "politie"},
    "databank": {"politie"},
    "enforcement": {"stad", "eigenaar"},
    "registry": {"zorg"},
    "reporting": {"stad", "politie"},
}

Built = Callable[[str], FastAPI]


def client_of(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://service")


def concrete(path: str) -> str:
    return re.sub(r"{[^}]+}", str(uuid4()), path)


def is_page(app: FastAPI, path: str) -> bool:
    """Pages are for browsers: a session opens them, and no token."""
    return hasattr(app.state, "login") and not path.startswith("/v1/")
