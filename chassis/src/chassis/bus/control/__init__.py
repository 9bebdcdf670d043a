"""The control plane: what operators order a running reader to do, over the bus itself."""
