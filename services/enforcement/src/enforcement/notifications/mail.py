"""Mail as a way out: a message that something is ready, never what, and never about whom.

The way out lays it into a Maildir, from which the city's own mail server takes it. Others fit the
same port.
"""

import mailbox
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path
from typing import Protocol

SUBJECT = "Er staat een bericht voor u klaar"


class MailSender(Protocol):
    """A way out for mail. ``send`` does blocking work: call it in a thread."""

    def send(self, message: EmailMessage) -> None: ...


class MaildirSender:
    """The local way out: a folder of the machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        mailbox.Maildir(self._folder, create=True).add(message)


def message_ready(page: str, sender: str, to: str, key: str) -> EmailMessage:
    """The message, the same for everybody but its address. ``key`` tells a repetition."""
    text = (files("enforcement") / "data" / "message_ready.txt").read_text("utf-8")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, SUBJECT
    message["Message-ID"] = f"<{key}@krachtlijn.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.format(page=page))
    return message
