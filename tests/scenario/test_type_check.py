"""Facts in words of the vocabulary: unknown words, wrong arguments and undeclared ids are refused."""

from __future__ import annotations

import pytest

from tests.scenario.bad_files import HERE, check_told, event, loss
from tests.support import scenario_text


@pytest.mark.parametrize("event", ["always", "standing", "not", "software", "interfere", "e", "promptly", "tencent_2"])
def test_an_id_is_a_name_and_nothing_more(obligor, write, event):
    """Whatever the theory or clingo means by a word, as an id it is refused or means nothing."""

    def findings(event):
        late = f"{event}: {{on: 2026-03-05, by: kai, act: use(software)}}\n"
        early = "early: {on: 2026-03-01, by: kai, act: interfere}"
        run = obligor(
            "ask",
            write(scenario_text(parties="kai: {role: newcomer, of: acme}", events=late + early)),
            "--format",
            "json",
        )
        if run.status == 2:
            return "refused" if f"'{event}'" in run.err else run.err
        lists = {name: found for name, found in run.json.items() if isinstance(found, list)}
        return [(name, e["verdict"], e["unit"], e["bearer"]) for name in lists for e in lists[name] if "bearer" in e]

    assert findings(event) in (findings("use_it"), "refused")
    assert findings("use_it") != "refused"


BAD = {
    "unknown act": ({"events": event("act: revers_engineer")}, "'revers_engineer'", "'reverse_engineer'"),
    "unknown act left undone": ({"events": event("omits: update_detail")}, "'update_detail'", "'update_details'"),
    "unknown act in a fact": (
        {"states": f'- "permitted_by_law(acme, interfer)" {HERE}'},
        "'interfer'",
        "'interfere'",
    ),
    "unknown trait": ({"things": f"box: {{is: content, traits: [rumor]}} {HERE}"}, "'rumor'", "'rumour'"),
    "unknown loss kind": ({"losses": loss("kind: privcy")}, "'privcy'", "'privacy'"),
    "unknown form": ({"events": event("act: consent, form: writen")}, "'writen'", "'written'"),
    "unknown state": ({"states": f"- administer(acme) {HERE}"}, "'administer'", "'administers'"),
    "unknown judgement": ({"judgements": f"hazardus(look): true {HERE}"}, "'hazardus'", "'hazardous'"),
    "unknown unknown": ({"unknown": f"- administer(acme) {HERE}"}, "'administer'", "'administers'"),
    "unknown clause invoked": ({"events": event("act: ban(li), under: 8.5.22")}, "8.5.22", "8.5.2"),
    "unknown clause left out": ({"without": f"- 8.2.1.22 {HERE}"}, "8.2.1.22", "8.2.1.2"),
    "an act stated as a fact": ({"states": f"- interfere {HERE}"}, "'interfere'", "event"),
    "a conclusion stated as a fact": ({"states": f'- "breach(acme, look, 8.2)" {HERE}'}, "'breach'", ""),
    "a predicate of the engine": ({"states": f"- shielded(8.2) {HERE}"}, "'shielded'", "vocabulary"),
    "act with too many arguments": (
        {"events": event("act: interfere(software)")},
        "interfere takes 0 arguments, not 1",
        "write interfere",
    ),
    "act with too few arguments": (
        {"events": event("act: publish")},
        "publish takes 1 argument, not 0",
        "publish(content)",
    ),
    "act with an argument of another kind": ({"events": event("act: publish(acme)")}, "'acme'", "post"),
    "unknown party": ({"events": event("act: interfere, to: akme")}, "'akme'", "'acme'"),
    "member of an unknown party": ({"parties": f"kai: {{role: end_user, of: akme}} {HERE}"}, "'akme'", "'acme'"),
    "loss of an unknown party": ({"losses": f"l2: {{suffered_by: lu}} {HERE}"}, "'lu'", "li"),
    "cause that is no event": ({"losses": loss("caused_by: [lok]")}, "'lok'", "'look'"),
    "party as a cause": ({"losses": loss("caused_by: [acme]")}, "'acme'", "look"),
    "after what never happened": ({"events": event("act: interfere, after: lok")}, "'lok'", "'look'"),
    "variable in a fact": ({"states": f"- administers(X) {HERE}"}, "X", "party"),
    "variable as a clause": ({"events": event("act: ban(li), under: X")}, "X", ""),
    "state that has no time": (
        {"states": f"- {{state: administers(acme), from: 2026-02-02}} {HERE}"},
        "administers(acme)",
        "lacks_capacity",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "what", "hint"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_line_reason_and_hint(refused, sections, what, hint):
    check_told(refused, sections, what, hint)
