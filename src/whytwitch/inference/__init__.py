"""Exact inference: evidence and knowledge in, shares and presences with intervals out (see ``docs/model.md``)."""

from whytwitch.inference.engine import Engine, Understood
from whytwitch.inference.frontier import solve
from whytwitch.inference.ledger import ledger
from whytwitch.inference.network import Bit, Link, Network, Solution
from whytwitch.inference.pieces import UNEXPLAINED
from whytwitch.inference.whatif import Answer, Question, what_if

__all__ = [
    "UNEXPLAINED",
    "Answer",
    "Bit",
    "Engine",
    "Link",
    "Network",
    "Question",
    "Solution",
    "Understood",
    "ledger",
    "solve",
    "what_if",
]
