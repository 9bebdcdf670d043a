"""Every table of the databank, for its migrations and for the check that both are equal.

The bus, the vault, sessions, exports and the access log bring their own.
"""

from databank.tables import Table

TABLES = Table.metadata
