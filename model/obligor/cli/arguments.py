"""The arguments of the commands: a function for each group of them. Nothing that answers is imported here."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from ..agreement.installed import DEFAULT_AGREEMENT
from ..scenario.readings import COUNTING, PREFERRED
from ..scenario.standing import LEVELS
from ..wording.words import languages


def paths(parser: ArgumentParser) -> None:
    """Files or folders of scenarios, or recorded answers."""
    parser.add_argument("paths", nargs="+", metavar="PATH")


def coverage(parser: ArgumentParser) -> None:
    """What is tested, and which mutants are tried."""
    paths(parser)
    add = parser.add_argument
    tried = "try mutants of a chapter or of all rules"
    add("--mutate", action="append", default=[], metavar="FILE|all", help=tried)
    add("--at-least", type=float, default=0.0, metavar="PERCENT", help="exit with 1 if fewer mutants are killed")
    add("--every", type=int, default=1, metavar="N", help="try each Nth mutant only, for an estimate")
    add("--jobs", type=int, default=2, help="worker processes for mutants (default: 2)")


def _scenario(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE[#ID]", help="a scenario file; - is stdin")


def _questions(parser: ArgumentParser) -> None:
    parser.add_argument("questions", nargs="*", metavar="QUESTION", help="e.g. 'liable(acme, _, leak)'")


def _readings(parser: ArgumentParser) -> None:
    parser.add_argument("--reading", action="append", default=[], metavar="UNIT=NAME|preferred|earnest|all")
    parser.add_argument("--without", action="append", default=[], metavar="UNIT", help="leave a clause out of account")
    _standing(parser)


def _standing(parser: ArgumentParser) -> None:
    least = (
        "judge by events and losses that are at least so; of others it is unknown whether they were (default: by all)"
    )
    parser.add_argument("--standing", choices=LEVELS, default=LEVELS[0], help=least)


def _row(parser: ArgumentParser) -> None:
    row = "FILE is a verdict table: the scenario of this row, by id or number (id=ID, row=N: one of them), if unchanged"
    parser.add_argument("--row", metavar="ID|N", help=row)


def reasons(parser: ArgumentParser) -> None:
    """A scenario and questions about it."""
    for group in (_scenario, _questions, _readings, _row):
        group(parser)


def proof(parser: ArgumentParser) -> None:
    """A scenario, questions about it, and how much of a proof is told."""
    reasons(parser)
    parser.add_argument("--full", action="store_true", help="every step of the proofs, not only their story")


def ask(parser: ArgumentParser) -> None:
    """A scenario and questions, or none."""
    reasons(parser)
    parser.add_argument("--all", action="store_true", help="also list standing duties and powers open at any time")


def whatif(parser: ArgumentParser) -> None:
    """A scenario, questions, and facts to change."""
    reasons(parser)
    parser.add_argument("--add", action="append", default=[], metavar="FACT")
    parser.add_argument("--drop", action="append", default=[], metavar="FACT|EVENT")


def remedies(parser: ArgumentParser) -> None:
    """A scenario, questions, and what may be changed."""
    reasons(parser)
    add = parser.add_argument
    add("--party", metavar="PARTY", help="whose acts may be changed (default: everybody's)")
    add("--any", action="store_true", help="also change what lies in nobody's hands: law, causes")
    add("--save", metavar="FOLDER", help="write each result as a scenario file into a new folder")


def exposure(parser: ArgumentParser) -> None:
    """A scenario and a party of it."""
    _scenario(parser)
    parser.add_argument("party", metavar="PARTY")
    _readings(parser)
    _row(parser)


def graph(parser: ArgumentParser) -> None:
    """A scenario or none, and what of its graph to show."""
    add = parser.add_argument
    add("file", nargs="?", metavar="FILE[#ID]", help="a scenario: its proofs; none: the norms of the agreement")
    add("questions", nargs="*", metavar="QUESTION", help="what to prove (default: the whole picture)")
    add("--ask", action="append", default=[], metavar="QUESTION", help="e.g. 'sets_off(8.2.1.2)', balance")
    add("--around", action="append", default=[], metavar="CLAUSE", help="only what hangs together with a clause")
    add("--edges", action="append", default=[], metavar="KIND", help="kinds of edges to draw, e.g. 'breach opens'")
    add("--all", action="store_true", help="every step of a case's proofs, absences included")
    _readings(parser)


def clauses(parser: ArgumentParser) -> None:
    """Clauses, and a copy of their text."""
    add = parser.add_argument
    add("ids", nargs="*", metavar="ID")
    add("--search", action="store_true", help="IDs are words: the units that speak of them, the best first")
    add("--readings", action="store_true", help="only units that can be read in several ways")
    add("--topics", action="store_true", help="what reviewers look for: the units that speak of it, or silence")
    copy = "a copy of the official text: what differs; with ID, the words of its clauses"
    add("--text", metavar="FILE", help=copy)


def lint(parser: ArgumentParser) -> None:
    """A package."""
    parser.add_argument("package", nargs="?", metavar="NAME|PATH", help=f"default: {DEFAULT_AGREEMENT}")


def vocabulary(parser: ArgumentParser) -> None:
    """Words of scenarios and questions."""
    add = parser.add_argument
    add("words", nargs="*", metavar="WORD", help="a word, or what people say for it")
    add("--all", action="store_true", help="every word; else a table of contents")


def schema(parser: ArgumentParser) -> None:
    """What the schema is of."""
    parser.add_argument("what", choices=("scenario", "answer"))


def new(parser: ArgumentParser) -> None:
    """A file that is to be written."""
    parser.add_argument("file", metavar="FILE")


def batch(parser: ArgumentParser) -> None:
    """Where rows come from and where their table goes, what is asked of them, and who judges."""
    add = parser.add_argument
    add("source", metavar="IN", help="scenarios: JSON, one a line (.jsonl), or a table (.parquet)")
    add("output", metavar="OUT", help="the verdict table: .jsonl, .csv or .parquet")
    add("--ask", action="append", default=[], metavar="QUESTION", help="instead of the whole picture")
    add("--reading", choices=COUNTING, default=PREFERRED, help="which readings count (default: the preferred one)")
    _standing(parser)
    add("--workers", type=int, default=2, metavar="N", help="processes (default: 2)")
    rows = "rows of a part (default: a quarter of them, at most 20,000)"
    add("--rows", type=int, default=0, metavar="N", help=rows)
    engine = "what derives determinate rows (default: SQL, where a part has 1,000 of them)"
    add("--engine", choices=("auto", "clingo", "sql"), default="auto", help=engine)
    add("--cluster", default="", metavar="ADDRESS", help="let the workers of a Dask cluster judge instead")
    add("--resume", action="store_true", help="go on with a run that was killed")
    force = "replace tables that are there, and give up a run that was begun"
    add("--force", action="store_true", help=force)
    late = "reject a row that takes longer (default: 60; needs two processes)"
    add("--row-limit", type=_seconds, default=60.0, metavar="SECONDS", help=late)


def common(parser: ArgumentParser, formats: tuple[str, ...]) -> None:
    """What every command takes: agreement, format, language, limits."""
    add = parser.add_argument
    add("--agreement", default=None, metavar="NAME|PATH", help=f"default: {DEFAULT_AGREEMENT}")
    add("--format", choices=formats, default="text")
    add("--lang", choices=languages(), default="en")
    add("--time-limit", type=_seconds, metavar="SECONDS", help="stop, with exit status 3, when it takes longer")
    add("--memory-limit", type=_megabytes, metavar="MB", help="stop, with exit status 3, when it takes more memory")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e7:
        raise ArgumentTypeError("write a number of seconds above 0")
    return value


def _megabytes(text: str) -> int:
    value = int(text)
    if not 0 < value < 1 << 30:
        raise ArgumentTypeError("write a number of megabytes above 0")
    return value
