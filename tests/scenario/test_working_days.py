"""Working days in China, counted a second way: by the published days off and make-up days of one spring."""

from __future__ import annotations

from obligor.core.terms import Day
from obligor.scenario.working_days import counts, is_working_day, working_days

OFF = {f"2026-02-{day}" for day in range(15, 24)}
"""Days off of the spring festival of 2026."""
MADE_UP = {"2026-02-14", "2026-02-28"}
"""Saturdays on which work is made up."""


def test_the_spring_festival_of_one_year():
    for number in range(Day.read("2026-02-09"), Day.read("2026-03-02")):
        day = Day(number).isoformat()
        weekday = (number - 1) % 7 < 5  # 1 is a Monday
        assert is_working_day(Day(number)) == ((weekday and day not in OFF) or day in MADE_UP), day


def test_the_first_day_does_not_count_and_the_last_does():
    monday, tuesday = Day.read("2026-03-02"), Day.read("2026-03-03")
    assert working_days(monday, monday) == 0
    assert working_days(monday, tuesday) == 1


def test_past_the_calendar_there_are_calendar_days_alone():
    early, late = Day.read("2026-03-02"), Day.read("2199-03-02")
    assert working_days(early, late) is None
    assert dict(counts([late, early, early])) == {"calendar_days": (early, late, int(late) - int(early))}
