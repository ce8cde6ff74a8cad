"""The cited knowledge base: its nouns, its loader and its checker. Everything medical stands in ``base/``, nothing in code."""

from whytwitch.knowledge.causes import Cause
from whytwitch.knowledge.check import families
from whytwitch.knowledge.claims import Claim
from whytwitch.knowledge.faults import Fault
from whytwitch.knowledge.files import BASE
from whytwitch.knowledge.load import faults_of, load_knowledge
from whytwitch.knowledge.nouns import Action, Country, DrugClass, Exposure, FindingKind, Knowledge, Lab, RedFlag, Source, Test
from whytwitch.knowledge.quantity import Basis, Quantity
from whytwitch.knowledge.tokens import Token, parse_token

__all__ = [
    "BASE",
    "Action",
    "Basis",
    "Cause",
    "Claim",
    "Country",
    "DrugClass",
    "Exposure",
    "Fault",
    "FindingKind",
    "Knowledge",
    "Lab",
    "Quantity",
    "RedFlag",
    "Source",
    "Test",
    "Token",
    "families",
    "faults_of",
    "load_knowledge",
    "parse_token",
]
