namespace SparseCompile.Kernels.Tests.Children;

/// <summary>A test that runs an ARM64 process: in qemu, with Debian's ARM64 libraries. Skipped, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Arm64FactAttribute : FactAttribute
{
    /// <summary>The emulator.</summary>
    public const string Emulator = "/usr/bin/qemu-aarch64-static";

    // The loader, C++ for the runtime, and OpenSSL for hashes.
    private static readonly string[] s_needed =
    [
        Emulator, "/lib/ld-linux-aarch64.so.1", "/usr/lib/aarch64-linux-gnu/libstdc++.so.6", "/usr/lib/aarch64-linux-gnu/libssl.so.3",
    ];

    /// <summary>Skips, with the reason, where something is missing.</summary>
    public Arm64FactAttribute() => Skip = s_needed.FirstOrDefault(file => !File.Exists(file)) is { } missing
        ? $"{missing} is missing. Debian: dpkg --add-architecture arm64, then apt-get install qemu-user-static libstdc++6:arm64 libssl3:arm64."
        : null;
}
