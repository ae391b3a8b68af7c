"""Long test campaigns against the generator: `make campaigns`. Their figures are in `docs/robustness.md`."""

import os

# What an earlier run stored must not help, or hide, anything.
os.environ["PATHWAY_CACHE"] = "off"
