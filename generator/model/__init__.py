"""The pathway as its authors write it: frozen models, checked for shape and nothing more.

What the words mean together (does this citation exist, can this box be reached) is the business of `checks`.
"""

from generator.model.corrections import same_word
from generator.model.dates import Date, DateRange
from generator.model.metadata import Metadata
from generator.model.pathway import Box, Chart, Citation, Edge, Kind, Pathway, Role, Section, Statement, StatementUse
from generator.model.reference_hints import dangling, named
from generator.model.references import Author, Design, DesignBasis, Directness, Reference, ReferenceType
from generator.model.schema import schema
from generator.model.settings import RuleSetting, RuleSeverity, Settings
from generator.model.shape import text_at
from generator.model.subjects import Antibody, Circumstance, Subject, Treatment
from generator.model.validation import read_pathway, unfit_keys

__all__ = [
    "Antibody",
    "Author",
    "Box",
    "Chart",
    "Circumstance",
    "Citation",
    "Date",
    "DateRange",
    "Design",
    "DesignBasis",
    "Directness",
    "Edge",
    "Kind",
    "Metadata",
    "Pathway",
    "Reference",
    "ReferenceType",
    "Role",
    "RuleSetting",
    "RuleSeverity",
    "Section",
    "Settings",
    "Statement",
    "StatementUse",
    "Subject",
    "Treatment",
    "dangling",
    "named",
    "read_pathway",
    "same_word",
    "schema",
    "text_at",
    "unfit_keys",
]
