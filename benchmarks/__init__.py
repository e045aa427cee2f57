"""Where the speed, size and retrieval figures come from: always as ratios against a baseline of the same run."""
