"""What reasons cost: an answer that turns on unknown facts, and a proof, against plain answers as whole processes.

    python tests/benchmarks/reasons.py [RUNS]

The commands of a pair are started alternately; the table gives medians in milliseconds and their ratio.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from cold_start import elapsed

OBLIGOR = str(Path(sys.executable).with_name("obligor"))
HEAD = """scenario: Thirty facts that are {word}
as_of: 2026-03-20
parties: {{acme: enterprise, zhao: outsider}}
events:
{events}
losses: {{harm: {{suffered_by: zhao, kind: property, amount: 900, caused_by: [e1]}}}}
{key}:
{facts}
"""


def scenario(known: bool) -> str:
    """Thirty events, each of which broke the law, or perhaps did."""
    events = "\n".join(f"  e{n}: {{on: 2026-03-{1 + n % 19:02}, by: acme, act: use(services)}}" for n in range(1, 31))
    facts = "\n".join(f"  - unlawful(e{n})" for n in range(1, 31))
    return HEAD.format(
        word="known" if known else "unknown", events=events, key="states" if known else "unknown", facts=facts
    )


def main(runs: int = 15) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        known, unknown = Path(folder) / "known.yaml", Path(folder) / "unknown.yaml"
        known.write_text(scenario(known=True), "utf-8")
        unknown.write_text(scenario(known=False), "utf-8")
        case, question = "facts/start/leak.yaml#leak/1", "liable(acme, zhao, leak)"
        offence = "available(tencent, acme, ban(acme), 8.5.2)"
        pairs = {
            "30 unknown facts / 30 known": (
                [OBLIGOR, "ask", str(known), offence, "--format", "json"],
                [OBLIGOR, "ask", str(unknown), offence, "--format", "json"],
            ),
            "why / ask": ([OBLIGOR, "ask", case, question], [OBLIGOR, "why", case, question]),
            "whynot / ask": ([OBLIGOR, "ask", case, question], [OBLIGOR, "whynot", case, "breach(li, look)"]),
        }
        print(f"{'pair':32} {'first ms':>9} {'second ms':>9} {'ratio':>6}")
        for name, commands in pairs.items():
            for command in commands:
                elapsed(command)
            times = [tuple(map(elapsed, commands)) for _ in range(runs)]
            left, right = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
            print(f"{name:32} {left:9.1f} {right:9.1f} {right / left:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
