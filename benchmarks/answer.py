"""What an answer costs, as ratios to one embedding of its message in the same run, and where the time goes.

``python -m benchmarks.answer`` prints medians over the open outcome cases, a cold command's seconds, and the serving process's memory.
"""

import os
import resource
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

COLD_RUNS = 5
MEGABYTE = 1024  # ru_maxrss counts kibibytes on Linux


def main() -> int:
    """Measure and print."""
    parts = open_parts(Settings.from_environ(os.environ))
    if parts.encoder is None or parts.faults:
        print("\n".join(parts.faults), file=sys.stderr)
        return 1
    messages = [" ".join(case.turns) for case in load_cases().outcomes if case.split == "open"][:120]
    ratios, embedded, answered, laps = [], [], [], dict[str, list[float]]()
    for message in messages:
        start = time.perf_counter()
        parts.encoder.encode([message])
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
    print(f"memory of this process at its peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE:.0f} MB")
    return 0


def _cold() -> float:
    start = time.perf_counter()
    question = "can I tell the school he has asthma"
    subprocess.run([sys.executable, "-m", "assistant", "ask", question], check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
