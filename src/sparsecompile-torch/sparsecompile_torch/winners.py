"""K-winners, which the compiler's ``[KWinners]`` reproduces to the bit."""

import math
from typing import Optional

import numpy as np
import torch
from torch import Tensor, nn


class KWinners(nn.Module):
    """Keeps the k largest values of each input as they are, and what equals the k-th; the others become +0.

    While boosting, values are ranked after multiplication by exp(boost * (k / n - duty cycle)) of their channel, so that channels
    that seldom win win more often. The duty cycle is the share of a channel's values that won, averaged over the last inputs; it
    is in the state dict. NaN ranks above every number.

    Args:
        channels: Channels of an image, or values of a vector: one duty cycle each.
        share: Share of the values that win; times their number and rounded, halves to even. Specify either this or `count`.
        count: k, the number of winners.
        boost: Strength of boosting, rounded to float32; set ``module.boost`` to change it during training. 0 ranks values as they are.
        period: Inputs over which duty cycles are averaged.
    """

    per_pixel = False

    def __init__(self, channels: int, share: Optional[float] = None, count: Optional[int] = None, boost: float = 0.0, period: int = 1000):
        super().__init__()
        if (share is None) == (count is None):
            raise ValueError("Expected either share or count.")
        self.channels = channels
        self.share = share
        self.count = count
        self.boost = boost
        self.period = period
        self.register_buffer("duty_cycle", torch.zeros(channels))
        self.register_buffer("seen", torch.zeros((), dtype=torch.long))

    def winners_of(self, competing: int) -> int:
        """k, of this many values.

        Raises:
            ValueError: k is not between 1 and their number.
        """
        winners = self.count if self.count is not None else round(self.share * competing)
        if not 1 <= winners <= competing:
            raise ValueError(f"Invalid number of winners: {winners} of {competing} values. Expected 1 to {competing}.")
        return winners

    def factors(self, density: float) -> Tensor:
        """What the values of each channel are multiplied by to be ranked: in double precision, rounded to float32."""
        boost = float(np.float32(self.boost))
        return torch.tensor([math.exp(boost * (density - cycle)) for cycle in self.duty_cycle.double().tolist()], dtype=torch.float64).float()

    def forward(self, x: Tensor) -> Tensor:
        """[inputs, channels, ...] to the same shape."""
        if x.shape[1] != self.channels:
            raise ValueError(f"Invalid input of shape {list(x.shape)}. Expected {self.channels} channels in dimension 1.")
        competing = self.channels if self.per_pixel else x[0].numel()
        winners = self.winners_of(competing)
        ranked = x.detach()
        if self.boost != 0.0:
            ranked = ranked * self.factors(winners / competing).to(x.device).view(1, -1, *[1] * (x.ndim - 2))
        kept = ~(ranked < self._bounds(ranked, winners))
        if self.training:
            self._count(kept)
        return torch.where(kept, x, torch.zeros((), dtype=x.dtype, device=x.device))

    def extra_repr(self) -> str:
        """For ``repr``."""
        return f"{self.channels}, {f'share={self.share}' if self.count is None else f'count={self.count}'}, boost={self.boost}"

    def _bounds(self, ranked: Tensor, winners: int) -> Tensor:
        least = ranked.flatten(1).topk(winners, sorted=True)[0][:, -1]
        return least.view(-1, *[1] * (ranked.ndim - 1))

    @torch.no_grad()
    def _count(self, kept: Tensor) -> None:
        """The moving average, exact over the first inputs."""
        inputs = len(kept)
        self.seen += inputs
        share = kept.float().mean([i for i in range(kept.ndim) if i != 1])
        self.duty_cycle += (share - self.duty_cycle) * (inputs / min(self.period, int(self.seen)))


class KWinnersPerPixel(KWinners):
    """K-winners among the channels of each pixel (``PerPixel = true``)."""

    per_pixel = True

    def _bounds(self, ranked: Tensor, winners: int) -> Tensor:
        return ranked.topk(winners, dim=1, sorted=True)[0][:, -1:]
