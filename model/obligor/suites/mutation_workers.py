"""Mutants tried by worker processes, each with a trial of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from ..agreement.package import load
from ..core.workers import Crew
from ..scenario.scenario import Scenario
from .mutation_run import MutantVerdict, MutationTrial, PreparedMutant

TOGETHER = 48
"""Mutants tried side by side."""

Preparing: TypeAlias = "tuple[int, ...]"
"""Mutants by number, to be prepared."""
Trying: TypeAlias = "tuple[PreparedMutant, ...]"


class TrialWork:
    """What a worker does: it sets up one trial, which costs more than trying a mutant, and uses it for every task.

    Args:
        agreement: the folder of its package.
        scenarios: that should notice mutants.
    """

    def __init__(self, agreement: Path, scenarios: Sequence[Scenario]) -> None:
        self._agreement, self._scenarios = agreement, scenarios
        self._trial: MutationTrial | None = None

    def __call__(self, task: Preparing | Trying) -> list[Any]:
        """Prepare mutants that are given by number (`MutationTrial.prepare`), or try what has been prepared.

        Returns:
            What is prepared; or of each verdict what can be sent: outcome, by which case, difference.
        """
        if self._trial is None:
            self._trial = MutationTrial(load(self._agreement), self._scenarios)
        numbers = [one for one in task if isinstance(one, int)]
        if numbers:
            return list(self._trial.prepare(numbers))
        prepared = [one for one in task if not isinstance(one, int)]
        return [(verdict.outcome, verdict.by, verdict.difference) for verdict in self._trial.try_some(prepared)]


def try_all(trial: MutationTrial, chosen: Sequence[int], jobs: int = 2) -> Iterator[MutantVerdict]:
    """Try mutants by number, in order, in worker processes of their own.

    Raises:
        WorkerEnded: if a mutant ends its process.
    """
    suite = {id(member.scenario): member.scenario._replace(variants=()) for member in trial.suite}
    work = TrialWork(trial.agreement.folder, list(suite.values()))
    with Crew[Any, Any](work, jobs) as crew:
        shares = [tuple(chosen[at::jobs]) for at in range(min(jobs, len(chosen)))]
        prepared = sorted(mutant for _, some in crew.in_order(shares) for mutant in some)
        parts = [tuple(prepared[at : at + TOGETHER]) for at in range(0, len(prepared), TOGETHER)]
        for part, outcomes in crew.in_order(parts):
            for (number, *_), (outcome, by, difference) in zip(part, outcomes, strict=True):
                mutant = trial.mutants[number]
                rule = trial.rules[mutant.number]
                yield MutantVerdict(mutant, outcome, by, difference, rule.unit, str(rule.place))
