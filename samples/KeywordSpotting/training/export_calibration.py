"""Write the features of one bundled clip of each word: what the int8 network is calibrated with.

    python3 export_calibration.py
"""

import wave

import numpy as np

from export_clips import CLIPS
from features import log_mel
from keywords import WORDS


def read_wav(path):
    """Mono at 16 kHz, -1 to 1."""
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768.0


def main():
    clips = [sorted(CLIPS.glob(f"{word}_*.wav"))[0] for word in WORDS]
    features = log_mel([read_wav(clip) for clip in clips])
    np.savez(CLIPS / "calibration.npz", inputs=np.asarray(features, np.float32).reshape(len(clips), 1, 32, 32))


if __name__ == "__main__":
    main()
