"""An urgent signal calls the police at once, by a mail that says nothing about anybody."""

import socket
from email.message import Message
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from pydantic import SecretStr

from contracts.codes import SignalKind
from databank.app import build
from databank.welfare.raise_signal import raise_signal
from launcher.sandbox import Sandbox

from .support.waiting import until


class Mailbox(MessageHandler):
    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)


async def test_an_urgent_signal_reaches_a_mailbox_once_and_another_does_not(
    sandbox: Sandbox,
) -> None:
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    hook = f"smtp://127.0.0.1:{port}?from=krachtlijn@example.org&to=wacht@example.org"
    settings = sandbox.settings("databank", "system").model_copy(
        update={"alert_hook": SecretStr(hook), "public_url": "https://databank.example"}
    )
    app = build(settings)
    source, secret = f"shift:{uuid4()}", "Janssens"

    async def raised(kind: SignalKind, source: str) -> None:
        async with app.state.database.begin(app.state.clock.now()) as tx:
            await raise_signal(tx, kind, source, "waarneming", {"indicators": [secret]})

    async def arrived() -> bool:
        return bool(mailbox.mails)

    async def fired() -> bool:
        async with app.state.database.connection() as conn:
            return not await conn.fetchval("SELECT count(*) FROM bus_timer WHERE name = 'alert'")

    async with sandbox.serve(app):
        await raised(SignalKind.SCHIJNAANGIFTE, source)
        assert await fired(), "what is not urgent calls nobody"
        await raised(SignalKind.DWANG, source)
        await until(arrived)
        await raised(SignalKind.DWANG, source)
        await until(fired)
        (mail,) = mailbox.mails
        async with app.state.database.connection() as conn:
            await conn.execute("UPDATE signal SET state = 'afgesloten' WHERE source = $1", source)
        await raised(SignalKind.DWANG, source)
        await until(fired)
    controller.stop(no_assert=True)
    assert len(mailbox.mails) == 2, "one that was closed and is reported anew calls again"
    assert mail["Subject"] == (
        "Er is een nieuw dringend signaal: mogelijk onder dwang. Open de werklijst."
    )
    for each in mailbox.mails:
        assert "https://databank.example/signalen" in each.as_string()
        assert secret not in each.as_string()
        assert source not in each.as_string()
