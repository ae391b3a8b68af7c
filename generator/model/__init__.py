"""The pathway as its authors write it: frozen models, checked for shape and nothing more.

What the words mean together (does this citation exist, can this box be reached) is the business of `checks`.
"""

from generator.model.dates import Date, DateRange
from generator.model.passport import Passport
from generator.model.pathway import Chart, Citation, Edge, Kind, Node, Pathway, Placement, Role, Section, Statement
from generator.model.reading import read_pathway, unfit_keys
from generator.model.references import Author, Design, DesignBasis, Directness, Reference, ReferenceType
from generator.model.schema import schema
from generator.model.settings import RuleSetting, RuleSeverity, Settings
from generator.model.shape import text_at
from generator.model.subjects import Antibody, Circumstance, Subject, Treatment
from generator.model.titles import named

__all__ = [
    "Antibody",
    "Author",
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
    "Node",
    "Passport",
    "Pathway",
    "Placement",
    "Reference",
    "ReferenceType",
    "Role",
    "RuleSetting",
    "RuleSeverity",
    "Section",
    "Settings",
    "Statement",
    "Subject",
    "Treatment",
    "named",
    "read_pathway",
    "schema",
    "text_at",
    "unfit_keys",
]
