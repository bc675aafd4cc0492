using SparseCompile.Runtime;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Activations;

/// <summary>The functions that approximate, on the inputs with which NumPy tests its own.</summary>
public sealed class UmathTests
{
    /// <summary>The documented bound, no wider than NumPy's of either function (3 and 2). On these sets the worst is 1.</summary>
    private const int Bound = 2;

    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>Where exp stops growing, as documented: nothing it is used for needs more.</summary>
    private const float LargestExponent = 88.37626f;

    [SharedDataFact]
    public void Exp_is_within_2_units_in_the_last_place()
    {
        UmathSet set = UmathSet.Read("exp");
        int normal = 0, tiny = 0, huge = 0;
        for (int i = 0; i < set.Inputs.Length; i++)
        {
            float actual = LaneMath.Exp(new Lanes1(set.Inputs[i])).Value;
            string what = $"exp({set.Inputs[i]:R}) is {actual:R}; expected {set.Outputs[i]:R}";
            if (set.Outputs[i] < SmallestNormal)
            {
                actual.ShouldBe(0, what);
                tiny++;
            }
            else if (set.Inputs[i] > LargestExponent)
            {
                actual.ShouldBeInRange(2.4e38f, float.MaxValue, what);
                huge++;
            }
            else
            {
                Ulp.Distance(actual, set.Outputs[i]).ShouldBeLessThanOrEqualTo(Bound, what);
                normal++;
            }
        }

        normal.ShouldBeGreaterThan(80);
        tiny.ShouldBeGreaterThan(20);
        huge.ShouldBeGreaterThan(10);
    }

    [SharedDataFact]
    public void Tanh_is_within_2_units_in_the_last_place()
    {
        UmathSet set = UmathSet.Read("tanh");
        set.Inputs.Length.ShouldBeGreaterThan(700);
        for (int i = 0; i < set.Inputs.Length; i++)
        {
            float actual = LaneMath.Tanh(new Lanes1(set.Inputs[i])).Value;
            Ulp.Distance(actual, set.Outputs[i]).ShouldBeLessThanOrEqualTo(Bound, $"tanh({set.Inputs[i]:R}) is {actual:R}; expected {set.Outputs[i]:R}");
        }
    }

    [SharedDataFact]
    public void Every_lane_width_gives_the_same_bits()
    {
        float[] inputs =
        [
            .. UmathSet.Read("exp").Inputs, .. UmathSet.Read("tanh").Inputs,
            float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, -87.33654f, -87.3366f, 88.37626f, 88.3763f, 0.625f, -0.625f,
        ];
        LaneWidths.Check(inputs);
    }

    [Fact]
    public void What_has_no_probability_gets_none()
    {
        float[] scores = [float.NegativeInfinity, 1, -200, 1];
        LaneSoftmax.Apply(scores);
        scores.ShouldBe([0, 0.5f, 0, 0.5f]);
        LaneMath.Sigmoid(new Lanes1(float.NegativeInfinity)).Value.ShouldBe(0);
    }
}
