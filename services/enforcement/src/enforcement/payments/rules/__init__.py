"""Rules of payments: what is owed, what may be done about it, and until when."""
