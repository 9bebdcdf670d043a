"""Rules of a report's content: its bytes, its differences, and disclosure control of it."""
