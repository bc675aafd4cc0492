namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>The assignment problem, by the Hungarian method with shortest augmenting paths.</summary>
internal static class Assignment
{
    /// <summary>The column of each row of the permutation of least cost.</summary>
    /// <param name="cost">Square; rows, then columns.</param>
    public static int[] Solve(double[,] cost)
    {
        int size = cost.GetLength(0);
        double[] rowPrice = new double[size + 1], columnPrice = new double[size + 1];

        // Column 0 stands for "no column yet", row 0 for "no row yet".
        int[] rowOf = new int[size + 1];
        for (int row = 1; row <= size; row++)
        {
            rowOf[0] = row;
            Augment(rowOf, Path(cost, rowOf, rowPrice, columnPrice, out int last), last);
        }

        int[] columns = new int[size];
        for (int column = 1; column <= size; column++)
        {
            columns[rowOf[column] - 1] = column - 1;
        }

        return columns;
    }

    /// <summary>The cheapest path from the row at column 0 to a free column; prices are kept such that no reduced cost is negative.</summary>
    private static int[] Path(double[,] cost, int[] rowOf, double[] rowPrice, double[] columnPrice, out int column)
    {
        int size = rowPrice.Length - 1;
        int[] way = new int[size + 1];
        bool[] isUsed = new bool[size + 1];
        double[] least = new double[size + 1];
        Array.Fill(least, double.PositiveInfinity);
        column = 0;
        do
        {
            isUsed[column] = true;
            int row = rowOf[column], following = 0;
            double step = double.PositiveInfinity;
            for (int other = 1; other <= size; other++)
            {
                if (isUsed[other])
                {
                    continue;
                }

                double reduced = cost[row - 1, other - 1] - rowPrice[row] - columnPrice[other];
                if (reduced < least[other])
                {
                    (least[other], way[other]) = (reduced, column);
                }

                if (least[other] < step)
                {
                    (step, following) = (least[other], other);
                }
            }

            for (int other = 0; other <= size; other++)
            {
                if (isUsed[other])
                {
                    rowPrice[rowOf[other]] += step;
                    columnPrice[other] -= step;
                }
                else
                {
                    least[other] -= step;
                }
            }

            column = following;
        }
        while (rowOf[column] != 0);
        return way;
    }

    private static void Augment(int[] rowOf, int[] way, int column)
    {
        while (column != 0)
        {
            rowOf[column] = rowOf[way[column]];
            column = way[column];
        }
    }
}
