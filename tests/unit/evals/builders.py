"""Results as the tests of the evaluation need them."""

from evals.case import OutcomeCase
from evals.generate import Output
from evals.result import Result


def result(
    id: str, labelled: str, answered: str, split: str = "open", text: str = "Tell social care. <b>&",
    cited: tuple[str, ...] = ("E1", "S4", "WT-1"), tags: tuple[str, ...] = ("neglect",), turns: tuple[str, ...] = ("<script>x</script>",),
) -> Result:  # fmt: skip
    case = OutcomeCase.model_validate(
        {"id": id, "turns": turns, "outcome": labelled, "urgency": "today", "escalate": True, "exceptions": (),
         "unsafe_recipient": False, "tags": tags, "voice": "v", "why": "w", "split": split, "clauses": ("E1", "C1"),
         "acceptable_clauses": ("P1",), "key_points": ({"point": "tell", "any": ("social care",)},), "never": ("ask dad",), "facts": {"consent": "given"}}
    )  # fmt: skip
    said = {
        "outcome": answered, "urgency": "today", "escalate": True, "exceptions": [], "answer": text, "ms": {"total": 5},
        "citations": [{"id": one, "source": "derby", "edition": "1", "label": "l", "quote": "q"} for one in cited],
        "notices": [{"id": "D8", "text": "t"}], "facts": [{"id": "consent", "value": "given", "words": [], "reason": ""}],
    }  # fmt: skip
    return Result.of(case, Output(id, said))
