"""Answer every scenario of `facts/` as it is and as it is read again from what was written of it.

    python -m tests.exhaustive.rereading

The long tests do so for some of each chapter, and test that all are read again as the same: answers could differ by the
order of facts alone.
"""

from __future__ import annotations

from tests.whole.test_round_trips import CHAPTERS, FACTS, answered_again


def main() -> None:
    """Chapter by chapter; an assertion names the scenario that is answered otherwise."""
    for chapter in CHAPTERS:
        print(f"{chapter}: {answered_again(FACTS / chapter)} scenarios answered alike", flush=True)


if __name__ == "__main__":
    main()
