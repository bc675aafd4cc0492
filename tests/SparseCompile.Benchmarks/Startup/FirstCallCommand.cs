using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Startup;

/// <summary>The verb <c>first-call</c>: what the first inference of a process costs, compiling the kernels and laying out their tables included.</summary>
internal static class FirstCallCommand
{
    private const int Processes = 9;

    /// <summary>Measures every workload the filter selects, each in processes of its own: <c>workload, tab, median of first calls in ms, tab, second call in ms</c>.</summary>
    public static int Run(string filter)
    {
        WorkloadDefinition[] selected = [.. WorkloadCatalog.Definitions.Where(definition => definition.Name.Contains(filter, StringComparison.Ordinal))];
        Console.WriteLine("# workload\tfirst_call_ms\tsecond_call_ms\tof_it_jit_ms\tmethods");
        foreach (WorkloadDefinition definition in selected)
        {
            double[][] runs = [.. Enumerable.Range(0, Processes).Select(_ => InOwnProcess(definition.Name)).OrderBy(times => times[0])];
            double[] median = runs[Processes / 2];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{definition.Name}\t{median[0]:F2}\t{median[1]:F3}\t{median[2]:F2}\t{median[3]:F0}"));
        }

        return selected.Length == 0 ? 2 : 0;
    }

    /// <summary>The measured process: two calls, timed.</summary>
    public static int RunMeasured(string name)
    {
        WorkloadDefinition definition = WorkloadCatalog.Definitions.First(candidate => candidate.Name == name);
        IWorkload workload = definition.TryOpen(out string why) ?? throw new InvalidOperationException(why);
        float[] input = new float[workload.Batch * workload.Layers[0].Inputs];
        float[] output = new float[workload.Batch * workload.Layers[^1].Outputs];
        TimeSpan compiled = JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount();
        long start = Stopwatch.GetTimestamp();
        workload.Run(input, output);
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double jit = (JitInfo.GetCompilationTime() - compiled).TotalMilliseconds;
        methods = JitInfo.GetCompiledMethodCount() - methods;
        start = Stopwatch.GetTimestamp();
        workload.Run(input, output);
        double second = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {second} {jit} {methods}"));
        return 0;
    }

    private static double[] InOwnProcess(string name)
    {
        // As applications start, not as this one is set up to measure steady states.
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, Environment = { ["DOTNET_TC_QuickJit"] = "1" } };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(FirstCallCommand).Assembly.Location);
        }

        start.ArgumentList.Add("first-call-measured");
        start.ArgumentList.Add(name);
        using Process process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }
}
