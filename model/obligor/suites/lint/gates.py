"""Every gate in one go: what is wrong with a package's rules, where, and what to write instead."""

from __future__ import annotations

from ...agreement.package import Agreement
from ...core.errors import Problem
from . import modalities, programs, register, words


def lint(agreement: Agreement) -> list[Problem]:
    """Look a package over.

    Args:
        agreement: the package, which has been loaded: what cannot be read at all is told by loading.

    Returns:
        Every finding, by file and line; none if the package is as it should be.
    """
    findings = [
        *words.undeclared(agreement),
        *words.unsaid(agreement),
        *words.presumptuous(agreement),
        *register.findings(agreement),
    ]
    findings += [*modalities.disagreements(agreement), *programs.knots(agreement)]
    if not findings:  # what clingo says of an undeclared word has been said better by now
        findings += programs.messages(agreement)
    return sorted(dict.fromkeys(findings), key=lambda problem: (problem.place.file, problem.place.line))
