"""From utterances to recordings as a microphone gives them: level, tone, place in the second, noise, 16 bits."""

import numpy as np

from keywords import CLIP_SAMPLES
from features import log_mel

SNR_DECIBELS = [None, 30.0, 20.0, 15.0, 10.0, 5.0]    # None: no noise


def noise(random, colour):
    """A second of noise of unit power: 0 white, 1 pink, 2 brown."""
    spectrum = np.fft.rfft(random.standard_normal(CLIP_SAMPLES))
    frequency = np.maximum(1.0, np.arange(len(spectrum)) / 4.0)
    shaped = np.fft.irfft(spectrum / frequency ** (0.5 * colour), CLIP_SAMPLES)
    return shaped / np.sqrt((shaped ** 2).mean())


def record(random, utterance, snr):
    """One int16 clip of a second: the utterance at a random place, tone and level, with noise at `snr` decibels or none."""
    speech = utterance[:CLIP_SAMPLES].astype(np.float64)
    tone = random.uniform(-0.5, 0.5)
    speech[1:] += tone * speech[:-1].copy()
    clip = np.zeros(CLIP_SAMPLES)
    start = random.integers(0, CLIP_SAMPLES - len(speech) + 1)
    clip[start : start + len(speech)] = speech / np.sqrt((speech ** 2).mean())
    colour = random.integers(3)
    if snr is not None:
        clip += noise(random, colour) * 10.0 ** (-snr / 20.0)
    peak = 10.0 ** random.uniform(-1.3, -0.05)      # full scale is 1: from about -26 dB to -1 dB
    return np.round(clip * (peak * 32767.0 / np.abs(clip).max())).astype(np.int16)


def load(path):
    """The utterances of a split as a list of int16 arrays, with their labels and voices."""
    data = np.load(path)
    utterances = np.split(data["samples"], np.cumsum(data["lengths"])[:-1])     # one read: each data[...] unpacks the array anew
    return utterances, data["labels"], data["voices"]


def recorded(path, copies, seed):
    """Every utterance recorded `copies` times, up to 256 at a time: int16 clips and SNRs (None: no noise)."""
    random = np.random.default_rng(seed)
    utterances, _, _ = load(path)
    for _ in range(copies):
        for first in range(0, len(utterances), 256):
            chosen = [SNR_DECIBELS[i] for i in random.integers(len(SNR_DECIBELS), size=len(utterances[first : first + 256]))]
            yield [record(random, u, s) for u, s in zip(utterances[first : first + 256], chosen)], chosen


def dataset(path, copies, seed):
    """Features, labels and SNRs (NaN: no noise) of every utterance recorded `copies` times."""
    features, snrs = [], []
    for clips, chosen in recorded(path, copies, seed):
        features.append(log_mel([clip / 32768.0 for clip in clips]))
        snrs += [np.nan if s is None else s for s in chosen]
    return np.concatenate(features), np.tile(load(path)[1], copies), np.array(snrs)
