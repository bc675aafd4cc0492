"""Train every variant with every seed, one after the other: the first seed of all variants first. What is there already is kept.

    python3 train_all.py WORK_FOLDER [SEEDS]        (the folder that synthesise.py filled; 3 seeds, 15 runs of 5 minutes)
"""

import subprocess
import sys
from pathlib import Path

from network import VARIANTS

HERE = Path(__file__).resolve().parent


def main():
    work = Path(sys.argv[1])
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for seed in range(1, seeds + 1):
        for variant in VARIANTS:
            if not (work / "runs" / f"{variant}-{seed}.json").exists():
                subprocess.run([sys.executable, HERE / "train.py", work, variant, str(seed)], check=True)


if __name__ == "__main__":
    main()
