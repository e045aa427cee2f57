"""What an answer costs, as ratios to one embedding of its message in the same run, and where the time goes.

``python -m benchmarks.answer`` prints medians over the open outcome cases and a cold command's seconds. What the serving process
holds in memory is measured where it serves, in ``benchmarks.sessions``.
"""

import os
import statistics
import subprocess
import sys
import time
from datetime import date

from assistant.conversation import Conversation
from assistant.parts import open_parts
from assistant.pipeline import answer
from assistant.settings import Settings
from evals.case import load_cases
from ingest.embed import load_encoder

COLD_RUNS = 5


def main() -> int:
    """Measure and print."""
    settings = Settings.from_environ(os.environ)
    parts = open_parts(settings)
    if parts.faults:
        print("\n".join(parts.faults), file=sys.stderr)
        return 1
    encoder = load_encoder(settings.embedder, settings.cache)
    messages = [" ".join(case.turns) for case in load_cases().outcomes if case.split == "open"][:120]
    ratios, embedded, answered, laps = [], [], [], dict[str, list[float]]()
    for message in messages:
        start = time.perf_counter()
        encoder.encode([message])
        one = (time.perf_counter() - start) * 1000
        reached = answer(Conversation((message,), date(2026, 11, 23)), parts)
        embedded.append(one)
        answered.append(reached.ms["total"])
        ratios.append(reached.ms["total"] / one)
        for lap, spent in reached.ms.items():
            laps.setdefault(lap, []).append(spent)
    print(f"{len(messages)} messages, median {statistics.median(len(m.split()) for m in messages):.0f} words")
    print(f"one embedding of the message: median {statistics.median(embedded):.1f} ms")
    print(f"one answer: median {statistics.median(answered):.1f} ms, {statistics.median(ratios):.2f} times its embedding")
    for lap, spents in laps.items():
        print(f"  {lap:<10} {statistics.median(spents):7.1f} ms")
    colds = [_cold() for _ in range(COLD_RUNS)]
    print(f"a cold `ask`: median {statistics.median(colds):.2f} s of {COLD_RUNS}")
    return 0


def _cold() -> float:
    start = time.perf_counter()
    question = "can I tell the school he has asthma"
    subprocess.run([sys.executable, "-m", "assistant", "ask", question], check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
