using FsCheck;
using FsCheck.Fluent;
using SparseCompile.Compiler.Scheduling.Schedules;

namespace SparseCompile.Compiler.Tests.Scheduling;

public sealed class MemoryLayoutTests
{
    [Fact]
    public void Pieces_that_are_alive_at_once_do_not_overlap_and_the_total_holds_them_all() => Prop.ForAll(
        Pieces().ToArbitrary(),
        lives =>
        {
            Storage[] storages = [.. lives.Select(Make)];

            int total = MemoryLayout.Place(storages);

            storages.ShouldAllBe(storage => storage.Offset >= 0 && storage.Offset % 16 == 0 && storage.Offset + storage.Floats <= total);
            foreach ((int i, Storage left) in storages.Index())
            {
                foreach (Storage right in storages.Skip(i + 1).Where(right => IsAliveWith(left, right)))
                {
                    (left.Offset + left.Floats <= right.Offset || right.Offset + right.Floats <= left.Offset)
                        .ShouldBeTrue($"{left.Floats} at {left.Offset} and {right.Floats} at {right.Offset} are alive at once.");
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20_261_125UL, 7UL));

    [Fact]
    public void Pieces_that_are_never_alive_at_once_share_memory()
    {
        Storage[] storages = [Make((100, 0, 1)), Make((50, 2, 3)), Make((20, 4, 4))];

        MemoryLayout.Place(storages).ShouldBe(112);
        storages.ShouldAllBe(storage => storage.Offset == 0);
    }

    [Fact]
    public void A_piece_fits_into_a_gap_between_two_others()
    {
        // The first and the third are alive throughout, the second is not.
        Storage[] storages = [Make((64, 0, 9)), Make((48, 0, 2)), Make((32, 0, 9)), Make((16, 5, 9))];

        MemoryLayout.Place(storages).ShouldBe(64 + 48 + 32);
        storages[3].Offset.ShouldBe(64);
    }

    [Fact]
    public void Nothing_takes_no_memory() => MemoryLayout.Place([]).ShouldBe(0);

    private static Gen<(int Floats, int First, int Last)[]> Pieces() =>
        (from floats in Gen.Choose(0, 300)
         from first in Gen.Choose(0, 12)
         from length in Gen.Choose(0, 6)
         select (floats, first, first + length)).ArrayOf();

    private static Storage Make((int Floats, int First, int Last) life)
    {
        Storage storage = new("piece");
        storage.Use(life.First, life.Floats);
        storage.Use(life.Last);
        return storage;
    }

    private static bool IsAliveWith(Storage left, Storage right) => left.FirstStep <= right.LastStep && right.FirstStep <= left.LastStep;
}
