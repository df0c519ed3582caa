"""Write the table of countries from public lists: codes of ISO 3166-1 (pycountry), names of Unicode CLDR (Babel).

    pip install babel pycountry
    python tests/tools/make_countries.py

Neither is needed to run anything; only this file asks for them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

FILE = Path(__file__).parents[2] / "model" / "obligor_wecom" / "names_country.tsv"
NAMED = {"cn": "china"}
"""Words that scenarios had before the table."""


def table() -> str:
    """The table's text."""
    locale = import_module("babel").Locale
    english, chinese = (locale(lang).territories for lang in ("en", "zh"))
    lines = ["name\talso\ten\tzh"]
    for country in sorted(import_module("pycountry").countries, key=lambda one: one.alpha_2):
        two, three = country.alpha_2.lower(), country.alpha_3.lower()
        name = NAMED.get(two, two)
        also = f"{two} {three}" if name != two else three
        lines.append(f"{name}\t{also}\t{english[country.alpha_2]}\t{chinese[country.alpha_2]}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(table(), "utf-8")
