"""Mail as a way out: a message that something is ready, never what, and never about whom.

The way out lays it into a Maildir, from which the city's own mail server takes it. Others fit the
same port.
"""

import mailbox
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol


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
