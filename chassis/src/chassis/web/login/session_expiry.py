"""The expiry of a session, so that a page can announce it (WCAG 2.2.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import JSONResponse, Response


@dataclass(frozen=True, slots=True)
class SessionExpiry:
    """``until`` at ``now`` by the database's clock; use puts it off, never beyond ``longest``."""

    now: datetime
    until: datetime
    longest: datetime

    @classmethod
    def idle(
        cls, now: datetime, seen: datetime, idle: timedelta, longest: datetime
    ) -> "SessionExpiry":
        return cls(now, min(seen + idle, longest), longest)

    @property
    def seconds(self) -> int:
        return max(0, int((self.until - self.now).total_seconds()))

    @property
    def is_final(self) -> bool:
        """Whether nothing but signing in again gives more time."""
        return self.until >= self.longest

    def answer(self, text: str) -> Response:
        """The answer to the pages' script; ``text`` tells people until when."""
        content: dict[str, Any] = {"seconds": self.seconds, "final": self.is_final, "text": text}
        return JSONResponse(content, headers={"Cache-Control": "no-store"})
