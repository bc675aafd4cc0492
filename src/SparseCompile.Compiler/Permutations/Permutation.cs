namespace SparseCompile.Compiler.Permutations;

/// <summary>Orders of things, and their inverses.</summary>
internal static class Permutation
{
    /// <summary>So many things as they are.</summary>
    public static int[] Identity(int count)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        return order;
    }

    /// <summary>Everything is at its own place.</summary>
    public static bool IsIdentity(int[] order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            if (order[i] != i)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The place of each thing in an order of all of them.</summary>
    public static int[] Inverse(int[] order) => Inverse(order, order.Length);

    /// <summary>The place of each of <paramref name="count"/> things in an order; -1 for those that it leaves out.</summary>
    public static int[] Inverse(int[] order, int count)
    {
        int[] places = new int[count];
        for (int i = 0; i < count; i++)
        {
            places[i] = -1;
        }

        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return places;
    }
}
