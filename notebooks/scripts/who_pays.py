"""Who pays? A query script: put a scenario together, ask, and print what a colleague can check.

Run it with `python notebooks/scripts/who_pays.py`; it takes the amount of the loss in CNY as its argument.
"""

import sys

import obligor


def main(amount: int) -> None:
    """Ask who answers for a leak of that amount, why, and what would have avoided it."""
    wecom = obligor.load("wecom")
    acts, roles, losses = wecom.words.acts, wecom.words.roles, wecom.words.loss_kinds

    story = wecom.scenario("A company takes the software apart and a customer's data leak", as_of="2026-03-20")
    acme = story.party("acme", roles.enterprise, name="Acme")
    zhao = story.party("zhao", roles.outsider, name="Zhao")
    look = story.event("look", on="2026-03-01", by=acme, act=acts.reverse_engineer)
    leak = story.loss("leak", suffered_by=zhao, kind=losses.privacy, amount=amount, caused_by=look)
    story.event("suit", on="2026-03-10", by=zhao, to=acme, act=acts.claim(leak))
    case = story.open()

    answer = case.ask(f"liable({acme}, {zhao}, {leak})")
    print(answer)
    print("rests on:", ", ".join(answer.to_dict()["facts"]))
    print("steps of the proof:", len(case.why(f"liable({acme}, {zhao}, {leak})").to_dict()["cases"][0]["steps"]))
    print(case.avoid(f"liable({acme}, {zhao}, {leak})", party=acme))
    print("at worst:", case.exposure(acme).to_dict()["worst"]["amount"], "CNY")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
