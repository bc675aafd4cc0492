using System.Reflection;
using SparseCompile.Conformance.Cases;

namespace SparseCompile.Conformance.Running;

/// <summary>Compiles cases in bulk and runs each on every target of this machine.</summary>
/// <param name="tolerance">How far outputs may be from the references.</param>
public sealed class ConformanceRun(Tolerance tolerance)
{
    /// <summary>Models of one compilation: its memory is given back before the next.</summary>
    private const int Bulk = 40;

    /// <summary>Results, in the order of the cases.</summary>
    public IEnumerable<CaseResult> Run(IReadOnlyList<ConformanceCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return cases.Chunk(Bulk).SelectMany(RunBulk);
    }

    private IReadOnlyList<CaseResult> RunBulk(ConformanceCase[] cases)
    {
        using CompiledCases compiled = new(cases);
        if (compiled.Problem is { } problem)
        {
            // One model spoils the compilation of all: each half by itself, down to the one.
            return cases.Length == 1
                ? [new CaseResult(cases[0].Name, Outcome.Failed, problem)]
                : [.. RunBulk(cases[..(cases.Length / 2)]), .. RunBulk(cases[(cases.Length / 2)..])];
        }

        return [.. cases.Select((own, i) => compiled.Refusal(i) ?? Checked(own, compiled, i))];
    }

    /// <summary>Generated code may throw; the cases behind are run all the same.</summary>
    private CaseResult Checked(ConformanceCase own, CompiledCases compiled, int index)
    {
        try
        {
            return Compare(own, compiled.Model(index));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Exception cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            return new CaseResult(own.Name, Outcome.Failed, $"{cause.GetType().Name}: {cause.Message}");
        }
    }

    private CaseResult Compare(ConformanceCase own, CompiledModel model)
    {
        if (own.DataSets.Count == 0)
        {
            return new CaseResult(own.Name, Outcome.Failed, "it has no test_data_set_0");
        }

        foreach (string folder in own.DataSets)
        {
            if (Difference(folder, model) is { } difference)
            {
                return new CaseResult(own.Name, Outcome.Failed, $"{Path.GetFileName(folder)}: {difference}");
            }
        }

        return new CaseResult(own.Name, Outcome.Passed, "");
    }

    private string? Difference(string folder, CompiledModel model)
    {
        DataSet set;
        try
        {
            set = DataSet.Read(folder);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IndexOutOfRangeException)
        {
            return $"its data cannot be read: {exception.Message}";
        }

        if (model.Mismatch(set) is { } mismatch)
        {
            return mismatch;
        }

        float[][]? first = null;
        foreach (string form in model.Forms)
        {
            float[][] outputs = model.Run(form, set);
            if (first is not null && !outputs.Zip(first).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second) || SameBits(pair.First, pair.Second)))
            {
                return $"{form} computes other bits than {model.Forms[0]}";
            }

            first ??= outputs;
            for (int i = 0; i < outputs.Length; i++)
            {
                ReferenceTensor expected = set.Outputs[i];
                Tolerance own = tolerance with { Absolute = Math.Max(tolerance.Absolute, model.StepOf(i)) };
                for (int k = 0; k < outputs[i].Length; k++)
                {
                    // References are rounded as everything is: a double beyond float32 is infinite.
                    if (!own.Allows(outputs[i][k], (float)expected.Values[k]))
                    {
                        return FormattableString.Invariant($"{form}: output {i}, element {k}: {outputs[i][k]:R} instead of {expected.Values[k]:R}");
                    }
                }
            }
        }

        return null;
    }

    private static bool SameBits(float[] left, float[] right) =>
        left.Length == right.Length && left.Zip(right).All(pair => BitConverter.SingleToInt32Bits(pair.First) == BitConverter.SingleToInt32Bits(pair.Second) || (float.IsNaN(pair.First) && float.IsNaN(pair.Second)));
}
