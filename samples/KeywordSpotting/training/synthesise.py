"""Speak every word by every speaker in every accent with espeak-ng, and keep the utterances (16 kHz, int16) in a work folder.

    python3 synthesise.py WORK_FOLDER
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from keywords import ACCENTS, HELD_OUT_SPEAKERS, TRAIN_SPEAKERS, WORDS


def speak(word, voice, speed, pitch, ending):
    """One utterance at 16 kHz. espeak-ng writes 22,050 Hz 16-bit mono after a 44-byte header to its output."""
    wav = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", word + ending],
        check=True, capture_output=True).stdout
    rate = int.from_bytes(wav[24:28], "little")
    samples = np.frombuffer(wav[44 : len(wav) - len(wav) % 2], dtype="<i2").astype(np.float64)
    resampled = resample_poly(samples, 16000 // np.gcd(16000, rate), rate // np.gcd(16000, rate))
    loud = np.flatnonzero(np.abs(resampled) > 0.01 * np.abs(resampled).max())
    if len(loud) == 0:
        raise SystemExit(f"espeak-ng was silent for '{word}' with voice '{voice}'")
    trimmed = resampled[loud[0] : loud[-1] + 1]
    return np.clip(np.round(trimmed), -32768, 32767).astype(np.int16)


def synthesise(speakers, seed):
    """All utterances of these speakers: flat samples, and per utterance its length, word number and voice."""
    random = np.random.default_rng(seed)
    samples, lengths, labels, voices = [], [], [], []
    for speaker in speakers:
        for accent in ACCENTS:
            for label, word in enumerate(WORDS):
                voice = f"{accent}+{speaker}"
                ending = ["", "!", "?", "."][random.integers(4)]
                spoken = speak(word, voice, int(random.integers(120, 211)), int(random.integers(25, 76)), ending)
                samples.append(spoken)
                lengths.append(len(spoken))
                labels.append(label)
                voices.append(voice)
        print(f"{speaker}: {len(labels)} utterances", flush=True)
    return {"samples": np.concatenate(samples), "lengths": np.array(lengths), "labels": np.array(labels), "voices": np.array(voices)}


def require_speakers(speakers):
    """espeak-ng says nothing when it does not know a variant and speaks with its default voice: that must not go unseen."""
    known = subprocess.run(["espeak-ng", "--voices=variant"], check=True, capture_output=True, text=True).stdout
    missing = [s for s in speakers if f"!v/{s} " not in known]
    if missing:
        raise SystemExit(f"this espeak-ng has no such voice variants: {', '.join(missing)}")


def main():
    require_speakers(TRAIN_SPEAKERS + HELD_OUT_SPEAKERS)
    work = Path(sys.argv[1])
    work.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(work / "held_out.npz", **synthesise(HELD_OUT_SPEAKERS, seed=2))
    np.savez_compressed(work / "train.npz", **synthesise(TRAIN_SPEAKERS, seed=1))


if __name__ == "__main__":
    main()
