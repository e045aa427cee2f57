"""An answer as the person finally sees it: with what the model that is set adds, and a count of what it said.

Without a model that is the composed answer. With one it is the last that ``assistant.pipeline.speak`` gives. Nothing here judges a
sentence: ``assistant.verify_model`` did.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.model import Model
from assistant.parts import Parts
from assistant.pipeline import Answer, speak
from assistant.prompt import load_model_wording
from assistant.reply import Sentence
from corpus.errors import ModelError

_OF_A_SENTENCE = "model, sentence "
"""How the record begins a reason for which one sentence was withheld."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a model said to one answer: sentences that the person sees, sentences that nobody sees, and why it failed if it did."""

    model: str
    shown: int
    withheld: int
    failed: str = ""


@dataclass(frozen=True)
class _Watched(Model):
    """The model with a note of every failure, since an answer without its words may also be one that it had nothing sound to say to."""

    faults: list[str] = field(default_factory=list, repr=False)

    def stream(self, prompt: str) -> Iterator[str]:
        try:
            yield from super().stream(prompt)
        except ModelError as error:
            self.faults.append(str(error))
            raise


def as_seen(composed: Answer, parts: Parts) -> tuple[Answer, Spoken | None]:
    """The last answer that the person sees, and what the model said to it; ``None`` where no model is asked."""
    if parts.model is None:
        return composed, None
    model = parts.model
    watched = _Watched(model.name, model.chat, model.remote, model.breaker, model.deadline)
    answers = list(speak(composed, replace(parts, model=watched)))
    if not answers:
        return composed, None
    passed = {sentence for each in answers for sentence in _added(composed, each)}
    shown = len(_added(composed, answers[-1]))
    reasons = answers[-1].reply.withheld[len(composed.reply.withheld) :]
    withheld = sum(reason.startswith(_OF_A_SENTENCE) for reason in reasons) + len(passed) - shown
    return answers[-1], Spoken(model.name, shown, withheld, "; ".join(watched.faults))


def _added(composed: Answer, answer: Answer) -> set[Sentence]:
    """The model's own sentences: not the composed ones, nor the one that is put beside its words on consent."""
    beside = load_model_wording().beside_consent
    said = {*answer.reply.lead, *answer.reply.explanation} - {*composed.reply.lead, *composed.reply.explanation}
    return {sentence for sentence in said if sentence.text != beside}
