"""The pathway as its authors write it: frozen models, checked for shape and nothing more.

What the words mean together (does this citation exist, can this box be reached) is the business of `checks`.
"""

from generator.model.boxes import ENDS, Box, BoxLink, Chart, Citation, Edge, Kind, Review, Section, StatementUse
from generator.model.cases import Case
from generator.model.corrections import same_word
from generator.model.dates import Date, DateRange
from generator.model.grading import Axis, Grading
from generator.model.metadata import PLACEHOLDERS, Approval, EvidenceSearch, Governance, Metadata, Owner, Status, Withdrawal
from generator.model.pathway import Change, Pathway
from generator.model.reference_hints import dangling, link_at, named
from generator.model.references import Author, Design, DesignBasis, Directness, Person, Reference, ReferenceType
from generator.model.rule_settings import RuleSetting, RuleSeverity
from generator.model.schema import schema
from generator.model.scores import Counting, Score
from generator.model.shape import text_at
from generator.model.statements import DoseRow, Image, Role, Statement, Table
from generator.model.subjects import Circumstance, Finding, Findings, Subject, Treatment
from generator.model.validation import read_pathway, unfit_keys

__all__ = [
    "ENDS",
    "PLACEHOLDERS",
    "Approval",
    "Author",
    "Axis",
    "Box",
    "BoxLink",
    "Case",
    "Change",
    "Chart",
    "Circumstance",
    "Citation",
    "Counting",
    "Date",
    "DateRange",
    "Design",
    "DesignBasis",
    "Directness",
    "DoseRow",
    "Edge",
    "EvidenceSearch",
    "Finding",
    "Findings",
    "Governance",
    "Grading",
    "Image",
    "Kind",
    "Metadata",
    "Owner",
    "Pathway",
    "Person",
    "Reference",
    "ReferenceType",
    "Review",
    "Role",
    "RuleSetting",
    "RuleSeverity",
    "Score",
    "Section",
    "Statement",
    "StatementUse",
    "Status",
    "Subject",
    "Table",
    "Treatment",
    "Withdrawal",
    "dangling",
    "link_at",
    "named",
    "read_pathway",
    "same_word",
    "schema",
    "text_at",
    "unfit_keys",
]
