"""Export the seed of median accuracy of every variant to ../weights, and write results.json.

    python3 export.py WORK_FOLDER        (the folder that train_all.py filled)

../clips/scores.npz has the scores that PyTorch computes from ../clips/features.npz with the exported weights; the C# side must
reproduce them.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from keywords import HELD_OUT_SPEAKERS, TRAIN_SPEAKERS, WORDS
from network import VARIANTS, KeywordNetwork

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "weights"
CLIPS = HERE.parent / "clips"


def reference_scores(variant, weights):
    """[clips, 12] scores of the clips in features.npz."""
    model = KeywordNetwork(VARIANTS[variant]["winners"]).eval()
    model.load_state_dict({name: torch.from_numpy(value.astype(np.float32)) for name, value in weights.items()}, strict=False)
    features = np.load(CLIPS / "features.npz")
    with torch.no_grad():
        return model(torch.from_numpy(np.stack([features[name] for name in features.files]))).numpy()


def export(variant, runs, work):
    """Write the weights of the first run of median accuracy; what it is in results.json, and its scores."""
    accuracies = sorted(run["accuracy"]["all"] for run in runs)
    median = next(run for run in runs if run["accuracy"]["all"] == accuracies[(len(runs) - 1) // 2])
    weights = dict(np.load(work / "runs" / f"{variant}-{median['seed']}.npz"))

    # Compiled networks do not boost, so that they need no duty cycles.
    weights = {name: value for name, value in weights.items() if not name.endswith("duty_cycle")}
    np.savez_compressed(WEIGHTS / f"{variant}.npz", **weights)
    biases = sum(len(layer_bias) for name, layer_bias in weights.items() if name.endswith(".bias"))
    summary = {
        "name": variant, "exportedSeed": median["seed"], "layers": median["layers"],
        "nonZerosWithBiases": biases + sum(layer["nonZeros"] for layer in median["layers"]),
        "runs": [{name: run[name] for name in ("seed", "accuracy", "accuracyBoosted")} for run in runs],
    }
    return summary, reference_scores(variant, weights)


def main():
    work = Path(sys.argv[1])
    WEIGHTS.mkdir(exist_ok=True)
    networks, scores = [], {}
    for variant in VARIANTS:
        runs = [json.loads(path.read_text()) for path in sorted((work / "runs").glob(f"{variant}-[0-9]*.json"))]
        if runs:
            summary, scores[variant] = export(variant, runs, work)
            networks.append(summary)
            accuracies = [run["accuracy"]["all"] for run in runs]
            print(f"{variant}: {np.mean(accuracies):.4f} +- {np.std(accuracies, ddof=min(1, len(runs) - 1)):.4f}, seeds {accuracies}, "
                  f"boosted {[run['accuracyBoosted'] for run in runs]}, {summary['nonZerosWithBiases']} non-zeros with biases")
    np.savez_compressed(CLIPS / "scores.npz", **scores)
    results = {
        "words": WORDS, "trainingClips": runs[0]["trainingClips"], "heldOutClips": runs[0]["heldOutClips"], "epochs": runs[0]["epochs"],
        "trainingSpeakers": len(TRAIN_SPEAKERS), "heldOutSpeakers": len(HELD_OUT_SPEAKERS), "networks": networks,
    }
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
