"""Somebody with a browser at the toy service."""

import re
from typing import Any
from urllib.parse import urljoin

import httpx
from fastapi import FastAPI

HERE = "http://127.0.0.1:1"


class Browser:
    """Somebody with a browser: keeps cookies, follows a link at a time, says what browsers say."""

    def __init__(self, app: FastAPI, base: str = HERE) -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url=base)
        self.client.headers["Accept"] = "text/html"

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.client.get(path, **more)

    async def post(
        self, path: str, data: dict[str, str] | None = None, **headers: str
    ) -> httpx.Response:
        sent = {"Sec-Fetch-Site": "same-origin", **headers}
        return await self.client.post(path, data=data or {}, headers=sent)

    async def begin(self, path: str = "/aanmelden") -> str:
        """The issuer's address that the service leads to."""
        answer = await self.get(path)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def identify(self, address: str, subject: str) -> str:
        """Sign in at the issuer; the address that it leads back to."""
        async with httpx.AsyncClient(trust_env=False) as issuer:
            answer = await issuer.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"].removeprefix(HERE)

    async def sign_in(self, subject: str = "agent-1", wanted: str = "") -> httpx.Response:
        address = await self.begin(f"/aanmelden{wanted}")
        return await self.get(await self.identify(address, subject))


def links(html: str) -> list[str]:
    return [urljoin(HERE, found) for found in re.findall(r'(?:href|src)="([^"]+)"', html)]
