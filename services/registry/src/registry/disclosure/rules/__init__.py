"""Which figures of an organisation and year may be shown."""
