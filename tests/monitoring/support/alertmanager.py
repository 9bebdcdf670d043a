"""Alertmanager itself, by our configuration, with receivers of this machine."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from .egress import free_port
from .files import PROMETHEUS
from .waiting import until

CONFIG = PROMETHEUS / "alertmanager.yml"


@asynccontextmanager
async def alertmanager(
    folder: Path,
    pager: str,
    *options: str,
    changed: Mapping[str, str] | None = None,
    **environment: str,
) -> AsyncIterator[httpx.AsyncClient]:
    """``changed`` are words of the configuration in place of ours."""
    program = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
    if program is None:
        pytest.skip("Alertmanager itself is not installed, only its tool")
    (folder / "pager_url").write_text(pager)
    (folder / "watchdog_url").write_text(pager)
    (folder / "smtp_password").write_text("synthetic")
    text = CONFIG.read_text().replace("/run/secrets/krachtlijn", str(folder))
    for ours, other in (changed or {}).items():
        assert ours in text, ours
        text = text.replace(ours, other)
    config = folder / "alertmanager.yml"
    config.write_text(text)
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        program,
        f"--config.file={config}",
        f"--storage.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
        *options,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False
        ) as client:
            await until(lambda: _answers(client))
            yield client
    finally:
        process.terminate()
        await process.wait()


async def _answers(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/-/ready")).is_success
    except httpx.HTTPError:
        return False
