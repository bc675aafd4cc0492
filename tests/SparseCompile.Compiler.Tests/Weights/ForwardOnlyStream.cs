namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Memory that cannot be rewound: zip writers put sizes and CRC behind the data then.</summary>
public sealed class ForwardOnlyStream : MemoryStream
{
    public override bool CanSeek => false;
}
