"""Legal terms: dated figures of the law, and the terms that run in a case."""
