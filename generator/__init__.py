"""Compiles a clinical pathway, written in YAML, into a cited and searchable site."""

__version__ = "0.1.0"
