"""``python -m benchmarks``: every benchmark, one after the other."""

import sys

from benchmarks import answer

if __name__ == "__main__":
    sys.exit(answer.main())
