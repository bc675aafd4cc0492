using System;
using System.Globalization;
using App;

Print("network", Network.Infer, 4, Network.Info.OutputLength);
Print("tensors", Operators.Tensors, 3, 2);
Print("laplace", Operators.Laplace, 3, 3);
Print("deep", Operators.Deep, 2, 1);
Print("linked", Operators.Linked, 2, 1);
Print("half", Operators.Half, 2, 1);
Print("odd", Operators.Odd, 2, 1);
Print("late", Operators.Late, 2, 1);
Print("lower", Operators.Lower, 1, 1);
Print("upper", Operators.Upper, 1, 1);
Print("hostile", HostileModel.Infer, 2, 1);
Print("large", LargeEnds, 2000, 2);
Console.WriteLine(string.Join(" ", Operators.LinkedInfo.Weights[0].Name, Operators.HalfInfo.Weights[0].Name));
Console.WriteLine("macs " + Network.Info.MacsExecuted.ToString(CultureInfo.InvariantCulture));

static void Print(string name, Map map, int inputs, int outputs)
{
    float[] x = new float[inputs];
    float[] y = new float[outputs];
    for (int i = 0; i < inputs; i++)
    {
        x[i] = i + 1;
    }

    map(x, y);
    Console.WriteLine(name + " " + string.Join(" ", Array.ConvertAll(y, value => value.ToString(CultureInfo.InvariantCulture))));
}

static void LargeEnds(ReadOnlySpan<float> x, Span<float> y)
{
    float[] all = new float[300];
    Operators.Large(x, all);
    y[0] = all[0];
    y[1] = all[^1];
}

internal delegate void Map(ReadOnlySpan<float> x, Span<float> y);
