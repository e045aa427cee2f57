"""The one door to onnxruntime, which is kept from reporting to its makers.

Since 1.3x the library looks up an address of its makers' some seconds after it is loaded and would send what it was used for; its own
``disable_telemetry_events`` does not stop that. The variable does, and it is read when the library is loaded, so it is set here, first.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import EmbedderError

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # type: ignore[import-untyped, unused-ignore]  # noqa: E402
from onnxruntime.capi import onnxruntime_pybind11_state as _state  # type: ignore[import-untyped, unused-ignore]  # noqa: E402

_FAULTS = tuple(fault for fault in vars(_state).values() if isinstance(fault, type) and issubclass(fault, Exception))


class Session(Protocol):
    """A graph that can be run."""

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
        """The named outputs, or all of them."""
        ...

    def get_inputs(self) -> list[Any]:
        """What it takes, each with its ``name``."""
        ...


def open_session(file: Path) -> Session:
    """A graph on one thread, its nodes in order: what is computed does not depend on what else the machine does.

    Raises:
        EmbedderError: for a file that is no sound graph.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    try:
        session: Session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        return session
    except _FAULTS as error:
        raise EmbedderError(f"onnxruntime cannot open {file}: {error}. Delete its folder and prepare it again.") from error
