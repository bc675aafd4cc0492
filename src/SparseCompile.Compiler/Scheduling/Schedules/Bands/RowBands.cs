namespace SparseCompile.Compiler.Scheduling.Schedules.Bands;

/// <summary>Consecutive steps over images that run in turns, a band of rows at a time, so that what one hands on is still in a cache when the next reads it.</summary>
/// <param name="FirstStep">The first step's place in the schedule.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Count">How many bands.</param>
/// <param name="Ends">For the start and for each band, where each loop of each step ends.</param>
/// <param name="Sliding">Memory of which only a window of rows exists.</param>
internal sealed record RowBands(int FirstStep, IReadOnlyList<BandedStep> Steps, int Count, IReadOnlyList<int[]> Ends, IReadOnlyList<SlidingStorage> Sliding);

/// <summary>Memory that holds a window of a value's rows. Before a band, those that are still needed move to its beginning if what follows does not fit.</summary>
/// <param name="Storage">The memory.</param>
/// <param name="Slides">For each band, what moves to the beginning, and where the window then begins; all in floats.</param>
internal sealed record SlidingStorage(Storage Storage, IReadOnlyList<(int From, int Count, int Base)> Slides);
