"""Causes in words and as objects: what applies, days and numbers, in both languages."""

from __future__ import annotations

from obligor.agreement.package import load
from obligor.core.terms import Fn
from obligor.reports.causes import cause_object, cause_text
from obligor.solving.answers import Cause
from obligor.wording.speaker import Speaker

DAYS = Cause("time", ("9.1[b]",), Fn("working_days", (740000, 740007, 5)), (), "10")


def said(cause, lang="en"):
    return cause_text(cause, Speaker(load("wecom"), None, lang))


def test_what_would_have_been_needed_is_told_beside_what_there_was():
    assert said(DAYS) == "the days do not fit: from 2027-01-19 to 2027-01-26 there are 5 working days; 10 are needed"
    assert said(DAYS, "zh").endswith("须满10")


def test_a_person_is_called_by_name_and_the_unit_is_said():
    assert said(Cause("person", ("7.2.4[b]",), Fn("person", (Fn("acme"),)))) == "acme is not whom 7.2.4[b] speaks of"


def test_an_object_has_the_atom_with_its_days():
    found = cause_object(DAYS, Speaker(load("wecom")))
    assert (found["kind"], found["units"], found["atom"]) == (
        "time",
        ["9.1[b]"],
        "working_days(2027-01-19, 2027-01-26, 5)",
    )


def test_of_a_silence_there_is_no_atom():
    assert cause_object(Cause("silent"), Speaker(load("wecom")))["atom"] is None
