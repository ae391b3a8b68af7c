"""Documents of the product that are made from data: hazards, licences, bill of materials, audit."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
