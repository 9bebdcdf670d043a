"""Care: what care organisations published through the registry, by period and by year."""
