"""The errors that a person is shown: what is wrong, where, and what to do next.

Every stage has one subclass of ``ProductError``. They are printed without a traceback by the command
lines and by the screens; anything that is not a ``ProductError`` is a bug.
"""


class ProductError(Exception):
    """A fault in a file, a service or an input that a person can do something about."""


class CorpusError(ProductError):
    """The corpus has faults; ``faults`` holds every one of them, not only the first."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        listed = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(
            f"The corpus has {len(faults)} fault(s):\n{listed}\n"
            "Correct the files named above, then run `python -m ingest check`."
        )


class EmbedderError(ProductError):
    """The embedding model cannot be loaded, or is not the one that was published."""


class IndexFault(ProductError):
    """The search index is missing, stale or damaged, and says which."""


class RulesError(ProductError):
    """The rules or the fact sheet have faults; ``faults`` holds every one of them."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        listed = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(
            f"The rules have {len(faults)} fault(s):\n{listed}\n"
            "Correct the files named above, then run `python -m guardrails check`."
        )


class PromptError(ProductError):
    """A prompt or the fixed wording is missing, or its variables do not fit."""


class InputError(ProductError):
    """What was typed or passed in cannot be read, and how to put it right."""


class SettingsError(ProductError):
    """A setting has a value that cannot be used."""


class ModelError(ProductError):
    """The optional language model could not be reached or did not answer usably."""
