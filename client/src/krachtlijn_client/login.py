"""The login, tried before anything is read: a refusal is said in words, once."""

import ssl
from urllib.parse import quote, urlsplit

import aio_pika
from aio_pika.exceptions import AMQPError, ChannelNotFoundEntity
from aiormq.exceptions import ChannelAccessRefused

from krachtlijn_client.access import Access, ClientError

SECONDS = 10


async def log_in(access: Access) -> None:
    """Return once the broker lets this client read; a :class:`ClientError` says why it does not."""
    parts = urlsplit(access.broker)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    login = f"{quote(access.queue, safe='')}:{quote(access.password, safe='')}"
    address = f"{parts.scheme}://{login}@{host}{port}/{quote(access.vhost, safe='')}"
    try:
        connection = await aio_pika.connect(address, timeout=SECONDS, ssl_context=access.tls())
    except (AMQPError, OSError, ssl.SSLError) as error:
        raise ClientError(_why_not(access, error)) from None
    async with connection:
        channel = await connection.channel()
        try:
            await (await channel.get_queue(access.queue)).get(no_ack=False, fail=False)
        except ChannelAccessRefused:
            raise ClientError(
                f"The broker lets {access.queue} in, but not read its queue: the platform's "
                "operator runs 'krachtlijn topology apply' after 'krachtlijn client add'."
            ) from None
        except ChannelNotFoundEntity:
            raise ClientError(
                f"The broker has no queue {access.queue}: the platform's operator runs 'krachtlijn "
                "topology apply' after 'krachtlijn client add'."
            ) from None
        except AMQPError:
            pass  # the queue is for consumers alone: then reading it is allowed


def _why_not(access: Access, error: Exception) -> str:
    place = f"{urlsplit(access.broker).hostname}:{urlsplit(access.broker).port or ''}"
    if isinstance(error, OSError) and not isinstance(error, AMQPError):
        return f"The broker at {place} does not answer ({error}): is the address right?"
    return (
        f"The broker at {place} does not let {access.queue} in: was the client taken away, or its "
        "password renewed? The platform's operator has the folder as it is now."
    )
