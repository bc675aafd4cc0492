"""Train one variant with one seed: weights and accuracy go to WORK_FOLDER/runs/VARIANT-SEED.npz and .json.

    python3 train.py WORK_FOLDER VARIANT SEED        (the folder that synthesise.py filled)
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from features import BANDS, FRAMES
from keywords import TEST_COPIES, TRAIN_COPIES
from network import BOOST, VARIANTS, KeywordNetwork
from pruning import GradualPruning, layer_report
from recordings import dataset

EPOCHS = 8
BATCH = 128
RATE = 2e-3


def shifted(batch):
    """Each clip moved by up to 2 frames and 1 band, edges repeated: words spoken a little earlier, by longer or shorter vocal tracts."""
    time, pitch = 2, 1
    grid = nn.functional.pad(batch.view(-1, 1, FRAMES, BANDS), (pitch, pitch, time, time), mode="replicate").flatten(1)
    width = BANDS + 2 * pitch
    place = (torch.arange(FRAMES)[:, None] * width + torch.arange(BANDS)).flatten()
    offset = torch.randint(2 * time + 1, (len(batch), 1)) * width + torch.randint(2 * pitch + 1, (len(batch), 1))
    return grid.gather(1, place + offset)


def run(model, features, labels, pruning):
    """Adam with a cosine-decayed rate; after each step the pruned weights are set back to exactly 0."""
    steps = EPOCHS * (len(labels) // BATCH)
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, RATE * 0.01)
    step = 0
    for epoch in range(EPOCHS):
        model.train()
        total = 0.0
        order = torch.randperm(len(labels))
        for first in range(0, len(labels) - BATCH + 1, BATCH):
            chosen = order[first : first + BATCH]
            model.set_boost(BOOST * (1.0 - step / steps))
            loss = nn.functional.cross_entropy(model(shifted(features[chosen])), labels[chosen], label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            pruning.after_step(step / steps)
            total += loss.item()
            step += 1
        print(f"epoch {epoch + 1}/{EPOCHS}: loss {total / (len(labels) // BATCH):.4f}", flush=True)


def accuracy(model, features, labels, snrs):
    """Share of right answers: over all, and by signal-to-noise ratio."""
    model.eval()
    with torch.no_grad():
        scores = torch.cat([model(part) for part in features.split(256)])
    right = (scores.argmax(1) == labels).numpy()
    by_snr = {("none" if np.isnan(s) else f"{s:.0f}"): round(float(right[np.isnan(snrs) if np.isnan(s) else snrs == s].mean()), 4)
              for s in np.unique(snrs)}
    return {"all": round(float(right.mean()), 4), "bySnrDecibels": by_snr}


def load(work):
    """Training and held-out clips as tensors, computed once: features, labels; features, labels, SNRs."""
    path = work / "features.npz"
    if not path.exists():
        x, y, _ = dataset(work / "train.npz", TRAIN_COPIES, seed=3)
        xt, yt, snrs = dataset(work / "held_out.npz", TEST_COPIES, seed=4)
        np.savez(path, x=x, y=y, xt=xt, yt=yt, snrs=snrs)
    data = np.load(path)
    return *(torch.from_numpy(data[name]) for name in ("x", "y", "xt", "yt")), data["snrs"]


def half(weight):
    """Half precision, in which no weight that was kept becomes 0."""
    smallest = np.copysign(np.float16(2.0**-24), weight).astype(np.float16)
    rounded_weight = weight.astype(np.float16)
    return np.ascontiguousarray(np.where((rounded_weight == 0.0) & (weight != 0.0), smallest, rounded_weight))


def rounded(model):
    """The tensors as they are exported: weights in half precision, what batch norms and biases need in single precision."""
    state = {name: value.detach().numpy() for name, value in model.state_dict().items() if value.ndim > 0}
    return {name: half(value) if value.ndim > 1 else np.ascontiguousarray(value, np.float32) for name, value in state.items()}


def main():
    work, variant, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    x, y, xt, yt, snrs = load(work)
    print(f"{variant}, seed {seed}: {len(y)} training clips, {len(yt)} held out", flush=True)
    started = time.process_time()
    model = KeywordNetwork(VARIANTS[variant]["winners"]).to(memory_format=torch.channels_last)
    run(model, x, y, GradualPruning(model, VARIANTS[variant]["patterns"]))
    seconds = round(time.process_time() - started)

    weights = rounded(model)
    model.load_state_dict({name: torch.from_numpy(value.astype(np.float32)) for name, value in weights.items()}, strict=False)
    model.set_boost(BOOST)
    boosted = accuracy(model, xt, yt, snrs)
    model.set_boost(0.0)
    results = {"variant": variant, "seed": seed, "epochs": EPOCHS, "trainingClips": len(y), "heldOutClips": len(yt), "seconds": seconds,
               "accuracy": accuracy(model, xt, yt, snrs), "accuracyBoosted": boosted["all"], "layers": layer_report(weights)}
    print(results, flush=True)
    runs = work / "runs"
    runs.mkdir(exist_ok=True)
    np.savez_compressed(runs / f"{variant}-{seed}.npz", **weights)
    (runs / f"{variant}-{seed}.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
