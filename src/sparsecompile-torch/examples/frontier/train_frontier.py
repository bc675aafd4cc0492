"""Trains the cells of the frontier of accuracy against time, one after the other. What is there already is kept.

    python3 train_frontier.py WORK_FOLDER [--network mlp|conv] [--cells N]

Each cell is a file, WORK_FOLDER/CELL.json, written when it is finished: stop at any time, and start again. ``report.py`` makes the
table and the picture from whatever is there.
"""

import argparse
import gzip
import json
import os
import time
from pathlib import Path
from typing import Tuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cells import PRUNED, Cell, all_cells, build, method_of, to_memory_format
from sparsecompile_torch import Pruner, report

DATA = Path("/usr/share/datasets/fashion-mnist")    # Debian's package dataset-fashion-mnist
BATCH = 128
RATE = 2e-3
EPOCHS = {"mlp": 8, "conv": 6}


def load(split: str) -> Tuple[Tensor, Tensor]:
    """Pictures of zero mean and unit variance, and labels."""
    with gzip.open(DATA / f"{split}-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(DATA / f"{split}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return (torch.from_numpy(images.astype(np.float32)) / 255 - 0.2860) / 0.3530, torch.from_numpy(labels.astype(np.int64))


def train(cell: Cell, x: Tensor, y: Tensor) -> torch.nn.Module:
    """Adam with a cosine rate; the last step of the method is the last of the training."""
    torch.manual_seed(cell.seed)
    model = to_memory_format(cell.network, build(cell.network))
    epochs = EPOCHS[cell.network]
    steps = epochs * (len(y) // BATCH)
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, RATE * 0.01)
    patterns = {} if cell.pattern == "dense" else {name: cell.word for name in PRUNED[cell.network]}
    pruner = Pruner(model, patterns, cell.share, method_of(cell, steps), optimizer)
    for _ in range(epochs):
        order = torch.randperm(len(y))
        for first in range(0, len(y) - BATCH + 1, BATCH):
            chosen = order[first : first + BATCH]
            loss = functional.cross_entropy(model(x[chosen]), y[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            pruner.step()
    pruner.finish()
    return model.eval()


def accuracy(model: torch.nn.Module, x: Tensor, y: Tensor) -> float:
    """Share of right answers."""
    with torch.no_grad():
        return float(torch.cat([model(part).argmax(1) for part in x.split(500)]).eq(y).float().mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("--network", choices=["mlp", "conv"], default="mlp")
    parser.add_argument("--cells", type=int, default=10**9, help="train this many and stop")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arguments.work.mkdir(parents=True, exist_ok=True)
    x, y = load("train")
    xt, yt = load("t10k")
    missing = [cell for cell in all_cells(arguments.network) if not (arguments.work / f"{cell.id}.json").exists()]
    for cell in missing[: arguments.cells]:
        started = time.process_time()
        model = train(cell, x, y)
        found = {**cell._asdict(), "accuracy": accuracy(model, xt, yt), "seconds": round(time.process_time() - started), "layers": report(model)}
        temporary = arguments.work / f"{cell.id}.tmp"
        temporary.write_text(json.dumps(found, indent=1) + "\n")
        os.replace(temporary, arguments.work / f"{cell.id}.json")
        print(f"{cell.id}: {found['accuracy'] * 100:.2f} %, {found['seconds']} s", flush=True)


if __name__ == "__main__":
    main()
