"""Mail as a way out: a message that something is ready, never what, and never about whom.

The way out lays it into a Maildir, from which the city's own mail server takes it. Others fit the
same port. Mail leaves as an errand, in no transaction: a disk or a server that hangs stops nobody.
"""

import asyncio
import mailbox
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from chassis.bus.timers import Parcel
from chassis.db import Transaction


class MailSender(Protocol):
    """A way out for mail. ``send`` does blocking work: call it in a thread."""

    def send(self, message: EmailMessage) -> None: ...


class MaildirSender:
    """The local way out: a folder of the machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        mailbox.Maildir(self._folder, create=True).add(message)


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom, and a key that tells a repetition: a message may leave twice."""

    sender: str
    to: str
    key: str


def message(envelope: Envelope, subject: str, text: str) -> EmailMessage:
    """A message that nobody answers."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = envelope.sender, envelope.to, subject
    mail["Message-ID"] = f"<{envelope.key}@krachtlijn.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return mail


def as_parcel(
    sender: MailSender | None,
    mails: Sequence[EmailMessage],
    note: Callable[[Transaction], Awaitable[None]] | None = None,
) -> Parcel:
    """Mails that leave one after the other, and what is noted when all have; without a way out
    there may be none."""

    async def bring() -> None:
        for mail in mails:
            assert sender is not None
            await asyncio.to_thread(sender.send, mail)

    return Parcel(bring, note)
