using SparseCompile.Compiler.Declarations;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The members of a model that could not be compiled.</summary>
/// <remarks>Without them every use of the model would be an error of its own, and the one that says what is wrong would be lost among them.</remarks>
internal static class StubFile
{
    /// <summary>Writes the file.</summary>
    public static GeneratedFile Write(SparseDeclaration declaration)
    {
        string failure = $"throw new {InvalidOperationExceptionType}({Literals.String($"'{declaration.DisplayName}' could not be compiled: the build says why.")})";
        string text = FileFrame.Write(declaration, ["Could not be compiled: see the errors of the build."], writer =>
        {
            if (declaration is MatrixDeclaration matrix)
            {
                Member(writer, $"{matrix.Signature} => {failure};");
                Member(writer, $"public static void {matrix.Method}Columns({ReadOnlySpan}<float> {matrix.InputParameter}, {Span}<float> {matrix.OutputParameter}, int {matrix.ColumnsParameter}) => {failure};");
                Described(writer, matrix.Method, failure);
            }
            else
            {
                string states = string.Concat(StatesOf(declaration).Select((_, i) => $", {Span}<float> state{i}"));
                Member(writer, "public const int InputLength = 0;");
                Member(writer, "public const int OutputLength = 0;");
                Member(writer, $"public static void Infer({ReadOnlySpan}<float> input, {Span}<float> output{states}) => {failure};");
                Member(writer, $"public static long InferCounted({ReadOnlySpan}<float> input, {Span}<float> output{states}) => {failure};");
                Member(writer, $"public static int InferBatch({ReadOnlySpan}<float> inputs, {Span}<float> outputs) => {failure};");
                Member(writer, $"public static void InferColumns({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int columns) => {failure};");
                Member(writer, $"public static void Warmup(bool batch = false) => {failure};");
                if (declaration is ModelDeclaration { Precision: NumericPrecision.Int8 })
                {
                    Member(writer, "public const float InputScale = 0;");
                    Member(writer, "public const float OutputScale = 0;");
                    Member(writer, $"public static void InferQuantized({ReadOnlySpan}<sbyte> input, {Span}<sbyte> output) => {failure};");
                }

                Described(writer, "", failure);
                Member(writer, $"public static {HardwareDescriptionSet} HardwareDescriptions => {failure};");
                if (declaration is ModelDeclaration { Trainable: not null })
                {
                    Member(writer, $"public static long Learn({ReadOnlySpan}<float> input, int label, float rate = 0.01f) => {failure};");
                    Member(writer, $"public static byte[] SaveState() => {failure};");
                    Member(writer, $"public static void LoadState({ReadOnlySpan}<byte> state) => {failure};");
                }
            }
        }, isStub: true);
        return new GeneratedFile(GenerationContext.Hint(declaration, null), text, IsImplementation: false);
    }

    /// <summary>The states that inference would take behind its output.</summary>
    private static IEnumerable<string> StatesOf(SparseDeclaration declaration) =>
        declaration is ModelDeclaration model ? model.Layers.OfType<RecurrentDeclaration>().SelectMany(layer => layer.States) : [];

    /// <summary>No feature of C# later than 7.3: a language too old is one of the reasons for a stub.</summary>
    private static void Described(SourceWriter writer, string prefix, string failure)
    {
        Member(writer, $"public static {SparseModelInfo} {prefix}Info => {failure};");
        Member(writer, $"public static {ReadOnlySpan}<byte> {prefix}HardwareDescription => {failure};");
    }

    private static void Member(SourceWriter writer, string member) =>
        writer.Line("/// <summary>Could not be compiled.</summary>").Line(FileFrame.GeneratedCode).Line(member).Line();
}
