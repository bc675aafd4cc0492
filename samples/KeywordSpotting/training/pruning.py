"""Gradual magnitude pruning (Zhu and Gupta, 2017) as far as a pattern allows it: the smallest weights go, a few at a time."""

import numpy as np
import torch

RAMP = 0.5      # the share of the steps over which weights go; then the masks are fixed


def largest(score, counts):
    """A mask of the `counts[...]` largest of the last dimension; of equals, the first ones."""
    order = torch.argsort(score, dim=-1, descending=True, stable=True)
    rank = torch.argsort(order, dim=-1)
    return rank < torch.as_tensor(counts)[..., None]


def left(size, final, share):
    """Those that are left of `size` when `share` of what is to go has gone."""
    return round(size - share * (size - final))


class Rows:
    """Any weights of a row, the same number in every row."""

    def __init__(self, count):
        self.count = count

    def mask(self, weight, share):
        """What is left of weights of any shape [outputs, ...] when `share` (0..1) of what is to go has gone."""
        score = weight.abs().flatten(1)
        return largest(score, left(score.shape[1], self.count, share)).view(weight.shape)


class Blocks:
    """16 outputs x 1 input: 16 rows have their weights at the same places. The last rows of 1,500 are a block of 12."""

    def __init__(self, count):
        self.count = count

    def mask(self, weight, share):
        """See Rows."""
        score = weight.abs().flatten(1)
        rows, size = score.shape
        score = torch.nn.functional.pad(score, (0, 0, 0, -rows % 16)).view(-1, 16, size).sum(1)
        kept = largest(score, left(size, self.count, share))
        return kept.repeat_interleave(16, 0)[:rows].view(weight.shape)


class NOf32:
    """N of every 32 inputs of a row. Inputs are grouped in the order in which compiled code keeps images: pixels, then channels."""

    def __init__(self, count, channels=None):
        self.count = count
        self.channels = channels        # of the image that a linear layer reads

    def mask(self, weight, share):
        """See Rows. Where `count` does not divide into the groups, some groups keep one more than others, the same in all rows."""
        score = weight.abs().flatten(1)
        rows, size = score.shape
        channels = self.channels or weight.shape[1]
        pixels = size // channels
        score = score.view(rows, channels, pixels).transpose(1, 2).reshape(rows, -1, 32)
        groups = score.shape[1]
        final = [self.count * (g + 1) // groups - self.count * g // groups for g in range(groups)]
        kept = largest(score, [left(32, n, share) for n in final])
        return kept.view(rows, pixels, channels).transpose(1, 2).reshape(weight.shape)


class GradualPruning:
    """Masks of the weights (never of biases); what is left follows a cubic, that falls fast at first, then ever slower."""

    def __init__(self, model, patterns, every=40):
        self.layers = [(getattr(model, name), pattern) for name, pattern in patterns.items()]
        self.masks = [torch.ones_like(layer.weight, dtype=torch.bool) for layer, _ in self.layers]
        self.every = every
        self.calls = 0
        self.finished = False

    def after_step(self, progress):
        """Set every pruned weight to 0, and prune more of them when it is time (`progress` is 0..1 of all steps)."""
        with torch.no_grad():
            self.clear()
            if not self.finished and (self.calls % self.every == 0 or progress >= RAMP):
                share = 1.0 - (1.0 - min(1.0, progress / RAMP)) ** 3
                self.masks = [pattern.mask(layer.weight, share) & mask for (layer, pattern), mask in zip(self.layers, self.masks)]
                self.finished = progress >= RAMP
                self.clear()
        self.calls += 1

    def clear(self):
        """Not a product: -w * 0 would leave -0.0 in the file."""
        for (layer, _), mask in zip(self.layers, self.masks):
            layer.weight[~mask] = 0.0


def layer_report(weights):
    """Shape and non-zeros of each weight tensor."""
    return [{"tensor": name, "shape": list(w.shape), "nonZeros": int(np.count_nonzero(w))} for name, w in weights.items() if w.ndim > 1]
