using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;

namespace SparseCompile.Compiler.Tests.Scheduling;

public sealed class LaneVerifierTests
{
    private const LaneTable All = LaneTable.Bias | LaneTable.Counts | LaneTable.Slots | LaneTable.Weights | LaneTable.Indices | LaneTable.FixedIndices | LaneTable.Masks | LaneTable.Scales;

    public static TheoryData<string, LaneOp[]> Bad => new()
    {
        { "register 3 to be written before", [new Store(3, 0, 16)] },
        { "register 1 to be written before", [new LoadZero(0), new AddRegisters(0, 0, 1)] },
        { "register 2 to be written before", [new LoadBias(0, 0), new MultiplyAdd(0, 2, 0)] },
        { "register 0 to be written before", [new Activate(0, new ActivationFunction(ActivationKind.Relu))] },

        // A loop may run not at all.
        { "register 0 to be written before", [new Loop(4, new EquatableArray<LaneOp>([new LoadZero(0)])), new Store(0, 0, 16)] },
        { "a count of zero or more", [new Loop(-1, EquatableArray<LaneOp>.Empty)] },
        { "the stream 'Rows' in the signature", [new OpenRow(0)] },
        { "an open window", [new LoadWindow(0, 0)] },
        { "1 to as many inputs as lanes", [new LoadInput(0, 0, 17)] },
        { "1 to as many values as lanes", [new LoadZero(0), new Store(0, 0, 0)] },
        { "an operand of the signature", [new LoadOperand(0, 1, 0)] },
        { "a function of one value", [new LoadZero(0), new Activate(0, new ActivationFunction(ActivationKind.Softmax))] },
        { "16 lanes and two or four sources", [new LoadZero(0), new Lookup(1, new EquatableArray<int>([0, 0, 0]), 0)] },
        { "a period of 32 or 64", [new LoadZero(0), new LoadZero(1), new Accumulate(0, 1, 0, 48, false)] },
        { "a list of active inputs", [new MultiplyAddColumns(16)] },
        { "the stream 'Rows' in the signature", [new Advance(LaneTable.Rows, 1)] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_program_that_means_nothing_is_refused_by_name(string expected, LaneOp[] body)
    {
        InvalidOperationException exception = Should.Throw<InvalidOperationException>(() => LaneVerifier.Verify(Program(16, body)));

        exception.Message.ShouldStartWith("Kernel 'Lanes16': found ");
        exception.Message.ShouldEndWith($"expected {expected}.");
    }

    [Fact]
    public void Lookups_among_registers_need_sixteen_lanes() =>
        Should.Throw<InvalidOperationException>(() => LaneVerifier.Verify(Program(8, [new LoadIndices(0, 0)]))).Message.ShouldEndWith("expected 16 lanes.");

    [Fact]
    public void A_width_that_no_target_has_is_refused() => Should.Throw<InvalidOperationException>(() => LaneVerifier.Verify(Program(5, []))).Message.ShouldContain("a width of 16, 8, 4 or 1");

    [Fact]
    public void Tables_without_a_recipe_are_refused() => Should.Throw<InvalidOperationException>(() => LaneVerifier.Verify(Program(16, []) with { Literals = null })).Message.ShouldContain("a recipe for its tables");

    [Fact]
    public void A_program_that_means_something_is_taken() => LaneVerifier.Verify(Program(
        16,
        [
            new LoadBias(0, 0),
            new Loop(null, new EquatableArray<LaneOp>([new LoadInput(1, 0, 16), new MultiplyAdd(0, 1, 0), new Advance(LaneTable.Weights, 16)])),
            new Store(0, 0, 16),
            new Advance(LaneTable.Output, 16),
        ]));

    private static LaneProgram Program(int width, LaneOp[] body) =>
        new("Lanes" + width, "a test", width, new LaneSignature(All), body) { Literals = new LiteralTables([], [], [], []) };
}
