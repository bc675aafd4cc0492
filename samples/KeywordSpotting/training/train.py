"""Train the dense network, prune it gradually to 90 % zeros, and save weights/kws.npz and results.json.

    python3 train.py WORK_FOLDER        (the folder that synthesise.py filled)
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from keywords import HELD_OUT_SPEAKERS, TEST_COPIES, TRAIN_COPIES, TRAIN_SPEAKERS, WORDS
from pruning import GradualPruning, layer_report
from recordings import dataset

HERE = Path(__file__).resolve().parent
DENSE_EPOCHS = 16
PRUNING_EPOCHS = 24     # the sparsity rises over the first half; the rest is fine-tuning under a fixed mask
BATCH = 128
SEED = 20


class Mlp(nn.Module):
    """1024 -> 256 -> 128 -> 12, ReLU between."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(1024, 256)
        self.fc2 = nn.Linear(256, 128)
        self.fc3 = nn.Linear(128, len(WORDS))

    def forward(self, x, drop=0.0):
        x = nn.functional.dropout(x, drop, self.training)
        x = nn.functional.dropout(torch.relu(self.fc1(x)), drop, self.training)
        x = nn.functional.dropout(torch.relu(self.fc2(x)), drop, self.training)
        return self.fc3(x)


def shifted(batch):
    """Each clip moved by up to 2 frames and 1 band, edges repeated: words spoken a little earlier, by longer or shorter vocal tracts."""
    frames, bands, time, pitch = 32, 32, 2, 1
    grid = nn.functional.pad(batch.view(-1, 1, frames, bands), (pitch, pitch, time, time), mode="replicate").flatten(1)
    width = bands + 2 * pitch
    place = (torch.arange(frames)[:, None] * width + torch.arange(bands)).flatten()
    offset = torch.randint(2 * time + 1, (len(batch), 1)) * width + torch.randint(2 * pitch + 1, (len(batch), 1))
    return grid.gather(1, place + offset)


def run(model, features, labels, epochs, rate, drop, pruning=None):
    """Adam with a cosine-decayed rate; after each step the pruned weights are set back to exactly 0."""
    steps = epochs * (len(labels) // BATCH)
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, rate * 0.01)
    step = 0
    for epoch in range(epochs):
        model.train()
        total = 0.0
        order = torch.randperm(len(labels))
        for first in range(0, len(labels) - BATCH + 1, BATCH):
            chosen = order[first : first + BATCH]
            loss = nn.functional.cross_entropy(model(shifted(features[chosen]), drop), labels[chosen], label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            if pruning is not None:
                pruning.after_step(step / steps)
            total += loss.item()
            step += 1
        print(f"epoch {epoch + 1}/{epochs}: loss {total / (len(labels) // BATCH):.4f}", flush=True)


def accuracy(model, features, labels, snrs):
    """Share of right answers: over all, and by signal-to-noise ratio."""
    model.eval()
    with torch.no_grad():
        right = (model(features).argmax(1) == labels).numpy()
    by_snr = {("none" if np.isnan(s) else f"{s:.0f}"): round(float(right[np.isnan(snrs) if np.isnan(s) else snrs == s].mean()), 4)
              for s in np.unique(snrs)}
    return {"all": round(float(right.mean()), 4), "bySnrDecibels": by_snr}


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    work = Path(sys.argv[1])
    x, y, _ = dataset(work / "train.npz", TRAIN_COPIES, seed=3)
    xt, yt, snrs = dataset(work / "held_out.npz", TEST_COPIES, seed=4)
    print(f"{len(y)} training clips, {len(yt)} held out; features: mean {x.mean():.3f}, deviation {x.std():.3f}", flush=True)
    x, y, xt, yt = (torch.from_numpy(np.ascontiguousarray(a)) for a in (x, y, xt, yt))

    model = Mlp()
    run(model, x, y, DENSE_EPOCHS, 1e-3, 0.2)
    dense = accuracy(model, xt, yt, snrs)
    print("dense, held-out speakers:", dense, flush=True)
    run(model, x, y, PRUNING_EPOCHS, 1e-3, 0.1, GradualPruning(model))
    pruned = accuracy(model, xt, yt, snrs)
    print("pruned, held-out speakers:", pruned)

    weights = {name: p.detach().numpy() for name, p in model.named_parameters()}
    target = HERE.parent / "weights" / "kws.npz"
    target.parent.mkdir(exist_ok=True)
    np.savez_compressed(target, **weights)
    results = {
        "words": WORDS, "trainingClips": len(y), "heldOutClips": len(yt),
        "trainingSpeakers": len(TRAIN_SPEAKERS), "heldOutSpeakers": len(HELD_OUT_SPEAKERS),
        "denseAccuracy": dense, "prunedAccuracy": pruned, **layer_report(weights),
    }
    (HERE / "results.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
