namespace SparseCompile.Hardware.Tests.Support;

/// <summary>A word as the ROM delivers it; the default is the padding word, valid = 0.</summary>
public readonly record struct RomWord(bool Valid, bool Last, int Row, int Column, float Weight);
