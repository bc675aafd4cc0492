using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>The cycles a description states, against those of its execution.</summary>
public static class StatedCycles
{
    /// <summary>Every figure of the layer's schedule is what stepping it counted.</summary>
    public static void ShouldBe(JsonElement layer, StepResult step, int lanes)
    {
        JsonElement schedule = layer.GetProperty("schedule");
        long Exact(string key) => schedule.GetProperty(key).GetProperty("value").GetInt64();
        Exact("latency_cycles").ShouldBe(step.Latency);
        Exact("interval_cycles").ShouldBe(step.Interval);
        Exact("busy_lane_cycles").ShouldBe(step.Busy);
        Exact("stall_lane_cycles").ShouldBe(step.Stalls);
        Exact("idle_lane_cycles").ShouldBe(((long)lanes * step.Interval) - step.Busy);
        layer.GetProperty("macs").GetProperty("actual").GetProperty("value").GetInt64().ShouldBe(step.Multiplies);
        step.LastWriteBack.ShouldBe(step.Multiplies == 0 ? 0 : step.Latency);
    }
}
