"""Many columns of one network, solved in chunks so that memory stays bounded and within the processor's cache."""

import numpy as np

from whytwitch.inference.frontier import solve
from whytwitch.inference.network import Network, Solution
from whytwitch.inference.order import Plan, plan_steps

__all__ = ["solve_columns"]

CHUNK_CELLS = 1 << 17  # cells of one state
FEWEST_COLUMNS = 16


def solve_columns(network: Network, plan: Plan | None = None) -> Solution:
    """As `solve`, for any number of columns."""
    plan = plan or plan_steps(network)
    size = max(FEWEST_COLUMNS, CHUNK_CELLS >> (plan.width + network.n_movements))
    if network.n_columns <= size:
        return solve(network, plan)
    parts = [solve(network.columns(slice(start, start + size)), plan) for start in range(0, network.n_columns, size)]
    return Solution(
        np.concatenate([part.share for part in parts], axis=-1),
        np.concatenate([part.presence for part in parts], axis=-1),
        np.concatenate([part.evidence for part in parts]),
        plan.width,
    )
