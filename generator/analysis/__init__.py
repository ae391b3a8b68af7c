"""Look-ups and conclusions drawn from a pathway: index, evidence, applicability of circumstances, and paths."""
