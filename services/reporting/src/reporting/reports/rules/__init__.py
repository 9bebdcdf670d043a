"""Rules of reports: chapters made of figures, pictures of tables, editions as files show them."""
