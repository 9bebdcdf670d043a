"""Documents of a case: letters as they went out, and what people brought in."""
