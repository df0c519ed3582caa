"""The completion in which whole numbers add up to the most or to the least, whatever their size."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

import clingo

from ..core.errors import ModelError
from .grounding import Grounding
from .solver import Solver

MAX_SUM = 2**31 - 1
"""What weights of a solver may add up to."""


def extreme(ground: Grounding, groups: Sequence[tuple[Sequence[int], int]], most: bool) -> tuple[int, set[int]]:
    """Find the completion in which the amounts of what holds add up to the most, or to the least.

    The solver adds up whole numbers that are small enough for it, in steps of the amounts' greatest common divisor if
    that does. If not, its sums are too small by less than a step an amount: then what comes next best to it is looked
    at as well, until nothing further can be better.

    Args:
        ground: the case.
        groups: ground literals, any of which (0: certainly) makes an amount count, with that amount.
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
    weights, step = _weights([amount for _, amount in groups])
    counting = []
    for literals, _ in groups:
        counts = builder.atom()
        for literal in literals:
            builder.rule([counts], [renamed(literal)] if literal else [])
        counting.append(counts)
    builder.backend.add_minimize(1, [(at, -w if most else w) for at, w in zip(counting, weights, strict=True)])
    builder.backend.add_minimize(0, [(atom, 1) for atom in switch.values()])  # assume no more than it takes
    builder.close()
    exact = all(weight * step == amount for weight, (_, amount) in zip(weights, groups, strict=True))
    best: tuple[int, set[int]] | None = None
    while (model := _best(builder.control, [*counting, *switch.values()])) is not None:
        held, reached = model
        total = sum((amount for at, (_, amount) in zip(counting, groups, strict=True) if at in held), 0)
        if best is None or (total > best[0] if most else total < best[0]):
            best = total, {atom for atom, number in switch.items() if number in held}
        beyond = (abs(reached) + (len(groups) if most else 0)) * step  # nothing that is left is better than this
        if exact or (beyond <= best[0] if most else beyond >= best[0]):
            break
        with builder.control.backend() as backend:  # not this again
            backend.add_rule([], [at if at in held else -at for at in counting])
    if best is None:
        raise ModelError("no completion of this case is possible: its unknown facts exclude one another")
    return best


def _weights(amounts: Sequence[int]) -> tuple[list[int], int]:
    """Amounts as whole numbers of some step, rounded down, such that their sum is one that a solver can have."""
    step = gcd(*amounts) or 1
    if sum(amounts) // step > MAX_SUM:
        step = -(-sum(amounts) // MAX_SUM)
    return [amount // step for amount in amounts], step


def _best(control: clingo.Control, atoms: Sequence[int]) -> tuple[set[int], int] | None:
    """Which atoms hold in a best model, and what its weights come to; None if there is no model."""
    found = None
    with control.solve(yield_=True) as handle:
        for model in handle:
            found = {atom for atom in atoms if model.is_true(atom)}, model.cost[0]
    return found
