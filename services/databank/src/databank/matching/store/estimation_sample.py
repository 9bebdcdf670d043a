"""The claims that weights are learned from: as they are compared, and nothing else of them."""

import asyncpg


async def latest(conn: asyncpg.Connection, form: str, most: int) -> list[bytes]:
    """Packed features, of the newest claims first. Personal data, like the claims."""
    rows = await conn.fetch(
        "SELECT features FROM claim_features WHERE form = $1 ORDER BY claim_id DESC LIMIT $2",
        form,
        most,
    )
    return [row["features"] for row in rows]
