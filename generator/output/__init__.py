"""Reading and writing files: pathways, Markdown trees, archives, PDF."""
