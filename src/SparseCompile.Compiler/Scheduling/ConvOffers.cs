using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>What the kernel generators offer for each convolution on the primary target: made once, since tables are laid out for it, and priced for any order of the images.</summary>
internal sealed class ConvOffers
{
    private readonly Dictionary<Node, List<Offer>> _offers = [];
    private readonly ModelChoices? _choices;

    /// <summary>Asks for the offers.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="choices">Kernels that are chosen whatever the estimates; null for none.</param>
    /// <param name="sparsityOf">Expected fraction of zero inputs of a node.</param>
    public ConvOffers(Graph graph, ModelChoices? choices, Func<Node, double> sparsityOf)
    {
        _choices = choices;
        foreach (Node node in graph.Nodes.Where(node => node.Operator is Conv))
        {
            Conv conv = (Conv)node.Operator;
            LayerContext context = new(node, isOutput: false, TargetRegistry.Primary, [], Permutation.Identity(conv.Outputs)) { InputSparsity = sparsityOf(node) };
            _offers[node] = [.. KernelRegistry.For(conv).OfType<IConvGenerator>().SelectMany(generator => generator.Propose(context).Select(candidate => Make(conv, generator, candidate)))];
        }
    }

    /// <summary>Everything that was offered, priced for an order.</summary>
    public IReadOnlyList<KernelCandidate> Of(Node node, ImageOrder order) => [.. _offers[node].Select(offer => offer.Candidate with { Nanoseconds = Price(node, offer, order) })];

    /// <summary>What was measured to be best, else what is estimated to be.</summary>
    public KernelCandidate Best(Node node, ImageOrder order)
    {
        IReadOnlyList<KernelCandidate> offers = Of(node, order);
        string? chosen = _choices?.Of(node.Name)?.Kernel;
        return offers.FirstOrDefault(offer => offer.Spec.Id == chosen) ?? offers.Aggregate((best, other) => other.Nanoseconds < best.Nanoseconds ? other : best);
    }

    private static Offer Make(Conv conv, IConvGenerator generator, KernelCandidate candidate)
    {
        ConvLayout layout = generator.Layout(conv);
        return new Offer(candidate, layout, candidate.Nanoseconds - ConvCopies.Nanoseconds(conv, layout, default, TargetRegistry.Primary.Costs));
    }

    private static double Price(Node node, Offer offer, ImageOrder order) =>
        offer.WithoutCopies + ConvCopies.Nanoseconds((Conv)node.Operator, offer.Layout, order, TargetRegistry.Primary.Costs);

    private sealed record Offer(KernelCandidate Candidate, ConvLayout Layout, double WithoutCopies);
}
