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
from keywords import HELD_OUT_SEED, TEST_COPIES, TRAIN_COPIES
from network import BOOST, DENSITIES, VARIANTS, KeywordNetwork
from recordings import dataset
from sparsecompile_torch import Gradual, Pruner, plain_state

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


def run(model, features, labels, patterns):
    """Adam with a cosine-decayed rate; weights go during the first half of the steps, a few at a time."""
    steps = EPOCHS * (len(labels) // BATCH)
    pruner = Pruner(model, patterns, DENSITIES, Gradual(steps, begin=0))
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
            pruner.step()
            total += loss.item()
            step += 1
        print(f"epoch {epoch + 1}/{EPOCHS}: loss {total / (len(labels) // BATCH):.4f}", flush=True)
    pruner.finish()


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
        xt, yt, snrs = dataset(work / "held_out.npz", TEST_COPIES, HELD_OUT_SEED)
        np.savez(path, x=x, y=y, xt=xt, yt=yt, snrs=snrs)
    data = np.load(path)
    return *(torch.from_numpy(data[name]) for name in ("x", "y", "xt", "yt")), data["snrs"]


def layer_report(weights):
    """Shape and non-zeros of each weight tensor."""
    return [{"tensor": name, "shape": list(w.shape), "nonZeros": int(np.count_nonzero(w))} for name, w in weights.items() if w.ndim > 1]


def main():
    work, variant, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    x, y, xt, yt, snrs = load(work)
    print(f"{variant}, seed {seed}: {len(y)} training clips, {len(yt)} held out", flush=True)
    started = time.process_time()
    model = KeywordNetwork(VARIANTS[variant]["winners"]).to(memory_format=torch.channels_last)
    run(model, x, y, VARIANTS[variant]["patterns"])
    seconds = round(time.process_time() - started)

    # As they are exported: weights in half precision, what batch norms and biases need in single precision.
    weights = plain_state(model, half=True)
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
