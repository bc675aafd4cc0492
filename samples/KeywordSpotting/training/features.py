"""Log-mel features, 32 frames x 32 bands. ../Audio/LogMelFeatures.cs computes the same; clips/features.npz holds both to it.

All of it is fixed: 16 kHz mono in, 1024 float32 out, index = frame * 32 + band. README.md explains the steps.
"""

import numpy as np

from keywords import CLIP_SAMPLES, SAMPLE_RATE

FRAMES = 32
BANDS = 32
FRAME_LENGTH = 640      # 40 ms
HOP = 480               # 30 ms
FIRST_FRAME = 240       # 32 frames span 15,520 samples: 240 are left over on either side
FFT_SIZE = 1024
LOW_HZ = 60.0
HIGH_HZ = 7600.0
BLOCK = 160             # 10 ms, the unit of the alignment
CLIP_BLOCKS = 100
TARGET_RMS = 0.1
SMALLEST_RMS = 1e-4     # silence is not blown up into noise
LOG_FLOOR = 0.01
MEAN = -1.0
SCALE = 3.0


def mel(hz):
    """Hertz to mel (the HTK formula)."""
    return 2595.0 * np.log10(1.0 + np.asarray(hz, dtype=np.float64) / 700.0)


def mel_filters():
    """Triangles of peak 1, [BANDS, FFT_SIZE / 2 + 1], linear in hertz between 34 edges equally spaced in mel."""
    edges_mel = np.linspace(mel(LOW_HZ), mel(HIGH_HZ), BANDS + 2)
    edges = 700.0 * (10.0 ** (edges_mel / 2595.0) - 1.0)
    bins = np.arange(FFT_SIZE // 2 + 1) * (SAMPLE_RATE / FFT_SIZE)
    rising = (bins[None, :] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins[None, :]) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0.0, np.minimum(rising, falling))


FILTERS = mel_filters()
WINDOW = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(FRAME_LENGTH) / FRAME_LENGTH)   # periodic Hann


def centre_of_speech(samples):
    """The sample to be put in the middle of the clip: the centroid of the energy above the noise floor."""
    count = max(1, -(-len(samples) // BLOCK))
    padded = np.zeros(count * BLOCK)
    padded[: len(samples)] = samples
    energy = (padded.reshape(count, BLOCK) ** 2).sum(axis=1)
    floor = np.sort(energy)[count // 10]
    excess = np.maximum(0.0, energy - 2.0 * floor)
    first = 0
    if count > CLIP_BLOCKS:
        sums = np.concatenate(([0.0], np.cumsum(excess)))
        first = int(np.argmax(sums[CLIP_BLOCKS:] - sums[:-CLIP_BLOCKS]))    # the first of equals
    window = excess[first : first + CLIP_BLOCKS]
    total = window.sum()
    if total <= 0.0:
        return len(samples) // 2
    position = (window * np.arange(first, first + len(window))).sum() / total
    return int(np.floor((position + 0.5) * BLOCK))


def align(samples):
    """Exactly one second around the speech; zeros where the recording does not reach."""
    start = centre_of_speech(samples) - CLIP_SAMPLES // 2
    clip = np.zeros(CLIP_SAMPLES)
    low, high = max(0, start), min(len(samples), start + CLIP_SAMPLES)
    if high > low:
        clip[low - start : high - start] = samples[low:high]
    return clip


def log_mel(recordings):
    """Features of a list of recordings (any lengths, 16 kHz, -1..1): float32 [N, 1024]."""
    clips = np.stack([align(r) for r in recordings])
    rms = np.sqrt((clips ** 2).mean(axis=1, keepdims=True))
    clips *= TARGET_RMS / np.maximum(rms, SMALLEST_RMS)
    starts = FIRST_FRAME + HOP * np.arange(FRAMES)
    frames = clips[:, starts[:, None] + np.arange(FRAME_LENGTH)] * WINDOW
    power = np.abs(np.fft.rfft(frames, FFT_SIZE)) ** 2
    energies = power @ FILTERS.T
    return ((np.log(energies + LOG_FLOOR) - MEAN) / SCALE).astype(np.float32).reshape(len(clips), -1)
