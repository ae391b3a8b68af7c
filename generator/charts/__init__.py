"""A chart as Mermaid text, as SVG, and publications on a timeline."""
