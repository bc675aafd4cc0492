"""Models and data that the tests train."""

import gzip
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from sparsecompile_torch import KWinners

FASHION = Path("/usr/share/datasets/fashion-mnist")


def small():
    """A convolution, a grouped one and two linear layers, for images of 1 x 8 x 8."""
    torch.manual_seed(7)
    return nn.Sequential(nn.Conv2d(1, 16, 3), nn.ReLU(), nn.Conv2d(16, 32, 3, groups=4), nn.ReLU(), nn.Flatten(), nn.Linear(512, 48), nn.ReLU(), nn.Linear(48, 4))


PATTERNS = {"2": "16x1", "5": "n:32"}
"""Patterns of the small model's layers."""


def batch(seed, count=32):
    """Random images with a label that can be learned."""
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(count, 1, 8, 8, generator=generator)
    return x, (x[:, 0, :4, :4].mean((1, 2)) > 0).long() + 2 * (x[:, 0, 4:, 4:].mean((1, 2)) > 0).long()


def train(model, steps, after_step, optimizer=None, seed=0):
    """A plain training loop."""
    optimizer = optimizer or torch.optim.Adam(model.parameters(), lr=2e-3)
    for step in range(steps):
        x, y = batch(1000 * seed + step)
        optimizer.zero_grad()
        functional.cross_entropy(model(x), y).backward()
        optimizer.step()
        after_step()


def fashion(split, count):
    """The first pictures of Debian's Fashion-MNIST: [count, 1, 28, 28] of zero mean and unit variance, and labels."""
    with gzip.open(FASHION / f"{split}-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read(16 + count * 784), np.uint8, offset=16).reshape(count, 1, 28, 28)
    with gzip.open(FASHION / f"{split}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(8 + count), np.uint8, offset=8)
    return (torch.from_numpy(images.astype(np.float32)) / 255 - 0.2860) / 0.3530, torch.from_numpy(labels.astype(np.int64))


class Joined(nn.Module):
    """Branches, pools, k-winners and functions, as users write them."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1, groups=4)
        self.winners = KWinners(16, share=0.25, boost=1.5)
        self.fc = nn.Linear(256, 10)

    def forward(self, x):
        first = functional.relu(self.bn1(self.conv1(x)))
        x = functional.max_pool2d(self.conv2(first) + first, 2)
        return self.fc(self.winners(x).flatten(1))
