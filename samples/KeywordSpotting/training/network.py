"""The published keyword network, with ReLU or k-winners, and its five variants.

1x32x32 -> conv 5x5 64 -> batch norm -> max-pool 2 -> activation -> conv 5x5 64 -> batch norm -> max-pool 2 -> activation
-> linear 1500 -> batch norm -> activation -> linear 12
"""

import torch
from torch import nn
from torch.nn import functional

from keywords import WORDS
from features import BANDS, FRAMES
from sparsecompile_torch import KWinners

CHANNELS = 64
HIDDEN = 1500
WINNERS = {"winners1": 0.095, "winners2": 0.125, "winners3": 0.10}     # the share of each value that is kept
BOOST = 1.5                     # at the first step; it falls linearly to 0 at the last one
DUTY_PERIOD = 1000              # clips over which duty cycles are averaged

# The weights that are left of each layer: 13 of 25, 320 of 1,600 and 80 of 1,600 in every row, however they are arranged.
DENSITIES = {"conv1": 13 / 25, "conv2": 320 / 1600, "fc1": 80 / 1600}

# N of 32 keeps as many: 6 or 7 of 32 inputs of the second convolution, 1 or 2 of 32 of the linear layer, counted along the channels of
# a pixel, as compiled code keeps images. 25 taps are no groups of 32.
RANDOM = {"conv1": "rows", "conv2": "rows", "fc1": "rows"}
VARIANTS = {
    "dense": {"patterns": {}, "winners": False},
    "random": {"patterns": RANDOM, "winners": False},
    "random-winners": {"patterns": RANDOM, "winners": True},
    "block-winners": {"patterns": {"conv1": "16x1", "conv2": "16x1", "fc1": "16x1"}, "winners": True},
    "nm-winners": {"patterns": {"conv1": "rows", "conv2": "n:32+@0", "fc1": f"n:32+@{CHANNELS}"}, "winners": True},
}


class KeywordNetwork(nn.Module):
    """Layers that a batch norm follows have no bias: it has one."""

    def __init__(self, winners):
        super().__init__()
        self.conv1 = nn.Conv2d(1, CHANNELS, 5, bias=False)
        self.bn1 = nn.BatchNorm2d(CHANNELS)
        self.conv2 = nn.Conv2d(CHANNELS, CHANNELS, 5, bias=False)
        self.bn2 = nn.BatchNorm2d(CHANNELS)
        self.fc1 = nn.Linear(CHANNELS * 5 * 5, HIDDEN, bias=False)
        self.bn3 = nn.BatchNorm1d(HIDDEN)
        self.fc2 = nn.Linear(HIDDEN, len(WORDS))
        if winners:
            self.winners1 = KWinners(CHANNELS, WINNERS["winners1"], period=DUTY_PERIOD)
            self.winners2 = KWinners(CHANNELS, WINNERS["winners2"], period=DUTY_PERIOD)
            self.winners3 = KWinners(HIDDEN, WINNERS["winners3"], period=DUTY_PERIOD)
        else:
            self.winners1 = self.winners2 = self.winners3 = nn.ReLU()

    def forward(self, x):
        """[N, 1024] features to [N, 12] scores."""
        x = x.view(-1, 1, FRAMES, BANDS).contiguous(memory_format=torch.channels_last)      # twice as fast as planes
        x = self.winners1(functional.max_pool2d(self.bn1(self.conv1(x)), 2))
        x = self.winners2(functional.max_pool2d(self.bn2(self.conv2(x)), 2))
        x = self.winners3(self.bn3(self.fc1(x.flatten(1))))
        return self.fc2(x)

    def set_boost(self, boost):
        """The strength with which k-winners prefer channels that seldom win."""
        for module in self.modules():
            if isinstance(module, KWinners):
                module.boost = boost
