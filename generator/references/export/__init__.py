"""References in RIS, NBIB and BibTeX."""
