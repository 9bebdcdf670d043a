"""Put a delivery right: the upload with errors, suggestions that are accepted, the answer."""
