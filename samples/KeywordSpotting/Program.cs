using KeywordSpotting;
using KeywordSpotting.Reports;

WeightArchive weights = WeightArchive.Read(Path.Combine(AppContext.BaseDirectory, "weights", "kws.npz"));
DenseNetwork dense = DenseNetwork.FromWeights(weights);

KeywordApp app = new(dense.Infer, Console.Out, Console.Error);
return app.Run(CommandLine.Parse(args), Path.Combine(AppContext.BaseDirectory, "clips"), (features, output) =>
{
    output.WriteLine();
    output.WriteLine("Layers");
    output.WriteLine();
    output.Write(LayerTable.Format(WeightRows.Of(weights)));
    output.WriteLine();
    output.WriteLine("Time of one inference on this machine");
    output.WriteLine();
    output.Write(TimeTable.Measure(features, ("dense SIMD", dense.Infer)));
});
