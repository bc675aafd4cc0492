namespace SparseCompile.Package.Tests.Support;

/// <summary>The tests that share one packed package; one after the other, as each of them uses all cores.</summary>
[CollectionDefinition(nameof(PackageTests))]
public sealed class PackageTests : ICollectionFixture<PackedPackage>;
