"""Events of Krachtlijn for another system of the city: typed, in order per key, each once.

A :class:`Reader` brings a FastStream broker; a function per event has its effect through
``receipt.tx``, the transaction in which the event is noted as had.
"""

from krachtlijn_client.access import Access, ClientError
from krachtlijn_client.reader import Reader
from krachtlijn_client.receipt import Receipt, RejectedError, TransientError

__all__ = ["Access", "ClientError", "Reader", "Receipt", "RejectedError", "TransientError"]
