using System.Globalization;
using System.Runtime.Intrinsics;
using SparseCompile.Platforms;

// The first call first: afterwards nothing is cold any more.
double first = PlatformRun.FirstCall();
int vectors = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vectors {vectors}"));
Console.WriteLine("digest " + PlatformRun.Digest());
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first-call-ms {first:F2}"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"inference-us {PlatformRun.Microseconds():F2}"));
