using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Scheduling;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes a layer's cycle counts.</summary>
internal static class ScheduleWriter
{
    /// <summary>Writes the schedule; every figure is exact and per inference.</summary>
    public static void Write(JsonWriter json, LaneSchedule schedule)
    {
        long laneCycles = schedule.Lanes * schedule.IntervalCycles;
        json.BeginObject("schedule");
        json.Exact("depth", schedule.Depth, "most non-zeros of a lane");
        json.Exact("latency_cycles", schedule.LatencyCycles, "depth + 2");
        json.Exact("interval_cycles", schedule.IntervalCycles, "depth + 3");
        json.Exact("busy_lane_cycles", schedule.BusyLaneCycles, "non_zeros");
        json.Exact("stall_lane_cycles", schedule.StallLaneCycles, "lanes * depth - non_zeros");
        json.Exact("overhead_lane_cycles", schedule.OverheadLaneCycles, "lanes * 3");
        json.Exact("idle_lane_cycles", schedule.IdleLaneCycles, "stall_lane_cycles + overhead_lane_cycles = lanes * interval_cycles - busy_lane_cycles");
        json.Exact(
            "utilisation_ppm",
            Arithmetic.PartsPerMillion(schedule.BusyLaneCycles, laneCycles),
            "floor(10^6 * busy_lane_cycles / (lanes * interval_cycles))");
        json.Exact("constant_rows", schedule.ConstantRows, "rows without a non-zero");
        json.EndObject();
    }
}
