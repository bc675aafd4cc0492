"""Gradual magnitude pruning (Zhu and Gupta, 2017): the smallest weights of each layer go, a few at a time, while training goes on."""

import numpy as np
import torch

# The wide layers give nearly everything; the last one, 0.5 % of the weights, decides between the words and keeps half of them.
FINAL_SPARSITY = {"fc1": 0.91, "fc2": 0.88, "fc3": 0.50}
RAMP = 0.5      # the share of the steps over which the sparsity rises


class GradualPruning:
    """Masks for the weight matrices (never the biases); the sparsity follows a cubic, fast at first, then ever slower."""

    def __init__(self, model, every=50):
        self.layers = [(getattr(model, name), sparsity) for name, sparsity in FINAL_SPARSITY.items()]
        self.masks = [torch.ones_like(layer.weight, dtype=torch.bool) for layer, _ in self.layers]
        self.every = every
        self.calls = 0
        self.finished = False

    def after_step(self, progress):
        """Tighten the masks when it is time (`progress` is 0..1 of all steps), and set every pruned weight to 0."""
        if not self.finished and (self.calls % self.every == 0 or progress >= RAMP):
            share = 1.0 - (1.0 - min(1.0, progress / RAMP)) ** 3
            self.masks = [self.smallest_gone(layer.weight, mask, share * final)
                          for (layer, final), mask in zip(self.layers, self.masks)]
            self.finished = progress >= RAMP
        self.calls += 1
        with torch.no_grad():
            for (layer, _), mask in zip(self.layers, self.masks):
                # Not a product: -w * 0 would leave -0.0 in the file.
                layer.weight[~mask] = 0.0

    @staticmethod
    def smallest_gone(weight, mask, sparsity):
        """A mask of exactly round(sparsity * size) zeros, where what is already gone stays gone."""
        magnitude = torch.where(mask, weight.detach().abs(), torch.full_like(weight, -1.0)).flatten()
        gone = torch.argsort(magnitude, stable=True)[: round(sparsity * weight.numel())]
        kept = torch.ones(weight.numel(), dtype=torch.bool)
        kept[gone] = False
        return kept.reshape(weight.shape)


def layer_report(weights):
    """Shape, non-zeros and sparsity of each weight matrix, and the sparsity of all together."""
    matrices = {name: w for name, w in weights.items() if w.ndim == 2}
    layers = [{"tensor": name, "shape": list(w.shape), "nonZeros": int(np.count_nonzero(w)),
               "sparsity": round(1.0 - np.count_nonzero(w) / w.size, 5)} for name, w in matrices.items()]
    total = sum(w.size for w in matrices.values())
    return {"layers": layers, "sparsity": round(1.0 - sum(x["nonZeros"] for x in layers) / total, 5)}
