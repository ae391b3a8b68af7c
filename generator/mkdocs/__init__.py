"""The adapter to MkDocs and Material: the only package that imports them."""
