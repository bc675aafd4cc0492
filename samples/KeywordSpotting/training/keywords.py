"""The words, the speakers and who of them is held out: one place, so that every script agrees."""

WORDS = ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go", "start", "cancel"]

SAMPLE_RATE = 16000
CLIP_SAMPLES = 16000

ACCENTS = ["en-gb", "en-us", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029"]

# An espeak-ng "variant" is a speaker: formants, pitch range, breath, roughness. Many variants are near copies of one another.
# No held-out speaker shares 30 % or more of the lines of his variant file with any speaker in training; Diogo, michel (79 % Hugo),
# Michael (60 % Mario) and linda (44 % belinda) are used nowhere for that reason.
TRAIN_SPEAKERS = [
    "m1", "m2", "m4", "m5", "m6", "m8", "f1", "f3", "f4",
    "adam", "Alex", "Andrea", "Annie", "antonio", "aunty", "belinda", "benjamin", "boris", "caleb", "david",
    "ed", "edward", "edward2", "gustave", "Henrique", "Hugo", "iven", "iven2", "iven3", "iven4", "Jacky", "john",
    "kaukovalta", "Lee", "marcelo", "Marco", "Mario", "max", "miguel", "Mike", "Nguyen", "pablo", "pedro",
    "quincy", "RicishayMax", "RicishayMax2", "RicishayMax3", "rob", "robert", "Storm", "steph", "steph2", "steph3",
    "Tweaky", "zac", "klatt", "klatt2", "klatt3", "klatt4", "klatt5", "klatt6", "norbert", "shelby", "travis", "grandpa",
]

HELD_OUT_SPEAKERS = ["m3", "m7", "f2", "f5", "Alicia", "Andy", "Denis", "Gene", "Gene2", "paul", "sandro", "victor"]

# How often each utterance is recorded, every time with another noise, place and level; small enough for a few minutes on one core.
TRAIN_COPIES = 3
TEST_COPIES = 2
HELD_OUT_SEED = 4
