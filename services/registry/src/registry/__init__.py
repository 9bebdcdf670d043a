"""Care registry: deliveries of care organisations, and the protected figures made of them."""
