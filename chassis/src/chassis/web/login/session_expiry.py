"""How long a session still stands, so that a page can say it before it ends (WCAG 2.2.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import JSONResponse, Response


@dataclass(frozen=True, slots=True)
class SessionExpiry:
    """As the database's clock had it ``now``. ``longest`` no use puts off."""

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
        """Nothing but signing in again gives more time."""
        return self.until >= self.longest

    def answer(self, text: str) -> Response:
        """For the script of the pages; ``text`` says ``until`` to who reads."""
        said: dict[str, Any] = {"seconds": self.seconds, "final": self.is_final, "text": text}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})
