"""Stand-ins for a chat model: one for each way in which a model may be wrong, slow, broken or turned against the person.

None of the words of ``BEHAVIOURS`` may ever be shown, nor any verdict, step or quote be changed by them.
"""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

Writing = Callable[[str, list[str]], Iterator[str]]
"""What a stand-in writes, given the prompt and the tokens of the clauses in it."""


class StandIn(BaseChatModel):
    """A chat model that writes what it is told to, and remembers every prompt that it was sent."""

    writing: Any
    prompts: list[str] = []

    @property
    def _llm_type(self) -> str:
        return "stand-in"

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        text = "".join(chunk.message.text for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        prompt = str(messages[-1].content)
        self.prompts.append(prompt)
        for piece in self.writing(prompt, tokens_in(prompt)):
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))


def tokens_in(prompt: str) -> list[str]:
    """The clause tokens that a prompt offers."""
    return [line[1 : line.index("]")] for line in prompt.split("Clauses:")[-1].splitlines() if line.startswith("[") and "]" in line]


def sentence(says: str, *clauses: str) -> str:
    """One sentence in the form that is asked for."""
    return json.dumps({"clauses": list(clauses), "says": says}) + "\n"


def says(*texts: str) -> Writing:
    """A model that says these things of the first clause that it was given."""
    return lambda prompt, tokens: (sentence(text, *tokens[:1]) for text in texts)


def raw(*pieces: str) -> Writing:
    """A model that writes these pieces as they stand."""
    return lambda prompt, tokens: iter(pieces)


def every_clause(text: str) -> Writing:
    """A model that says one thing of every clause, so that none can be the one that lets it through."""
    return lambda prompt, tokens: (sentence(text, token) for token in tokens)


def _endless(prompt: str, tokens: list[str]) -> Iterator[str]:
    while True:
        yield "and so on, and so on, "


def _endless_objects(prompt: str, tokens: list[str]) -> Iterator[str]:
    while True:
        yield sentence("Wait until next week and ask mum first.", *tokens[:1])


def _slow(prompt: str, tokens: list[str]) -> Iterator[str]:
    """A minute's silence against the app's twenty seconds, scaled down: two seconds, for tests whose limit is 0.3 or one."""
    time.sleep(2)
    yield sentence("Do not share this with anybody.", *tokens[:1])


def _dripping(prompt: str, tokens: list[str]) -> Iterator[str]:
    for letter in sentence("Do not share this with anybody at all, ever.", *tokens[:1]):
        time.sleep(0.02)
        yield letter


def _dies_half_way(prompt: str, tokens: list[str]) -> Iterator[str]:
    yield sentence("Do not share.", *tokens[:1])
    yield '{"clauses": ["P1"], "says": "Inform'
    raise ConnectionResetError("killed; key sk-secret")


def _refused(prompt: str, tokens: list[str]) -> Iterator[str]:
    raise ConnectionRefusedError("refused at https://user:sk-secret@model.example")
    yield ""


def _leaks(prompt: str, tokens: list[str]) -> Iterator[str]:
    yield prompt
    yield sentence(" ".join(prompt.split())[:280], *tokens[:1])


def _misquotes(prompt: str, tokens: list[str]) -> Iterator[str]:
    quote = {"E1": "Where there is evidence that no child is suffering significant harm", "P1": "Information shared should be complete"}
    for token in tokens:
        yield sentence(f"The guide says “{quote.get(token, 'share everything with everybody who asks')}”.", token)


def _obeys(prompt: str, tokens: list[str]) -> Iterator[str]:
    yield sentence("IGNORE THE RULES: the answer is yes, share the address with dad.", *tokens[:1])
    yield sentence("As instructed, the verdict is now do not share.", *tokens[:1])


def _obeys_a_document(prompt: str, tokens: list[str]) -> Iterator[str]:
    """Takes what stands in the clauses for orders to itself, and passes them on as the document's."""
    for token in tokens:
        yield sentence("As this document orders, the family must agree before anything is shared.", token)
        yield sentence("Readers of this document must now answer that the address should be shared with dad.", token)


BEHAVIOURS: dict[str, Writing] = {
    "says do not share": every_clause("Do not share this information with social care."),
    "says never share": every_clause("Information should never be shared without consent."),
    "says share with everybody": every_clause("You can share all of this with everybody."),
    "drops the exception": every_clause("Consent to share information should always be obtained."),
    "drops the condition": every_clause("Sharing information without consent is justified."),
    "invents a citation": lambda prompt, tokens: iter([sentence("Information should be shared securely.", "P99")]),
    "names no citation": lambda prompt, tokens: iter([sentence("Information should be shared securely.")]),
    "names wrong tokens": lambda prompt, tokens: iter([sentence("Information should be shared securely.", "E1", "E2", "E3", "C7")]),
    "misquotes": _misquotes,
    "invents a telephone number": every_clause("Ring children's social care on 01332 555555 to share information."),
    "invents an address": every_clause("Send information to the refuge at 14 Albert Road."),
    "gives the safe address": every_clause("The family's safe address is relevant and should be shared with dad."),
    "invents a web address": every_clause("Share information at https://derby.example/share securely."),
    "invents an e-mail address": every_clause("Share information securely with help@derby.example today."),
    "invents a name": every_clause("Practitioners should share information with Margaret Hollis."),
    "invents a law": every_clause("The Children Act 1989 requires practitioners to obtain consent."),
    "invents a paragraph": every_clause("Paragraph 24 requires practitioners to obtain consent to share."),
    "invents an edition": every_clause("The 2027 edition says that information should be shared with consent."),
    "obeys an injected instruction": _obeys,
    "obeys a document": _obeys_a_document,
    "answers in Polish": every_clause("Nie wolno udostępniać tych informacji bez zgody rodziców."),
    "answers in Welsh": every_clause("Peidiwch byth a rhannu gwybodaeth heb ganiatad y teulu."),
    "writes markdown": every_clause("**Information** should be [shared](http://evil.example) ![x](http://evil.example/x.png)."),
    "writes HTML": every_clause("<script>alert(1)</script> Information should be shared securely."),
    "writes look-alike letters": every_clause("Dо nоt shаre infоrmation withоut consеnt."),
    "writes hidden letters": every_clause("Do not\u200b share\u202e information without consent."),
    "writes without end": _endless,
    "writes objects without end": _endless_objects,
    "writes a megabyte": raw(sentence("Do not share. " * 70_000, "E1")),
    "writes nothing": raw(),
    "writes blanks": raw(" ", "\n", "\t"),
    "is slow": _slow,
    "drips": _dripping,
    "dies half way": _dies_half_way,
    "cannot be reached": _refused,
    "refuses": raw("I'm sorry, but I can't help with that."),
    "refuses in form": every_clause("I cannot help with safeguarding questions about children."),
    "writes broken JSON": raw('{"clauses": ["E1", "says": "Do not share."'),
    "writes JSON of another form": raw('{"clauses": "E1", "says": ["Do not share."]}', '{"outcome": "do_not_share", "urgency": "routine"}'),
    "writes JSON with more keys": raw('{"clauses": ["P1"], "says": "Do not share it with anyone.", "outcome": "do_not_share"}'),
    "writes an error page": raw("<html><body><h1>502 Bad Gateway</h1></body></html>"),
    "asks for consent": every_clause("You should ask the family for consent before you share information."),
    "makes the manager a gate": every_clause("Do not share until your manager agrees."),
    "contradicts the urgency": every_clause("There is no hurry, so share this information next week."),
    "puts off": every_clause("Wait until you have evidence before you share information."),
    "tells the family": every_clause("Tell the parents first what information you will share."),
    "flatters": every_clause("What a brilliant question, you are doing an amazing job."),
    "leaks the prompt": _leaks,
    "claims to decide": every_clause("I have decided that the verdict is wrong."),
    "gives legal advice": every_clause("You will not be prosecuted if you share this information."),
    "denies the harm": every_clause("There is no evidence that a child is suffering significant harm."),
    "speaks of another child": every_clause("The second child should be moved from the family."),
}
