using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>The tables that put inputs in the plan's order, and outputs back in their own.</summary>
internal static class OrderMembers
{
    /// <summary>Expression for the slot of each input; empty when inputs are in order.</summary>
    public static string InputSlots(ModelPlan plan) => plan.IsInputInOrder ? "default" : "InputSlots";

    /// <summary>Expression for the place of each output; empty when outputs are in order.</summary>
    public static string Order(ModelPlan plan) => plan.Last.IsInOrder ? "default" : "Order";

    /// <summary>The table of what a node's values are multiplied by to be ranked.</summary>
    public static string Factors(string identifier) => identifier + "Factors";

    /// <summary>Writes the tables that are needed.</summary>
    public static void Write(SourceWriter writer, GenerationContext context)
    {
        ModelPlan plan = context.Plan;
        foreach (WinnersPlan node in plan.Nodes.OfType<WinnersPlan>().Where(node => node.Factors.Count > 0))
        {
            TableWriter.Array(
                writer, "What values are multiplied by to be ranked", "float", Factors(context.IdentifierOf(node)), node.Factors.Select(Literals.Float), 8);
        }

        if (!plan.IsInputInOrder)
        {
            // Inputs that no weight reads go to a slot past the others.
            int unused = SlotLayout.SlotCount(plan.InputOrder.Length);
            int[] places = Permutation.Inverse(plan.InputOrder, plan.Graph.InputLength);
            IEnumerable<string> slots = places.Select(place => Literals.Integer(place < 0 ? unused : SlotLayout.SlotOf(place)));
            TableWriter.Array(writer, "The slot of each input, chosen so that the lanes have about the same work in every window", "ushort", "InputSlots", slots, 24);
        }

        if (!plan.Last.IsInOrder)
        {
            TableWriter.Array(
                writer, "Where the kernels put each output", "int", "Order", Permutation.Inverse(plan.Last.Order).Select(place => Literals.Integer(place)), 24);
        }
    }
}
