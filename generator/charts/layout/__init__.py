"""Layered layout of a chart (after Sugiyama, Tagawa and Toda), from top to bottom, with orthogonal edges."""
