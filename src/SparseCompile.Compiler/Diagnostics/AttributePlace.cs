namespace SparseCompile.Compiler.Diagnostics;

/// <summary>Which attribute of a declaration something is about.</summary>
/// <remarks>
/// Not where in the file: a declaration must stay equal when lines above it come or go, or every keystroke there would compile its model again. Who read the
/// declaration knows the lines.
/// </remarks>
/// <param name="Index">The attribute, counted in reading order.</param>
public sealed record AttributePlace(int Index);
