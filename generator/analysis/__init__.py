"""Look-ups and conclusions drawn from a pathway: index, evidence, marks, and paths."""
