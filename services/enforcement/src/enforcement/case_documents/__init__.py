"""Documents of a case: letters as they went out, and what people brought in."""

__all__ = ["add_document", "labels", "pages", "plain_file", "received_files", "rules", "store"]
