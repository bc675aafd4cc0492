extern alias runtime;

using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Runtime;
using ShiftedPlanes = runtime::SparseCompile.Runtime.ShiftedPlanes;

namespace SparseCompile.Kernels.Tests.Layouts;

/// <summary>Copies of images against their definition, of every remainder of a vector; nothing behind the result is written.</summary>
[RunOnEveryHardware]
public sealed unsafe class ImageCopyTests
{
    private const float Guard = -77f;

    private static readonly int[] s_channels = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 24, 33];
    private static readonly int[] s_pixels = [1, 3, 4, 6, 8, 11, 16, 19, 31, 32, 40];

    [Fact]
    public void Channels_come_side_by_side_and_back()
    {
        foreach ((int channels, int pixels) in s_channels.SelectMany(channels => s_pixels.Select(pixels => (channels, pixels))))
        {
            float[] image = Values(channels * pixels), expected = new float[image.Length];
            for (int i = 0; i < image.Length; i++)
            {
                expected[(i % pixels * channels) + (i / pixels)] = image[i];
            }

            Run(image, expected, (from, to) => ImageCopy.ToPixels(from, to, channels, pixels, pixels));
            Run(expected, image, (from, to) => ImageCopy.ToChannels(from, to, channels, pixels));
        }
    }

    [Fact]
    public void Planes_of_a_window_are_the_inputs_that_its_taps_meet()
    {
        Random random = new(5);
        for (int run = 0; run < 300; run++)
        {
            (int channels, int height, int width) = (random.Next(1, 5), random.Next(1, 20), random.Next(1, 40));
            (int kernelY, int kernelX) = (random.Next(1, Math.Min(4, height) + 1), random.Next(1, Math.Min(4, width) + 1));
            (int strideY, int strideX, int top, int left) = (random.Next(1, 3), random.Next(1, 4), random.Next(0, kernelY), random.Next(0, kernelX));
            (int outputY, int outputX) = (((height + top - kernelY) / strideY) + 1, ((width + left - kernelX) / strideX) + 1);
            ShiftedPlanes layout = new(channels, height, width, kernelY, kernelX, strideY, strideX, 1, 1, top, left, outputY, outputX);
            float[] image = Values(channels * height * width);
            float[] planes = new float[layout.Floats + 1];
            Array.Fill(planes, Guard);
            fixed (float* from = image, to = planes)
            {
                PlaneCopy.Shift(from, to, layout, isChannelsFirst: true);
            }

            planes[^1].ShouldBe(Guard);
            for (int tap = 0; tap < channels * kernelY * kernelX; tap++)
            {
                (int channel, int y, int x) = (tap / (kernelY * kernelX), tap / kernelX % kernelY, tap % kernelX);
                for (int pixel = 0; pixel < outputY * outputX; pixel++)
                {
                    (int inY, int inX) = ((pixel / outputX * strideY) + y - top, (pixel % outputX * strideX) + x - left);
                    bool isInside = inY >= 0 && inY < height && inX >= 0 && inX < width;
                    float expected = isInside ? image[(((channel * height) + inY) * width) + inX] : 0f;
                    planes[layout.OffsetOf(tap) + pixel].ShouldBe(expected, $"{channels} x {height} x {width}, window {kernelY} x {kernelX}, stride {strideY}, {strideX}, padding {top}, {left}: tap {tap}, pixel {pixel}");
                }
            }
        }
    }

    private static float[] Values(int count) => [.. Enumerable.Range(1, count).Select(i => (float)i)];

    private delegate void Copy(float* from, float* to);

    private static void Run(float[] image, float[] expected, Copy copy)
    {
        float[] result = new float[expected.Length + 1];
        result[^1] = Guard;
        fixed (float* from = image, to = result)
        {
            copy(from, to);
        }

        result[..^1].ShouldBe(expected);
        result[^1].ShouldBe(Guard);
    }
}
