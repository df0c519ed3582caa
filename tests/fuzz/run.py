"""Fuzz a target, guided by coverage (atheris): `python tests/fuzz/run.py TARGET SECONDS [FOLDER]`.

Inputs that found something new are kept in FOLDER (default: reports/fuzz/TARGET, which git ignores), what is a finding
in it as `crash-…`. Says how many inputs were tried.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["obligor"]):
    import targets

LENGTH = 4_096
"""Bytes of an input, at the most."""
SLOW = 10
"""Seconds after which one input counts as a hang."""


def main() -> None:
    """Fuzz."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else Path(__file__).parents[2] / "reports" / "fuzz" / name)
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.seeds(name)):
        (folder / f"seed-{number:03d}").write_bytes(seed[:LENGTH])
    words = folder.parent / f"{name}.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in targets.dictionary()), "utf-8")
    options = [
        f"-max_total_time={seconds}", f"-max_len={LENGTH}", f"-timeout={SLOW}", f"-dict={words}", "-rss_limit_mb=3000",
        f"-artifact_prefix={folder}/", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder)], targets.TARGETS[name])
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(c if c.isalnum() else "".join(f"\\x{byte:02x}" for byte in c.encode()) for c in word)


if __name__ == "__main__":
    main()
