"""Retention of what went over the bus: dated terms, erasure by the database, legal holds."""
