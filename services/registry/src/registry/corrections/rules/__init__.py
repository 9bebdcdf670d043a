"""Rules of corrections: how accepted suggestions change the tables, and what is refused."""
