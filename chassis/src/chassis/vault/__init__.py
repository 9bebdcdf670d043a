"""Identities at rest (DP-14): a column's value is encrypted under a data key of the database.

Data keys are in the database itself, each wrapped by a key-encryption key that is in a file and in
no backup of the database: a dump, a disk or a replica alone opens nothing.
"""

from chassis.vault.keys import Ring, VaultError
from chassis.vault.safe import SealedColumn, Vault

__all__ = ["Ring", "SealedColumn", "Vault", "VaultError"]
