"""Write the bundled clips, four of each word by held-out speakers, and the features that the C# side must reproduce.

    python3 export_clips.py WORK_FOLDER        (the folder that synthesise.py filled)

The clips are drawn at random before any network sees them: none is chosen for being recognised.
"""

import sys
import wave
from pathlib import Path

import numpy as np

from features import log_mel
from keywords import SAMPLE_RATE, WORDS
from recordings import SNR_DECIBELS, load, record

CLIPS = Path(__file__).resolve().parent.parent / "clips"
PER_WORD = 4
REFERENCES = 6


def write_wav(path, samples):
    """16-bit PCM, mono, 16 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(samples.astype("<i2").tobytes())


def main():
    random = np.random.default_rng(5)
    utterances, labels, voices = load(Path(sys.argv[1]) / "held_out.npz")
    CLIPS.mkdir(exist_ok=True)
    for old in CLIPS.glob("*.wav"):
        old.unlink()
    references = {}
    for label, word in enumerate(WORDS):
        for k, i in enumerate(random.choice(np.flatnonzero(labels == label), PER_WORD, replace=False)):
            snr = SNR_DECIBELS[random.integers(len(SNR_DECIBELS))]
            clip = record(random, utterances[i], snr)
            name = f"{word}_{voices[i].replace('+', '-')}_{k + 1}"
            write_wav(CLIPS / f"{name}.wav", clip)
            if k == 0 and len(references) < REFERENCES:
                references[name] = log_mel([clip / 32768.0])[0]
    np.savez_compressed(CLIPS / "features.npz", **references)


if __name__ == "__main__":
    main()
