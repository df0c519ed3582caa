"""Mutants tried by worker processes, each with a trial of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ..agreement.package import load
from ..core.safe_path import safe_children
from ..scenario.scenario import Scenario
from .mutation_run import MutantVerdict, MutationTrial, PreparedMutant

TOGETHER = 48
"""Mutants tried side by side."""


class TrialWorker:
    """A worker process and its one trial: setting a trial up costs more than trying a mutant.

    It is sent to another process by its name alone, so that its methods work on that process's own.
    """

    def __init__(self) -> None:
        self._trial: MutationTrial | None = None

    def __reduce__(self) -> str:
        return "THIS_PROCESS"

    def set_up(self, agreement: Path, scenarios: Sequence[Scenario]) -> None:
        """Make the trial; comes before everything else."""
        self._trial = MutationTrial(load(agreement), scenarios)

    @property
    def trial(self) -> MutationTrial:
        """The trial that has been set up."""
        assert self._trial is not None
        return self._trial

    def prepare(self, chosen: Sequence[int]) -> list[PreparedMutant]:
        """See `MutationTrial.prepare`."""
        return list(self.trial.prepare(chosen))

    def try_some(self, prepared: Sequence[PreparedMutant]) -> list[tuple[str, str, str]]:
        """See `MutationTrial.try_some`; of each verdict what can be sent: outcome, by which case, difference."""
        return [(verdict.outcome, verdict.by, verdict.difference) for verdict in self.trial.try_some(prepared)]


THIS_PROCESS = TrialWorker()


def try_all(trial: MutationTrial, chosen: Sequence[int], jobs: int = 2) -> Iterator[MutantVerdict]:
    """Try mutants by number, in order, in worker processes of their own."""
    context = multiprocessing.get_context("spawn")  # nothing of clingo's may be shared
    suite = {id(member.scenario): member.scenario._replace(variants=()) for member in trial.suite}
    set_up = trial.agreement.folder, list(suite.values())
    with safe_children(), ProcessPoolExecutor(jobs, context, THIS_PROCESS.set_up, set_up) as pool:
        shares = [chosen[at::jobs] for at in range(jobs)]
        prepared = sorted(mutant for share in pool.map(THIS_PROCESS.prepare, shares) for mutant in share)
        parts = [prepared[at : at + TOGETHER] for at in range(0, len(prepared), TOGETHER)]
        for part, outcomes in zip(parts, pool.map(THIS_PROCESS.try_some, parts), strict=True):
            for (number, *_), (outcome, by, difference) in zip(part, outcomes, strict=True):
                mutant = trial.mutants[number]
                rule = trial.rules[mutant.number]
                yield MutantVerdict(mutant, outcome, by, difference, rule.unit, str(rule.place))
