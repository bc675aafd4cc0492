"""The published keyword network, with ReLU or k-winners, and its five variants.

1x32x32 -> conv 5x5 64 -> batch norm -> max-pool 2 -> activation -> conv 5x5 64 -> batch norm -> max-pool 2 -> activation
-> linear 1500 -> batch norm -> activation -> linear 12
"""

import torch
from torch import nn
from torch.nn import functional

from keywords import WORDS
from features import BANDS, FRAMES
from pruning import Blocks, NOf32, Rows

CHANNELS = 64
HIDDEN = 1500
WINNERS = {"winners1": 0.095, "winners2": 0.125, "winners3": 0.10}     # the share of each value that is kept
BOOST = 1.5                     # at the first step; it falls linearly to 0 at the last one
DUTY_PERIOD = 1000              # clips over which duty cycles are averaged

# The weights that are left of each layer: 13 of 25, 320 of 1,600 and 80 of 1,600 in every row, however they are arranged.
# N of 32 keeps as many: 6 or 7 of 32 inputs of the second convolution, 1 or 2 of 32 of the linear layer. 25 taps are no groups of 32.
VARIANTS = {
    "dense": {"patterns": {}, "winners": False},
    "random": {"patterns": {"conv1": Rows(13), "conv2": Rows(320), "fc1": Rows(80)}, "winners": False},
    "random-winners": {"patterns": {"conv1": Rows(13), "conv2": Rows(320), "fc1": Rows(80)}, "winners": True},
    "block-winners": {"patterns": {"conv1": Blocks(13), "conv2": Blocks(320), "fc1": Blocks(80)}, "winners": True},
    "nm-winners": {"patterns": {"conv1": Rows(13), "conv2": NOf32(320), "fc1": NOf32(80, CHANNELS)}, "winners": True},
}


class KWinners(nn.Module):
    """Keeps the share of the values of each clip that is largest, unchanged, ties included; the others become 0.

    While boosting, values are ranked after multiplication by exp(boost * (share - duty cycle)) of their channel, so that channels
    that seldom win win more often. The duty cycle is the share of a channel's values that were kept, averaged over the last clips.
    """

    def __init__(self, channels, share):
        super().__init__()
        self.share = share
        self.boost = 0.0
        self.seen = 0
        self.register_buffer("duty_cycle", torch.zeros(channels))

    def forward(self, x):
        size = x[0].numel()
        winners = round(self.share * size)
        boosted = x.detach()
        if self.boost > 0.0:
            # In double precision, rounded to float32: as the compiler computes the factors.
            factor = torch.exp(self.boost * (winners / size - self.duty_cycle.double())).float()
            boosted = boosted * factor.view(1, -1, *[1] * (x.ndim - 2))
        threshold = boosted.flatten(1).topk(winners, sorted=False)[0].min(1)[0]
        kept = ~(boosted < threshold.view(-1, *[1] * (x.ndim - 1)))
        if self.training:
            self.count(kept)
        return torch.where(kept, x, torch.zeros(()))

    def count(self, kept):
        """The moving average, exact over the first clips."""
        clips = len(kept)
        self.seen += clips
        share = kept.float().mean([i for i in range(kept.ndim) if i != 1])
        self.duty_cycle += (share - self.duty_cycle) * (clips / min(DUTY_PERIOD, self.seen))


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
            self.winners1 = KWinners(CHANNELS, WINNERS["winners1"])
            self.winners2 = KWinners(CHANNELS, WINNERS["winners2"])
            self.winners3 = KWinners(HIDDEN, WINNERS["winners3"])
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
