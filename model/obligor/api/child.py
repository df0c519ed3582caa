"""What a child process does for `child_limits.ask_within`: scenario and questions come as JSON, answers go as JSON."""

from __future__ import annotations

import json
import sys

from ..core.child_limits import STATUS, arguments_within
from ..core.errors import InputError


def main() -> int:
    """Answer what stands on stdin."""
    try:
        arguments_within(sys.argv[1:])
        from ..agreement.package import load
        from ..reports.answers_json import case_object
        from ..solving.engine import engine_of
        from ..solving.provenance import recorded_scenario

        asked = json.load(sys.stdin)
        agreement = load(asked["agreement"])
        case = engine_of(agreement).case(recorded_scenario(asked["record"], agreement, "scenario"))
        if asked["questions"]:
            told = case_object(case, None, case.ask(*asked["questions"]), "en")
        else:
            told = case_object(case, case.picture(summary=False), [], "en")
        text = json.dumps(told, ensure_ascii=False)
    except InputError as error:
        text = json.dumps({"problems": [[*problem.place, problem.message, problem.hint] for problem in error.problems]})
    except MemoryError:
        return STATUS
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
