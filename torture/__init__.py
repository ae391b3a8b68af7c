"""The long campaigns against the generator: `make torture`. Their figures stand in `docs/torture.md`."""
