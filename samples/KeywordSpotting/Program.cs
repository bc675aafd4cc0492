using KeywordSpotting;
using KeywordSpotting.Reports;

KeywordApp app = new(KeywordSpotter.Infer, Console.Out, Console.Error);
return app.Run(CommandLine.Parse(args), Path.Combine(AppContext.BaseDirectory, "clips"), (features, output) =>
{
    // Only the comparison reads the weights: the compiled network carries what is left of them in its code.
    DenseNetwork dense = DenseNetwork.FromWeights(WeightArchive.Read(Path.Combine(AppContext.BaseDirectory, "weights", "kws.npz")));
    output.WriteLine();
    output.WriteLine("Layers (ns: the planner's estimate)");
    output.WriteLine();
    output.Write(LayerTable.Format([.. KeywordSpotter.Info.Layers.Select(LayerRow.Of)]));
    output.WriteLine();
    output.WriteLine("Time of one inference on this machine");
    output.WriteLine();
    output.Write(TimeTable.Measure(features, ("dense SIMD", dense.Infer), ("SparseCompile", KeywordSpotter.Infer)));
});
