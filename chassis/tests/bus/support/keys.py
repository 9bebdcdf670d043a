"""Key files of readers, as services get them."""

import json
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from chassis.bus.seal import Opener, Sealer


class Keys:
    """Keys of readers by epoch, in the files that services get."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.private: dict[str, dict[str, X25519PrivateKey]] = {}

    def add(self, reader: str, epoch: str) -> None:
        self.private.setdefault(reader, {})[epoch] = X25519PrivateKey.generate()

    def destroy(self, reader: str, epoch: str) -> None:
        del self.private[reader][epoch]

    def sealer(self) -> Sealer:
        rings = {
            reader: {
                "current": max(keys),
                "keys": {
                    epoch: b64encode(key.public_key().public_bytes_raw()).decode()
                    for epoch, key in keys.items()
                },
            }
            for reader, keys in self.private.items()
        }
        path = self.folder / "public.json"
        path.write_text(json.dumps(rings))
        return Sealer.load(path)

    def opener(self, reader: str) -> Opener:
        path = self.folder / f"{reader}.json"
        path.write_text(
            json.dumps(
                {
                    epoch: b64encode(key.private_bytes_raw()).decode()
                    for epoch, key in self.private[reader].items()
                }
            )
        )
        return Opener.load(reader, path)
