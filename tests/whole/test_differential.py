"""One case by every way is answered the same, and the script that says so notices what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligor.agreement.package import load
from tests.bulk.dask_cluster import dask_cluster
from tests.exhaustive import differential
from tests.exhaustive.differential import Comparison, Ways, main
from tests.exhaustive.random_cases import trees

WECOM = load("wecom")


@pytest.mark.long
def test_a_few_cases_are_answered_the_same_by_every_way(tmp_path: Path) -> None:
    found = Ways(WECOM, list(trees(20, 7, WECOM)), tmp_path).compare(readings=("preferred",))
    assert found.differences == []
    assert min(found.compared.values()) == 1  # in a child of its own
    assert len(found.compared) == 10


@pytest.mark.long
def test_many_cases_are_answered_the_same_by_every_way_a_cluster_among_them(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with dask_cluster(tmp_path) as (address, _):
        found = Ways(WECOM, list(trees(100, 8, WECOM)), tmp_path).compare(cluster=address)
    assert found.differences == []
    assert len(found.compared) == 4 + 2 * 7


def test_random_cases_are_the_same_for_the_same_seed() -> None:
    first, again, other = (list(trees(6, seed, WECOM)) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_what_is_told_otherwise_is_found() -> None:
    found = Comparison()
    found.same("a way", "case-1", {"x": 1, "y": 2}, {"x": 1, "y": 2})
    found.same("a way", "case-2", {"x": 1, "y": 2}, {"x": 0})
    assert [(one.case, one.what, one.alone, one.there) for one in found.differences] == [
        ("case-2", "x", 1, 0),
        ("case-2", "y", 2, None),
    ]
    (counted, *told) = found.lines()
    assert "2 cases, 1 answered otherwise" in counted
    assert told == ["a way: case-2: x: alone 1, there 0", "a way: case-2: y: alone 2, there None"]


def test_a_difference_ends_the_script_with_status_1_and_keeps_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def otherwise(self: Ways, cluster: str = "") -> Comparison:
        found = Comparison()
        found.same("a way", "case-1", {"x": 1}, {"x": 2})
        return found

    monkeypatch.setattr(differential, "ROOT", tmp_path)
    monkeypatch.setattr(Ways, "compare", otherwise)
    assert main(["2", "--seed", "9"]) == 1
    assert "a way: case-1: x: alone 1, there 2" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "reports/differential").iterdir()] == ["9-case-1.yaml"]
    monkeypatch.setattr(Ways, "compare", lambda self, cluster="": Comparison())
    assert main(["2"]) == 0
