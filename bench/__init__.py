"""How long things take: `make bench`. What is measured beside what, each module tells."""
