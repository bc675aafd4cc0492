using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Pipelines;
using SparseCompile.Compiler.Hardware.Storage;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes what an operator costs on a target.</summary>
internal static class FiguresWriter
{
    /// <summary>Writes weights, counts, schedule, traffic and energy.</summary>
    /// <param name="json">The document.</param>
    /// <param name="op">The figures if no activation is zero.</param>
    /// <param name="estimated">The figures with the zeros that are known; null where the target examines none.</param>
    /// <param name="target">The target.</param>
    /// <param name="isInteger">The network's values are int8.</param>
    public static void Write(JsonWriter json, OperatorFigures op, OperatorFigures? estimated, HardwareTarget target, bool isInteger)
    {
        if (op.Node.Operator is MatrixOperator matrix && op.Placement is { } placement)
        {
            WriteWeights(json, matrix, placement, target, isInteger);
            json.Macs("macs", op.Macs);
        }

        json.BeginObject("schedule");
        json.Exact("cycles", op.Cost.Cycles, FormulaOf(op, target));
        json.Exact("interval_cycles", op.Cost.Interval, "cycles from one input of the operator to the next");
        json.Exact("multipliers", op.Cost.Multipliers, "multipliers that the operator has");
        json.Exact("busy_multiplier_cycles", op.Cost.Executed, "multiplications of one inference, those by zero included");
        json.Exact("stall_multiplier_cycles", op.Cost.ImbalanceStalls, "multiplier-cycles of waiting for the fullest lane, and of empty places");
        json.Exact("conflict_cycles", op.Cost.ConflictCycles, "cycles lost to conflicts of memory banks");
        json.Exact("bandwidth_cycles", op.Cost.BandwidthCycles, "cycles lost to the width of the weight memory");
        json.Exact("overhead_cycles", op.Cost.OverheadCycles, "cycles of filling, draining and handing over");
        json.Exact("utilisation_ppm", op.Cost.UtilisationPpm, "floor(10^6 * multiplications by non-zeros / (multipliers * interval_cycles)), 0 if empty");
        json.EndObject();
        if (estimated?.Active is { } active)
        {
            json.BeginObject("activity", inline: true);
            json.Boolean("estimate", !active.IsExact);
            json.Number("density_ppm", estimated.Activity.DensityPpm);
            json.String("basis", estimated.ActivityBasis);
            json.Number("cycles", active.Cycles);
            json.Number("interval_cycles", active.Interval);
            json.Number("macs", active.Executed);
            json.EndObject();
        }

        json.BeginObject("moved_bits", inline: true);
        json.Number("weights", op.Cost.WeightBits);
        json.Number("activation_reads", op.Cost.ActivationReadBits);
        json.Number("activation_writes", op.Cost.ActivationWriteBits);
        json.EndObject();
        json.Energy("energy", op.Energy);
    }

    private static void WriteWeights(JsonWriter json, MatrixOperator matrix, Placement placement, HardwareTarget target, bool isInteger)
    {
        json.BeginObject("tensor");
        json.String("format", "CSR");
        json.Numbers("shape", [matrix.Outputs, matrix.Inputs]);
        json.Number("number_of_stored_values", matrix.Weights.NonZeros);
        json.BeginObject("data_types", inline: true);
        json.String("pointers_to_1", "uint32");
        json.String("indices_1", "uint32");
        json.String("values", isInteger ? "int8" : "float32");
        json.EndObject();
        json.EndObject();
        json.Number("positions", matrix.Positions);
        json.Exact("density_ppm", Arithmetic.PartsPerMillion(matrix.Weights.NonZeros, matrix.Weights.DenseMacs), "floor(10^6 * non-zeros / (rows * columns))");
        json.BeginObject("placement");
        json.Number("slots", placement.Slots);
        json.Number("word_bits", placement.WordBits);
        json.Exact("stored_words", placement.StoredWords, "words of all lanes, those without a non-zero included");
        json.Exact("stored_bits", placement.StoredWords * placement.WordBits, "stored_words * word_bits");
        json.Number("rows_per_set", placement.RowsPerSet);
        json.Numbers("set_depths", placement.SetDepths);
        json.Number("passes", placement.Passes);
        json.Exact("packing_ppm", Arithmetic.PartsPerMillion(matrix.Weights.NonZeros, placement.StoredWords), "floor(10^6 * non-zeros / stored_words), as reached");
        json.EndObject();
        json.BeginObject("storage");
        json.Number("value_bits", target.WeightBits);
        json.Exact("bias_bits", (long)matrix.Outputs * target.AccumulatorBits, "rows * accumulator_bits");
        json.BeginArray("formats");
        foreach (StorageFigure figure in StorageComparison.Compare(matrix.Weights, target.Engine.Lanes, target.WeightBits))
        {
            StorageWriter.Write(json, figure);
        }

        json.EndArray();
        json.EndObject();
    }

    private static string FormulaOf(OperatorFigures op, HardwareTarget target) =>
        op.Placement is not null ? Engines.Of(target).Formula
        : target.IsStreamed ? StreamedCost.Formula(op.Node.Operator, target)
        : VectorUnit.Formula(op.Node.Operator);
}
