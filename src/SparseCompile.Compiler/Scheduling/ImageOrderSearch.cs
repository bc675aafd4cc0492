using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>Decides which images lie channel after channel: those between kernels that want planes, so that nothing is transposed there and back.</summary>
/// <remarks>
/// Estimated times of kernels and copies are added up for the whole network. A value is moved from one order to the other for as long as that makes the sum smaller, from two beginnings: all
/// channels side by side, and all one after the other. From either alone, a chain of layers that want the other order stays as it is, since moving one value between two of them saves one copy and costs another.
/// </remarks>
internal sealed class ImageOrderSearch
{
    /// <summary>Rounds over all values: each ends lower than the one before, most searches after two.</summary>
    private const int MostRounds = 8;

    private readonly ValueOrders _orders;
    private readonly ConvOffers _offers;
    private readonly Dictionary<int, List<Node>> _users = [];
    private readonly Dictionary<(Node, ImageOrder), double> _known = [];
    private HashSet<int> _kept = [];

    private ImageOrderSearch(Graph graph, ValueOrders orders, ConvOffers offers)
    {
        (_orders, _offers) = (orders, offers);
        foreach (Node node in graph.Nodes.Where(node => node.Operator is Conv or Pool or KWinners { Image: not null }))
        {
            foreach (int value in new[] { node.Input, node.Output }.Where(orders.IsFreeImage).Select(orders.ClassOf).Distinct())
            {
                if (!_users.TryGetValue(value, out List<Node>? users))
                {
                    _users[value] = users = [];
                }

                users.Add(node);
            }
        }
    }

    /// <summary>Searches, and tells the orders what to keep.</summary>
    public static void Run(Graph graph, ValueOrders orders, ConvOffers offers)
    {
        ImageOrderSearch search = new(graph, orders, offers);
        if (search._users.Count == 0)
        {
            return;
        }

        (HashSet<int> Kept, double Time) first = search.From([]), second = search.From([.. search._users.Keys]);
        HashSet<int> best = second.Time < first.Time ? second.Kept : first.Kept;
        foreach (int value in Enumerable.Range(0, graph.Values.Count).Where(value => best.Contains(orders.ClassOf(value))))
        {
            orders.Keep(value);
        }
    }

    private (HashSet<int> Kept, double Time) From(HashSet<int> kept)
    {
        _kept = kept;
        bool hasMoved = true;
        for (int round = 0; hasMoved && round < MostRounds; round++)
        {
            hasMoved = false;
            foreach (KeyValuePair<int, List<Node>> value in _users)
            {
                double before = value.Value.Sum(Time);
                Move(value.Key);
                if (value.Value.Sum(Time) < before)
                {
                    hasMoved = true;
                }
                else
                {
                    Move(value.Key);
                }
            }
        }

        return (kept, _users.Values.SelectMany(users => users).Distinct().Sum(Time));
    }

    private void Move(int value)
    {
        if (!_kept.Remove(value))
        {
            _kept.Add(value);
        }
    }

    private bool IsKept(int value) => _orders.IsNatural(value) || _kept.Contains(_orders.ClassOf(value));

    private double Time(Node node)
    {
        ImageOrder order = new(IsKept(node.Input), IsKept(node.Output));
        if (!_known.TryGetValue((node, order), out double time))
        {
            _known[(node, order)] = time = node.Operator is Conv ? _offers.Best(node, order).Nanoseconds
                : Transposed(ImagesOf(node.Operator), order);
        }

        return time;
    }

    /// <summary>What takes images with their channels side by side transposes the others.</summary>
    private static double Transposed((ImageShape Input, ImageShape Output) images, ImageOrder order)
    {
        return TargetRegistry.Primary.Costs["convTranspose"] * (Length(images.Input, order.FromChannels) + Length(images.Output, order.ToChannels));

        static int Length(ImageShape image, bool isKept) => isKept && !ConvCopies.IsEitherWay(image) ? image.Length : 0;
    }

    private static (ImageShape Input, ImageShape Output) ImagesOf(Operator op) => op switch
    {
        Pool pool => (pool.Input, pool.Output),
        KWinners { Image: { } image } => (image, image),
        _ => throw new InvalidOperationException($"No image of {op.GetType().Name}."),
    };
}
