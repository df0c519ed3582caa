"""The completion in which weights add up to the most or to the least."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.errors import ModelError
from .grounding import Grounding
from .solver import Solver


def extreme(ground: Grounding, groups: Sequence[tuple[Sequence[int], int]], most: bool) -> tuple[int, set[int]]:
    """Find the completion in which the weights of what holds add up to the most, or to the least.

    Args:
        ground: the case.
        groups: ground literals, any of which (0: certainly) makes a weight count, with that weight.
        most: the greatest sum, else the smallest.

    Returns:
        The sum, and the open atoms, by ground literal, that hold in a completion that reaches it.

    Raises:
        ModelError: if there is no completion.
    """
    builder = Solver()
    switch = {atom: builder.atom() for atom in ground.choices}
    builder.rule(list(switch.values()), [], choice=True)
    rules = ground.cone(literal for literals, _ in groups for literal in literals)
    renamed = builder.copy(rules, switch)
    weighted = []
    for literals, weight in groups:
        counts = builder.atom()
        for literal in literals:
            builder.rule([counts], [renamed(literal)] if literal else [])
        weighted.append((counts, -weight if most else weight))
    builder.backend.add_minimize(1, weighted)
    builder.backend.add_minimize(0, [(atom, 1) for atom in switch.values()])  # assume no more than it takes
    builder.close()
    with builder.control.solve(yield_=True) as handle:
        best = None
        for model in handle:
            best = abs(model.cost[0]), {atom for atom, number in switch.items() if model.is_true(number)}
    if best is None:
        raise ModelError("no completion of this case is possible: its unknown facts exclude one another")
    return best
