"""Presences whatever the habits are: a habit may explain a twitch, but it never talks a danger down (DESIGN §3)."""

from itertools import chain, combinations

import numpy as np

from whytwitch.inference import Engine, Understood
from whytwitch.inference.network import FloatArray
from whytwitch.knowledge import Knowledge
from whytwitch.model import Posterior

__all__ = ["weighed"]

MOST_HABITS = 6  # every subset of so many is looked at: 64 columns of one network


def weighed(engine: Engine, understood: Understood, *, draws: int, seed: int) -> tuple[Posterior, FloatArray]:
    """The posterior, and presences at the medians for every subset of the habits that were told, shape (n_subsets, n_causes), causes in the order of the base.

    The backgrounds that habits raise are left as they are without them. Whoever tells one habit more is weighed over all the subsets of before and
    new ones, so that the highest level over the rows can only rise.
    """
    habits = _told(understood, engine.knowledge)
    if not habits and not draws:
        posterior = engine.infer(understood)
        known = {cause.id: cause.presence for cause in posterior.movements[0].causes}
        return posterior, np.array([[known[name] for name in engine.knowledge.causes]])
    bare = understood if not habits else engine.without(understood, habits)
    variants = [
        {**bare.states, **{name: understood.states[name] for name in kept}}
        for kept in chain.from_iterable(combinations(habits, size) for size in range(len(habits) + 1))
    ]
    pretest = engine.pretest_columns(bare.evidence, variants)
    if draws or bare.light.pieces is not understood.problem.pieces:
        return engine.infer(understood, draws=draws, seed=seed), engine.presences(bare, pretest)
    return engine.infer_beside(understood, bare, pretest)


def _told(understood: Understood, knowledge: Knowledge) -> list[str]:
    """Habits that are there, by name; the first few when somebody tells of very many."""
    told = (name for name, state in understood.states.items() if name in knowledge.exposures and state.ever > 0.0)
    return sorted(name for name in told if knowledge.exposures[name].kind == "habit")[:MOST_HABITS]
