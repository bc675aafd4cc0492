using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;

namespace SparseCompile.Kernels.Tests.LaneMachine;

/// <content>What active inputs add to sums in memory.</content>
internal sealed partial class LaneInterpreter
{
    public void Visit(MultiplyAddColumns op)
    {
        int output = At(LaneTable.Output, 0);
        int first = At(LaneTable.Weights, 0);
        for (int slot = 0; slot < op.Slots; slot++)
        {
            for (int k = _tables.Counts[slot]; Input[slot] != 0f && k < _tables.Counts[slot + 1]; k++)
            {
                LaneRegisters.IsActive(_tables.Weight(first + k)).ShouldBeTrue();
                _registers.Count.Active++;
                _registers.Count.StoredWeights++;
                ref float sum = ref _output[output + _tables.Rows[k]];
                sum = MathF.FusedMultiplyAdd(_tables.Weight(first + k), Input[slot], sum);
            }
        }
    }

    public void Visit(MultiplyAddColumnBlocks op)
    {
        int output = At(LaneTable.Output, 0), weights = At(LaneTable.Weights, 0);
        for (int input = 0; input < op.Inputs; input++)
        {
            for (int block = _tables.Counts[2 * input]; Input[input] != 0f && block < _tables.Counts[2 * (input + 1)]; block++)
            {
                for (int lane = 0; lane < _program.Width; lane++)
                {
                    float weight = _tables.Weight(weights + (block * _program.Width) + lane);
                    if (LaneRegisters.IsActive(weight))
                    {
                        _registers.Count.Active++;
                        _registers.Count.StoredWeights++;
                        ref float sum = ref _output[output + _tables.Rows[block] + lane];
                        sum = MathF.FusedMultiplyAdd(weight, Input[input], sum);
                    }
                }
            }
        }
    }

    public void Visit(MultiplyAddActivePixels op)
    {
        ActivePixels image = op.Image;
        int output = At(LaneTable.Output, 0), weights = At(LaneTable.Weights, 0), slots = At(LaneTable.Slots, 0);
        for (int i = 0; i < image.Channels * image.Pixels; i++)
        {
            int channel = i / image.Pixels, place = i % image.Pixels, y = place / image.Width, x = place % image.Width;
            float value = Input[(place * image.Channels) + channel];
            int pixel = ((y + image.Top) * image.OutputWidth) + x + image.Left;
            int first = _tables.Rows[(2 * image.Height) + x] + (2 * channel * image.KernelHeight);
            (int from, int to) = (_tables.Counts[first + _tables.Rows[2 * y]], _tables.Counts[first + _tables.Rows[(2 * y) + 1]]);
            for (int slot = from; value != 0f && slot < to; slot += 2)
            {
                int target = output + (pixel * op.Outputs) + _tables.Slot(slots + slot);
                for (int lane = 0; lane < _program.Width; lane++)
                {
                    float weight = _tables.Weight(weights + _tables.Slot(slots + slot + 1) + lane);
                    if (LaneRegisters.IsActive(weight))
                    {
                        _registers.Count.Active++;
                        _output[target + lane] = MathF.FusedMultiplyAdd(weight, value, _output[target + lane]);
                    }
                }
            }
        }
    }
}
