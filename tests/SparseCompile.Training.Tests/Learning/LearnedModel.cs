using System.Reflection;
using SparseCompile.Testing;

namespace SparseCompile.Training.Tests.Learning;

/// <summary>The members of a generated model that learns.</summary>
internal sealed class LearnedModel
{
    public LearnedModel(LoadedModel model)
    {
        Model = model;
        Learn = Create<LearnMethod>("Learn");
        SaveState = Create<Func<byte[]>>("SaveState");
        LoadState = Create<LoadMethod>("LoadState");
    }

    public delegate long LearnMethod(ReadOnlySpan<float> input, int label, float rate);

    public delegate void LoadMethod(ReadOnlySpan<byte> state);

    public LoadedModel Model { get; }

    public LearnMethod Learn { get; }

    public Func<byte[]> SaveState { get; }

    public LoadMethod LoadState { get; }

    public float[] Infer(float[] input)
    {
        float[] output = new float[Model.Info.OutputLength];
        Model.Infer(input, output);
        return output;
    }

    private T Create<T>(string name)
        where T : Delegate => Model.Type.GetMethod(name, BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<T>();
}
