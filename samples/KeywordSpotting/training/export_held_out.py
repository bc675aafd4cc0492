"""Write the held-out clips that accuracies are counted on as WAV files whose names begin with the word.

    python3 export_held_out.py WORK_FOLDER        (the folder that synthesise.py filled; the files go to WORK_FOLDER/held_out)
    dotnet run -c Release --project .. -- --int8 WORK_FOLDER/held_out/*.wav
"""

import sys
from pathlib import Path

from export_clips import write_wav
from keywords import HELD_OUT_SEED, TEST_COPIES, WORDS
from recordings import load, recorded


def main():
    work = Path(sys.argv[1])
    folder = work / "held_out"
    folder.mkdir(exist_ok=True)
    _, labels, voices = load(work / "held_out.npz")
    number = 0
    for clips, _ in recorded(work / "held_out.npz", TEST_COPIES, HELD_OUT_SEED):
        for clip in clips:
            utterance = number % len(labels)
            write_wav(folder / f"{WORDS[labels[utterance]]}_{voices[utterance].replace('+', '-')}_{number // len(labels) + 1}.wav", clip)
            number += 1
    print(f"{number} clips")


if __name__ == "__main__":
    main()
