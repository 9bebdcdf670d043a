"""The fine procedure over HTTP (handbook §2.6)."""
