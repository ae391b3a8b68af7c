"""Long test campaigns against the generator: `make campaigns`. Their figures are in `docs/robustness.md`."""
