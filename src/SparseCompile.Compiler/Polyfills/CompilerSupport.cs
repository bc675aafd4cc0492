// The C# compiler looks this type up by name, for records and init accessors; netstandard2.0 does not have it.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
