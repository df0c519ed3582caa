"""A scenario and its twin, before which mutants are tried."""

from __future__ import annotations

from pathlib import Path

from obligor.agreement.package import load
from obligor.scenario.files import read_scenarios

WECOM = load("wecom")

TWIN = """
scenario: A company decompiles the software
id: twin
as_of: 2026-03-20
parties: {acme: enterprise, zhao: outsider}
events: {look: {on: 2026-03-01, by: acme, act: decompile}}
expect: [{ask: "breach(acme, look)", verdict: yes, units: [8.2.1.2]}]
variants:
  - name: an outsider does
    drop: ["by(look, acme)"]
    add: ["by(look, zhao)"]
    expect: [{ask: "breach(zhao, look)", verdict: no}]
"""


def scenarios(tmp_path: Path, text: str):
    path = tmp_path / "twin.yaml"
    path.write_text(text, "utf-8")
    return read_scenarios(path, WECOM)
