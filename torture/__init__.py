"""Long test campaigns against the generator: `make torture`. Their figures are in `docs/torture.md`."""
