"""`python -m generator` is `pathway`."""

from generator.cli import main

main(prog_name="pathway")
