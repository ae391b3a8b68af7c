"""Basics of all stages: sources with places, diagnostics, sentences and symbols."""
