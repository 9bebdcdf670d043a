"""Changes of the bus's own tables since a service's first migration made them."""
